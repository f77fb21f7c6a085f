"""What is not known: what somebody says that nobody could count, and what reports leave out; said of whom it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Topic
from dashboard.exhibits.exhibit import Cell, Row, Section, Table
from dashboard.exhibits.forms.table import columns, cut, tell_who
from dashboard.exhibits.left_out import LeftOut, list_left_out
from dashboard.exhibits.making import Draft, NothingToShow, list_gaps
from dashboard.records.moments import Window
from dashboard.records.reported import ReportedGap
from dashboard.wording.days import write_window_short
from dashboard.wording.headings import TITLE_LETTERS, head, tell_others
from dashboard.wording.notes import note_gap
from dashboard.wording.numbers import count, fold, join, start, within
from dashboard.wording.scopes import Scope, name_subject, write_where
from dashboard.wording.sentences import fit
from dashboard.wording.voices import name_report, write_published

MOST = 60


def not_known(collection: Collection) -> Draft:
    """List gaps, places nested, then core indicators that reports leave out; others' numbers for them beside."""
    left_out = list_left_out(collection)
    gaps = sorted(list_gaps(collection), key=lambda gap: _rank(gap, collection))
    if not gaps and not left_out:
        raise NothingToShow(head("nothing_unknown"))
    subjects = join(dict.fromkeys(name_subject(one.topic) for one in left_out))
    sections = (
        Section(tuple(_nest_gaps(gaps, collection)), head("nobody_counted")),
        Section(tuple(map(_left_out_row, left_out)), head("core_left_out", subjects=subjects), muted=True),
    )
    shown, more = cut(sections, MOST, "by_reports")
    title = _write_title(gaps, left_out)
    heads = columns("what why others", 30, 45, 25)
    silent = {name: source for one in left_out for name, source in one.reports.items()}
    return Draft(
        title,
        [Table(heads, shown, title)],
        gaps,
        subtitle=_tell_others(gaps[0], collection) if gaps else None,
        more=more,
        source=None if gaps else fold(list(map(name_report, silent.values())), 4),
    )


def _rank(gap: ReportedGap, collection: Collection) -> tuple[bool, int, str, str]:
    others = _tell_others(gap, collection) or ""
    return gap.source.id != collection.whole.story, -len(others), str(gap.window.starts), gap.id


def _nest_gaps(gaps: Sequence[ReportedGap], collection: Collection) -> Iterable[Row]:
    """Give the gaps, each as deep as its place lies in those of others; one report's reasons stay together."""
    containers, told = collection.vocabulary.place_containers, set()
    places = {gap.place.id for gap in gaps}

    def path(gap: ReportedGap) -> tuple[str, ...]:
        return tuple(place for place in reversed(containers[gap.place.id]) if place in places)

    order = sorted(gaps, key=lambda gap: (path(gap), _rank(gap, collection)))
    for key, same in groupby(order, key=lambda gap: (path(gap), name_subject(gap), gap.window, gap.source.id)):
        alike = list(same)
        gap, reason, when = alike[0], " ".join(one.reason for one in alike), start(write_window_short(key[2]))
        if len(collection.reports) > 1:
            published = name_report(gap.source) if gap.said.credited else write_published(gap.source)
            reason = head("gap_reason", published=published, reason=reason)
        inside = None if gap.place.id in told else _tell_inside(gap, collection)
        what = Cell(_name(gap), sub=head("when_covers", when=when, place=inside) if inside else when)
        why, others = Cell(tell_who(alike, alone=True).text, sub=reason), Cell(_tell_others(gap, collection) or "")
        yield Row((what, why, others), level=len(key[0]) - 1)
        told.add(gap.place.id)


def _tell_inside(gap: ReportedGap, collection: Collection) -> str | None:
    """Name the place within that reports speak of most: a gap for Aleppo covers its east."""
    words = collection.vocabulary
    found = Counter(figure.place.id for figure in collection.figures if figure.place.id != gap.place.id)
    inside = (place for place, _ in found.most_common() if gap.place.id in words.place_containers[place])
    return next((within(words.places[place].name) for place in inside), None)


def _tell_others(gap: ReportedGap, collection: Collection) -> str | None:
    """Tell which other voices have a number of strictly the same people, place and day."""
    if not gap.window.is_one_day:
        return None
    answer = compare.of(collection.whole).answer(Topic(gap.indicator, gap.group, gap.place, gap.window.first_day))
    own = {gap.said.voice.id, gap.said.body.id} if gap.said.credited else set()
    credited = [line for line in answer.lines if line.figure.said.credited]
    lines = [line for line in credited if not own & {line.figure.said.voice.id, line.figure.said.body.id}]
    return tell_others([line.figure for line in lines], len({line.body for line in lines})) if lines else None


def _write_title(gaps: Sequence[ReportedGap], left_out: Sequence[LeftOut]) -> str:
    """Say the first gap, and how many more there are; else what is left out by most reports."""
    if not gaps:
        topic, silent = left_out[0].topic, _list_silent(left_out[0])[0]
        return head("left_out_title", subject=name_subject(topic), where=write_where(topic), **silent)
    told = fit((note_gap(gaps[0], year) for year in (True, False)), TITLE_LETTERS)
    longer = head("and_gaps", told=told, count=count(len(gaps) - 1, "more_gap"))
    return longer if len(gaps) > 1 and len(longer) <= TITLE_LETTERS else told


def _name(scope: Scope) -> str:
    return start(head("what_where", what=name_subject(scope), where=write_where(scope)))


def _list_silent(left_out: LeftOut) -> list[dict[str, str]]:
    """Name who is silent, and whether they do not mention it or were not read so far."""
    return [
        {
            "who": fold(list(dict.fromkeys(source.publisher for source in sources.values())), 3),
            "status": head(f"is_{key}"),
        }
        for key, sources in left_out.sources.items()
        if sources
    ]


def _left_out_row(left_out: LeftOut) -> Row:
    first, *rest = (head("is_status", **silent) for silent in _list_silent(left_out))
    days = fold([write_window_short(Window(day, day)) for day in sorted(left_out.days)], 3)
    voices = count(len(left_out.others), "other_voice")
    others = head("others_count_too", voices=voices) if left_out.others else ""
    return Row((Cell(_name(left_out.topic), days), Cell(first, "; ".join(rest) or None), Cell(others)))
