"""What a comparison found, in sentences: standings, pairs, the answer to a topic and what stands beside it.

Each says only what the comparison proves; one that would be too long leaves out words, never a number's qualifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product

from dashboard.compare import Answer, Beside, Comparison, Pair, Standing, Topic, VoiceLine, topic_of
from dashboard.records.moments import Window
from dashboard.records.quantity import Bounds
from dashboard.records.reported import ReportedFigure
from dashboard.wording.days import place_in_time, write_day
from dashboard.wording.numbers import count, enumerate_numbers, fold, join, name_count, say_number, sort_by_size, start
from dashboard.wording.scopes import (
    name_attribution,
    name_claim,
    name_counted_plural,
    name_inferred,
    name_subject,
    name_subject_reported,
    say_when,
    state_figure,
    tell_differences,
    write_where,
)
from dashboard.wording.sentences import fit, say
from dashboard.wording.voices import ARROW, name_source, say_carried

_STEPS = {"corrects": "revised", "revises": "revised", "updates": "updated", "continues": "continued"}
Figures = Sequence[ReportedFigure]


def say_standing(comparison: Comparison, figure: ReportedFigure, standing: Standing | None = None) -> str:
    """Say how a figure stands: "One voice in this collection: SOHR reported an estimated 40 air strikes"."""
    found = standing or comparison.standing(figure)
    return _say_kind(comparison, figure, found.kind, found.proofs)


def list_standing(comparison: Comparison, figure: ReportedFigure) -> list[str]:
    """List the sentence of the standing, then one for each thing that holds beside it."""
    found = comparison.standing(figure)
    told = [(found.kind, found.proofs), *found.also.items()]
    return [_say_kind(comparison, figure, kind, proofs) for kind, proofs in told]


def _say_kind(comparison: Comparison, figure: ReportedFigure, kind: str, proofs: Figures) -> str:
    if kind == "contradicted":
        return _say_contradicted(comparison, figure, proofs)
    if kind == "corroborated":
        return _say_corroborated(figure, proofs)
    if kind == "repeated":
        return _say_repeated(figure, proofs)
    if kind == "compatible":
        return _say_compatible(comparison, figure, proofs)
    if kind == "one_voice":
        return _tell(kind if figure.said.credited else "one_report", figure)
    if kind == "not_comparable":
        return _tell(kind, figure, reason=say("days_inferred" if figure.window.known else "days_unstated"))
    return _say_succession(figure, kind, proofs[-1])


def _tell(key: str, figure: ReportedFigure, **slots: str) -> str:
    """Fill a sentence about what a figure's source reported, with as many words around the number as it holds."""
    return fit(say(key, reported=reported, **slots) for reported in _list_reported(figure))


def _list_reported(figure: ReportedFigure) -> list[str]:
    """Say who reported a number and who carried it: in all words, in fewer, with the number alone."""
    showed = figure.said.voice.type == "footage"
    key = "footage_showed" if showed else "voice_reported" if figure.said.credited else "report_has"
    claims = (name_claim(figure) + name_attribution(figure), name_count(figure), say_number(figure))
    return [
        say(key, voice=name_source(figure), claim=claim, carried=say_carried(figure, passed_on))
        for claim, passed_on in product(claims, (True, False))
    ]


def _say_voice(figure: ReportedFigure, number: str, first: bool = False) -> str:
    """Say a voice and its number: *first* in a sentence "SOHR said exactly 25 people", else "AFP at least 45"."""
    key = "voice_and_number" if not first else "voice_said" if figure.said.credited else "voice_has"
    return say(key, voice=name_source(figure), number=number)


def _say_succession(figure: ReportedFigure, kind: str, newer: ReportedFigure) -> str:
    """Say what another number of the same voice does to this one."""
    key = f"{kind}_scope" if kind in ("revised", "replaces") and newer.wording == figure.wording else kind
    return _tell(key, newer, own=say_number(figure), when=say_when(newer, year=False))


def _say_contradicted(comparison: Comparison, figure: ReportedFigure, proofs: Figures) -> str:
    other = proofs[0]
    scope = comparison.relate(figure, other).scope
    parts = [proof for proof in proofs if proof.group and proof.group.partition]
    if scope in ("part", "whole") and len(parts) < 2:
        part, whole = (figure, other) if scope == "part" else (other, figure)
        return say(
            "contradicted_part",
            part=_say_voice(part, name_count(part, exactly=True), first=True),
            differences=join(tell_differences(comparison.relate(part, whole).axes, part, whole, whole.window)),
            whole=_say_voice(whole, say_number(whole, exactly=True)),
        )
    number = join(map(name_count, parts)) if parts[1:] else say_number(other, exactly=True)
    return say(
        "contradicted",
        own=_say_voice(figure, name_count(figure, exactly=True), first=True) + say_carried(figure),
        other=say("voice_said", voice=name_source(other), number=number) + say_carried(other),
    )


def _say_corroborated(figure: ReportedFigure, proofs: Figures) -> str:
    other, key = proofs[0], "corroborated"
    if "vague" in (figure.qualifier, other.qualifier):
        key = "corroborated_vague"
    elif figure.value is not None and figure.value == other.value and figure.value > 12 and figure.value % 10:
        # Equal odd numbers of one place and day: one count may stand behind both.
        key = "corroborated_one_count"
    more = say("and_more_voices", count=count(len(proofs) - 1, "more_voice")) if len(proofs) > 1 else ""
    return _tell(key, other, more=more)


def _say_repeated(figure: ReportedFigure, proofs: Figures) -> str:
    own, number = figure.source.publisher, len({proof.source.id for proof in proofs})
    publishers = list(dict.fromkeys(proof.source.publisher for proof in proofs if proof.source.publisher != own))
    naming = "named_reports" if len(publishers) == number else "some_reports"
    names = [say(naming, words=fold(publishers, most)) for most in (4, 3, 2) if publishers] + [""]
    reported = _list_reported(figure)
    return fit(
        say("repeated", reports=count(number, "other_report"), names=named, reported=one)
        for named, one in [*product(names, reported[:2]), ("", reported[-1])]
    )


def _say_compatible(comparison: Comparison, figure: ReportedFigure, proofs: Figures) -> str:
    kept, voices = _keep_statements(comparison, proofs), dict[str, list[str]]()
    for proof in kept:
        voices.setdefault(name_source(proof), []).append(say_number(proof))
    others = [f"{voice} {join(dict.fromkeys(numbers))}" for voice, numbers in voices.items()]
    key = "all_can_be_true" if len(kept) > 1 else "far_apart" if _far_apart(figure, kept[0]) else "both_can_be_true"
    return fit(
        say(key, own=_say_voice(figure, own, first=True), others=enumerate_numbers(others, most))
        for most, own in product((4, 3, 2, 1), (name_count(figure), say_number(figure)))
    )


def _keep_statements(comparison: Comparison, figures: Figures) -> list[ReportedFigure]:
    """Keep one figure of each statement, the weakest wording of its number; what its voice replaced only if all is."""
    kept: dict[str, ReportedFigure] = {}
    for figure in sorted(figures, key=lambda figure: (not figure.bounds.is_open, figure.id)):
        kept.setdefault(min(copy.id for copy in (figure, *comparison.mates(figure))), figure)
    standing = [figure for figure in kept.values() if comparison.standing(figure).kind != "revised"]
    return sort_by_size(standing or kept.values())


def _far_apart(*figures: ReportedFigure) -> bool:
    """Whether of two counts, both given after their days were over, one is at least half as large again."""
    numbers = []
    for figure in figures:
        told, last = figure.told_day, figure.window.last_day
        if figure.value is None or figure.provisional or told is None or last is None or told <= last:
            return False
        numbers.append(figure.value)
    return max(numbers) >= 1.5 * min(numbers) > 0


def say_pair(comparison: Comparison, one: ReportedFigure, other: ReportedFigure, pair: Pair | None = None) -> str:
    """Say how two figures relate and whether both can be true, in one sentence."""
    found = pair or comparison.pair(one, other)
    if found.relation == "same_statement" and found.verdict == "agree":
        voice = name_source(one if one.said.credited else other)
        reports = join(dict.fromkeys((one.source.publisher, other.source.publisher)))
        claims = (name_claim(one) + name_attribution(one), say_number(one))
        return fit(say("one_statement", voice=voice, claim=claim, reports=reports) for claim in claims)
    if found.relation in ("same_statement", "later_total") or found.verdict == "revise":
        first, then = (one, other) if comparison.step(one, other) in _STEPS else (other, one)
        return _say_succession(first, _STEPS.get(comparison.step(first, then) or "", "revised"), then)
    differences = tell_differences(comparison.relate(other, one).axes, other, one, one.window)
    told = [f" ({'; '.join(differences[:most])})" for most in range(len(differences), 0, -1)]
    verdict = "" if found.relation == "not_comparable" else say(f"verdict_{found.verdict}")
    return fit(
        f"{_say_both(one, other, found.verdict == 'exclude', counted)}: "
        f"{say(f'pair_{found.relation}', differences=words)}{verdict}."
        for words, counted in product([*told, ""], (True, False))
    )


def _say_both(one: ReportedFigure, other: ReportedFigure, exactly: bool, counted: bool) -> str:
    """Say two numbers, each with its voice: "SOHR said 45 people so far, AFP at least 47"; *counted* names what of."""
    alike = name_counted_plural(one) == name_counted_plural(other)
    said = start(_say_voice(one, (name_count if counted else say_number)(one, exactly), first=True))
    number = (name_count if counted and not alike else say_number)(other, exactly)
    if name_source(one) == name_source(other):
        return join([said, number])
    return f"{said}, {_say_voice(other, number)}"


def title_topic(topic: Topic) -> str:
    """Name a topic: "People reported killed in Aleppo, Friday 23 September 2016"."""
    when = f", {write_day(topic.day)}" if topic.day else ""
    return start(f"{name_subject_reported(topic)} {write_where(topic)}{when}")


def _ask(topic: Topic, year: bool = True) -> str:
    """Put a topic in the middle of a sentence: "people killed in Aleppo on Friday 23 September 2016"."""
    asked = f"{name_subject(topic)} {write_where(topic)}"
    if topic.day is None:
        return asked
    if topic.indicator.default_counting == "period":
        return f"{asked} {place_in_time(Window(topic.day, topic.day), year)}"
    return f"{asked} {say('as_of', day=write_day(topic.day, year=year))}"


def title_answer(answer: Answer) -> str:
    """State what a topic's voices say: "Two voices on people killed in Aleppo on Friday 23 September: ≥ 47, 91"."""
    if answer.kind == "no_range":
        return say("answer_no_range", topic=title_topic(answer.topic))
    if answer.kind == "nobody":
        inferred = [one.figure for one in answer.beside if topic_of(one.figure).key == answer.topic.key]
        written = enumerate_numbers(list(dict.fromkeys(figure.written for figure in inferred)), 4)
        return start(say("answer_inferred" if inferred else "answer_nobody", asked=_ask(answer.topic), numbers=written))
    numbered = [line for line in answer.lines if line.gives_number] or list(answer.lines)
    if len(numbered) == 1:
        return _say_one_line(numbered[0])
    voices = start(_count_lines(answer.lines))
    numbers = list(dict.fromkeys(line.figure.written for line in answer.lines))
    return fit(
        say("answer_range", voices=voices, asked=_ask(answer.topic, year), numbers=enumerate_numbers(numbers, most))
        for most, year in product((8, 6, 4, 3, 2), (True, False))
    )


def _say_one_line(line: VoiceLine) -> str:
    figure = line.figure
    if figure not in line.figures:
        # The weakest wording comes from a report that leaves out the place or the days that were asked for.
        own = next(one for one in line.figures if one.value == figure.value)
        figure = replace(own, written=figure.written, wording=figure.wording)
    key = "answer_one_voice" if figure.said.credited else "answer_one_report"
    claims = (state_figure(figure, year=year) for year in (True, False))
    return fit(say(key, claim=claim, voice=name_source(figure)) for claim in claims)


def _count_lines(lines: Sequence[VoiceLine]) -> str:
    """Count voices, and apart from them reports that credit nobody: "six voices and one report crediting nobody"."""
    voices = len({line.body for line in lines if line.figure.said.credited})
    reports = sum(not line.figure.said.credited for line in lines)
    nobody = say("crediting_nobody", reports=count(reports, "report"))
    return join([*([count(voices, "voice")] if voices else []), *([nobody] if reports else [])])


def say_verdict(answer: Answer) -> str | None:
    """Say whether all can be true: "All can be true: the number would be 91."; None where no voice gives a number."""
    lines = [line for line in answer.lines if line.gives_number]
    if not lines or answer.kind in ("nobody", "no_range"):
        return None
    if answer.clash:
        lower, higher = answer.clash
        return say("cannot_both", one=start(_say_line(lower, first=True)), other=_say_line(higher))
    if answer.would_be is None:
        return None
    if len(lines) == 1:
        return say("verdict_one_voice" if lines[0].figure.said.credited else "verdict_one_report")
    true = say("both_true" if len(lines) == 2 else "all_true")
    number = _say_would_be([line.figure for line in lines], answer.would_be)
    return say("would_be", true=true, number=number) if number else f"{true}."


def _say_line(line: VoiceLine, first: bool = False) -> str:
    return _say_voice(line.figure, (name_count if first else say_number)(line.figure, exactly=True), first)


def _say_would_be(figures: Figures, bounds: Bounds | None) -> str | None:
    """Say between which numbers the truth would lie, in the words of the figures that set the ends."""
    if bounds is None or (bounds.low is not None and bounds.high is not None and bounds.low > bounds.high):
        return None
    if bounds.low is not None and bounds.low == bounds.high:
        same = [figure for figure in figures if figure.bounds.low == figure.bounds.high == bounds.low]
        return say_number(same[0]) if same else None
    low = [figure for figure in figures if bounds.low and figure.bounds.low == bounds.low]
    high = [figure for figure in figures if bounds.high is not None and figure.bounds.high == bounds.high]
    high = [figure for figure in high if not figure.bounds.is_open]
    if low and high and low[0] is not high[0]:
        return join(map(say_number, (low[0], high[0])))
    best = [figure for figure in figures if bounds.best is not None and figure.bounds.best == bounds.best]
    return next(map(say_number, [*low, *high, *best]), None)


def say_beside(answer: Answer, beside: Beside) -> str:
    """Say how a figure differs from a topic, its number and its voice: "wider: Aleppo governorate; ≥ 90, SOHR"."""
    return f"{tell_beside(answer.topic, beside)}; {beside.figure.written}, {name_source(beside.figure)}"


def tell_beside(topic: Topic, beside: Beside) -> str:
    """Tell only how a figure differs from a topic: "wider: Aleppo city and countryside"."""
    window = Window(topic.day, topic.day) if topic.day else None
    told = tell_differences(beside.relation.axes, beside.figure, topic, window)
    return "; ".join(told) or name_inferred(beside.figure) or say("not_stated_so")


def write_growth(figures: Iterable[ReportedFigure]) -> str:
    """Write how one voice's running total grew: "912 → 3,549 → 9,057"."""
    return ARROW.join(dict.fromkeys(figure.written for figure in figures))


def say_replaced(answer: Answer) -> str | None:
    """Say which numbers their own voice replaced and are therefore left out; None where there are none."""
    told = [_say_voice(figure, say_number(figure)) for figure in answer.replaced]
    return fit(say("replaced", told=fold(told, most)) for most in (4, 3, 2)) if told else None
