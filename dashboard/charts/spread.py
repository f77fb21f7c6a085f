"""How far apart are the voices? One line a voice, each number drawn as what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart, source_lines
from dashboard.charts.points import explain_marks
from dashboard.charts.rows import Line, draw_lines
from dashboard.charts.words import capitalise, describe_gaps, end_sentence, say_figure, state_gap
from dashboard.compare import (
    Topic,
    VoiceLine,
    choose_topic,
    count_voices,
    index_of,
    label_scope,
    list_lines,
    list_parts,
)
from dashboard.compare.words import Labels, count_noun, join_words, write_window_short
from dashboard.coverage import LONGEST_WINDOW_DAYS
from dashboard.days import write_day
from dashboard.notes import write_chain
from dashboard.tables import Tables

ID = "spread"
QUESTION = "How far apart are the voices?"
NOBODY = "Nobody credited"


def applies(tables: Tables) -> bool:
    """True where at least two independent voices speak of one day."""
    return choose_topic(tables) is not None


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw the best-supported topic of one day (:func:`choose_topic`); raises :class:`ChartError` where none is."""
    topic = choose_topic(tables)
    if topic is None:
        raise ChartError("no two voices speak of the same thing on one day: choose more sources or a scope")
    return build_for(tables, look, topic)


def build_for(tables: Tables, look: Look, topic: Topic) -> SourcedChart:
    """Draw the voices on *topic*, the largest number first, the story's own figure on grey.

    A page also shows what else each voice said of it, as rings with their words; a picture shows one number a voice
    and says so. Raises :class:`ChartError` where nobody speaks of it or a picture has not the room, and
    :class:`~dashboard.compare.CompareError` for an unknown word.
    """
    told = list_lines(tables, topic)
    if not told:
        raise ChartError("nobody speaks of this: choose another indicator, group, place or day")
    labels = index_of(tables).labels
    rows = describe_figures(tables, (account.id for line in told for account in line.accounts))
    lines = [_make_line(line, topic, labels, rows, tables.story, full=not look.fixed) for line in told]
    shown = [row for line in lines for row in (line.row, *line.others)]
    return SourcedChart(
        id=ID,
        question=QUESTION,
        title=write_title(told, topic, labels),
        subtitle=_write_subtitle(lines, tables),
        chart=draw_lines(lines, look),
        alt=" ".join([f"{QUESTION} One line a voice.", *(_say(line) for line in lines)]),
        figures=tuple(row["id"] for row in shown),
        sources=source_lines(pd.DataFrame(shown)),
        note=_write_note(told, topic, tables, full=not look.fixed),
    )


def describe_figures(tables: Tables, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the rows of ``Tables.described`` of these figures, by id."""
    rows = tables.described[tables.described["id"].isin(set(ids))]
    return {row["id"]: row for row in rows.to_dict("records")}


def _make_line(
    line: VoiceLine, topic: Topic, labels: Labels, rows: Mapping[str, Any], story: str | None, *, full: bool
) -> Line:
    numbered = [one for one in line.others if one.printed]
    return Line(
        name=labels.short_speakers[line.voice] if line.credited else NOBODY,
        carrier=name_carrier(rows[line.main.id]),
        scope=label_scope(line.main, topic, labels),
        row=rows[line.main.id],
        others=tuple(rows[one.id] for one in numbered) if full else (),
        other_words=_tell_others(line, topic, labels) if full else "",
        marked=line.main.source == story,
    )


def name_carrier(row: Mapping[str, Any]) -> str:
    """Name who passed a figure on and who carried it, after the voice: "→ UN → AP"."""
    links = [] if row["speaker"] == row["voice"] else [row["speaker_name"]]
    chain = write_chain(row).split(" → ")
    links += chain[1:] if len(chain) > 1 else ([] if row["speaker_type"] != "publisher" else [row["publisher"]])
    return "".join(f"→ {link} " for link in links).strip()


def _tell_others(line: VoiceLine, topic: Topic, labels: Labels) -> str:
    """Tell what else a voice said, its own scope first: "also 15; 45, 27 (East Aleppo)"."""
    own = label_scope(line.main, topic, labels)
    by_scope: dict[str, list[str]] = {own: []}
    repeated = 0
    for one in line.others:
        scope = label_scope(one, topic, labels)
        if (scope, one.written) == (own, line.main.written):
            repeated += 1
        else:
            by_scope.setdefault(scope, []).append(one.written)
    told = [f"the same in {count_noun(repeated, 'other report', 'other reports')}"] if repeated else []
    for scope, written in by_scope.items():
        numbers = ", ".join(dict.fromkeys(written))
        if numbers:
            told.append(numbers if scope == own else f"{numbers} ({scope or name_asked(topic, labels)})")
    return f"also {'; '.join(told)}" if told else ""


def name_asked(topic: Topic, labels: Labels) -> str:
    """Name the scope that is asked for, where another one needs telling from it."""
    parts = [labels.groups.get(topic.group or ""), labels.places.get(topic.place or "")]
    parts.append(write_window_short(topic.day, topic.day) if topic.day else None)
    return " · ".join(part for part in parts if part)


def name_topic(topic: Topic, labels: Labels) -> str:
    """Name what is asked: "People reported killed in Aleppo, Friday 23 September 2016"."""
    phrase = labels.phrases[topic.indicator]
    where = f" {labels.prepositions[topic.indicator]} {labels.places[topic.place]}" if topic.place else ""
    when = f", {write_day(topic.day)}" if topic.day else ""
    if labels.kinds[topic.indicator] == "stock" and topic.day:
        when = f", within a week of {write_day(topic.day, weekday=False)}"
    counted = labels.name_counted(topic.indicator, topic.group)
    return capitalise(f"{counted} reported{f' {phrase}' if phrase else ''}{where}{when}")


def write_title(told: Sequence[VoiceLine], topic: Topic, labels: Labels) -> str:
    """State the topic and from where to where the voices reach, qualifiers and all."""
    asked = name_topic(topic, labels)
    numbered = sorted((line.main for line in told if line.main.printed), key=lambda one: (one.number, one.written))
    if not numbered:
        return f"{asked}: no number given"
    low, high = numbered[0], numbered[-1]
    reach = low.wording if low.printed == high.printed else f"from {low.wording} to {high.wording}"
    return f"{asked}: {reach}"


def _write_subtitle(lines: Sequence[Line], tables: Tables) -> str:
    used = {line.row["qualifier"] for line in lines}
    parts = explain_marks(used)
    marked = [line for line in lines if line.marked]
    if marked:
        publisher = tables.sources.set_index("id").loc[tables.story, "publisher"]
        parts.append(f"the diamond on grey is {publisher}'s figure")
    if any(line.others for line in lines):
        parts.append("a ring is another number of the same voice")
    return end_sentence(capitalise("; ".join(["one line a voice", *parts])))


def _write_note(told: Sequence[VoiceLine], topic: Topic, tables: Tables, *, full: bool) -> str:
    voices = count_voices(told)
    said = [f"{capitalise(count_noun(voices, 'independent voice', 'independent voices'))}"]
    if len(told) > voices:
        said[0] += f"; {count_noun(len(told) - voices, 'line', 'lines')} with nobody credited count as none"
    left = sum(len(line.others) for line in told)
    if left and not full:
        said.append(
            f"One number a voice: the nearest to the question, told last; {count_noun(left, 'more', 'more')} of the "
            "same voices are not drawn"
        )
    said += _tell_parts(topic, tables)
    by_gap: dict[str, list[str]] = {}
    for gap in find_gaps(topic, tables):
        by_gap.setdefault(state_gap(gap), []).append(gap["publisher"])
    said += [f"{gap} ({join_words(publishers)})" for gap, publishers in by_gap.items()]
    return " ".join(end_sentence(text) for text in said)


def _tell_parts(topic: Topic, tables: Tables) -> list[str]:
    """Tell what is left out because it counts only a part of the group: it is no version of the whole."""
    parts = list_parts(tables, topic)
    if not parts:
        return []
    labels = index_of(tables).labels
    groups = join_words(sorted({labels.groups[one.group] for one in parts}))
    voices = join_words(sorted({labels.short_speakers[one.voice] for one in parts}))
    return [f"Not drawn: {groups} counted alone ({voices})"]


def find_gaps(topic: Topic, tables: Tables) -> list[dict[str, Any]]:
    """Return the described gaps of a topic: what a source says nobody could count on its day and at its place."""
    gaps = describe_gaps(tables, [topic.indicator])
    day = pd.Timestamp(topic.day) if topic.day else None
    return [
        gap
        for gap in gaps
        if topic.place in (None, gap["place"]) and topic.group in (None, gap["group"])
        if day is None or (gap["date_start"] <= day <= gap["date_end"] and is_short(gap))
    ]


def is_short(gap: Mapping[str, Any]) -> bool:
    """True where a gap speaks of single days: what nobody could count over weeks says nothing of one day."""
    return (gap["date_end"] - gap["date_start"]).days < LONGEST_WINDOW_DAYS


def _say(line: Line) -> str:
    more = f" The same voice {line.other_words}." if line.other_words else ""
    return say_figure(line.row) + more


KIND = ChartKind(ID, QUESTION, build, applies)
