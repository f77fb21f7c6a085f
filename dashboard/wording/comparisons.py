"""What a comparison found, in sentences: standings, pairs, the answer to a topic and what stands beside it.

Each says only what the comparison proves. Silence of another report is never told as its denial, a list of numbers is
a list, and a sentence that would be too long leaves out words around the numbers, never their qualifiers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.compare import Also, Answer, Beside, Comparison, Pair, Standing, Topic, VoiceLine
from dashboard.records.moments import Window
from dashboard.records.quantity import Bounds
from dashboard.records.reported import ReportedFigure
from dashboard.wording.days import place_in_time
from dashboard.wording.numbers import count, count_word, fold, join, name_count, say_number, sort_by_size, start
from dashboard.wording.scopes import (
    name_counted_plural,
    name_inferred,
    name_subject,
    name_subject_reported,
    tell_differences,
    write_when,
    write_where,
)
from dashboard.wording.sentences import MOST_WORDS, say
from dashboard.wording.titles import name_claim, state_figure
from dashboard.wording.voices import ARROW, name_source, say_carried

MOST_NAMES = 4


def say_standing(comparison: Comparison, figure: ReportedFigure, standing: Standing | None = None) -> str:
    """Say how a figure stands: "One voice in this collection: SOHR reported an estimated 40 air strikes"."""
    found = standing or comparison.standing(figure)
    return _say_kind(comparison, figure, found.kind, found.proofs)


def say_also(comparison: Comparison, figure: ReportedFigure, also: Also) -> str:
    """Say what else holds of a figure beside its standing."""
    return _say_kind(comparison, figure, also.kind, also.figures)


def list_standing(comparison: Comparison, figure: ReportedFigure) -> list[str]:
    """List the sentence of the standing, then one for each thing that holds beside it."""
    standing = comparison.standing(figure)
    first = say_standing(comparison, figure, standing)
    return [first, *(say_also(comparison, figure, also) for also in standing.also)]


def _say_kind(comparison: Comparison, figure: ReportedFigure, kind: str, proofs: Sequence[ReportedFigure]) -> str:
    if kind == "contradicted":
        return _say_contradicted(comparison, figure, proofs)
    if kind == "corroborated":
        return _say_corroborated(figure, proofs)
    if kind == "repeated":
        return _say_repeated(figure, proofs)
    if kind == "compatible":
        return _say_compatible(comparison, figure, proofs)
    if kind == "one_voice":
        return _fit(_with_claim("one_voice" if figure.said.credited else "one_report", figure))
    if kind == "not_comparable":
        reason = say("days_inferred" if figure.window.known else "days_unstated")
        return _fit(
            _with_claim("not_comparable" if figure.said.credited else "not_comparable_report", figure, reason=reason)
        )
    return _say_succession(figure, kind, proofs[-1])


def _fit(sentences: Iterable[str]) -> str:
    """Return the first sentence that is short enough, else the last."""
    sentence = ""
    for sentence in sentences:
        if len(sentence.split()) <= MOST_WORDS:
            break
    return sentence


def _with_claim(key: str, figure: ReportedFigure, **slots: str) -> list[str]:
    """Fill a sentence about what a figure's source reported: with all its words, with fewer, with the number alone."""
    claims = (name_claim(figure), name_count(figure), say_number(figure))
    return [
        say(key, voice=name_source(figure), claim=claim, carried=say_carried(figure, passed_on), **slots)
        for claim in claims
        for passed_on in (True, False)
    ]


def _say_succession(figure: ReportedFigure, kind: str, newer: ReportedFigure) -> str:
    """Say what another number of the same voice does to this one."""
    own = say_number(figure)
    when = write_when(newer, year=False)
    key = kind
    if kind == "revised" and newer.wording == figure.wording:
        key = "revised_scope"
    elif not newer.said.credited:
        key = f"{kind}_uncredited"
    return _fit(_with_claim(key, newer, own=own, when=when))


def _say_contradicted(comparison: Comparison, figure: ReportedFigure, proofs: Sequence[ReportedFigure]) -> str:
    other = proofs[0]
    is_sum = len(proofs) > 1 and _is_partition(proofs)
    scope = comparison.relate(figure, other).scope
    if scope in ("part", "whole") and not is_sum:
        part, whole = (figure, other) if scope == "part" else (other, figure)
        differences = join(tell_differences(comparison.relate(part, whole).axes, part, whole, whole.window))
        return say(
            "contradicted_part",
            part=_say_said(part, exactly=True),
            differences=differences,
            whole=_say_voice(whole, exactly=True),
        )
    return say(
        "contradicted",
        mine=name_source(figure),
        own=name_count(figure, exactly=True),
        carried_own=say_carried(figure),
        yours=name_source(other),
        other=join(name_count(part) for part in proofs) if is_sum else say_number(other, exactly=True),
        carried=say_carried(other),
    )


def _is_partition(proofs: Sequence[ReportedFigure]) -> bool:
    partitions = {proof.group.partition if proof.group else None for proof in proofs}
    return len(partitions) == 1 and None not in partitions


def _say_voice(figure: ReportedFigure, exactly: bool = False) -> str:
    """Say a voice and its number in few words, as the second in a sentence: "AFP at least 45"."""
    return say("voice_and_number", voice=name_source(figure), number=say_number(figure, exactly))


def _say_said(figure: ReportedFigure, exactly: bool = False) -> str:
    """Say a voice and its number as the first in a sentence: "SOHR said exactly 25"."""
    key = "voice_said" if figure.said.credited else "voice_has"
    return say(key, voice=name_source(figure), number=name_count(figure, exactly))


def _say_corroborated(figure: ReportedFigure, proofs: Sequence[ReportedFigure]) -> str:
    other = proofs[0]
    if "vague" in (figure.qualifier, other.qualifier):
        key = "corroborated_vague"
    else:
        key = "corroborated_one_count" if _may_be_one_count(figure, other) else "corroborated"
    more = say("and_more_voices", count=count(len(proofs) - 1, "more_voice")) if len(proofs) > 1 else ""
    return _fit(_with_claim(key, other, more=more))


def _may_be_one_count(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether two equal numbers are so odd that one count may stand behind both."""
    return one.value is not None and one.value == other.value and one.value > 12 and one.value % 10 != 0


def _say_repeated(figure: ReportedFigure, proofs: Sequence[ReportedFigure]) -> str:
    own = figure.source.publisher
    publishers = list(dict.fromkeys(proof.source.publisher for proof in proofs if proof.source.publisher != own))
    number = len({proof.source.id for proof in proofs})
    reports = count(number, "other_report")
    naming = "named_reports" if len(publishers) == number else "some_reports"
    names = [say(naming, words=fold(publishers, most)) for most in (MOST_NAMES, 3, 2) if publishers] + [""]
    key = "repeated" if figure.said.credited else "repeated_report"
    long = [sentence for named in names for sentence in _with_claim(key, figure, reports=reports, names=named)[:2]]
    return _fit([*long, *_with_claim(key, figure, reports=reports, names="")])


def _say_compatible(comparison: Comparison, figure: ReportedFigure, proofs: Sequence[ReportedFigure]) -> str:
    kept = _keep_statements(comparison, proofs)
    if len(kept) == 1 and _far_apart(figure, kept[0]):
        return say("far_apart", own=_say_said(figure), other=_say_voice(kept[0]))
    voices: dict[str, list[str]] = {}
    for proof in kept:
        voices.setdefault(name_source(proof), []).append(say_number(proof))
    others = [
        say("voice_and_number", voice=voice, number=join(dict.fromkeys(numbers))) for voice, numbers in voices.items()
    ]
    key = "both_can_be_true" if len(kept) == 1 else "all_can_be_true"
    return _fit(say(key, own=_say_said(figure), others=_enumerate(others, most)) for most in (MOST_NAMES, 3, 2))


def _keep_statements(comparison: Comparison, figures: Sequence[ReportedFigure]) -> list[ReportedFigure]:
    """Keep one figure of each statement, the weakest wording of its number; what its voice replaced only if all is."""
    kept: dict[str, ReportedFigure] = {}
    for figure in sorted(
        figures, key=lambda figure: (not figure.bounds.is_open, figure.qualifier == "exact", figure.id)
    ):
        copies = (figure, *comparison.mates(figure))
        kept.setdefault(min(copy.id for copy in copies), figure)
    standing = [figure for figure in kept.values() if comparison.standing(figure).kind != "revised"]
    return sort_by_size(standing or kept.values())


def _far_apart(one: ReportedFigure, other: ReportedFigure) -> bool:
    """Whether one of two late counts is at least half as large again as the other."""
    numbers = [figure.value for figure in (one, other) if figure.value is not None and not figure.provisional]
    late = all(_is_late(figure) for figure in (one, other))
    return late and len(numbers) == 2 and min(numbers) > 0 and max(numbers) >= 1.5 * min(numbers)


def _is_late(figure: ReportedFigure) -> bool:
    """Whether it was given after the days that it counts were over."""
    day, last = figure.told_day, figure.window.last_day
    return figure.window.closed and day is not None and last is not None and day > last


def say_pair(comparison: Comparison, one: ReportedFigure, other: ReportedFigure, pair: Pair | None = None) -> str:
    """Say how two figures relate and whether both can be true, in one sentence."""
    found = pair or comparison.pair(one, other)
    if found.relation in ("same_statement", "later_total") or found.verdict == "revise":
        return _say_one_voice(comparison, one, other, found)
    differences = tell_differences(comparison.relate(other, one).axes, other, one, one.window)
    exactly, key = found.verdict == "exclude", f"pair_{found.relation}_{found.verdict}"
    told = [say("in_brackets", words="; ".join(differences[:most])) for most in range(len(differences), 0, -1)]
    return _fit(
        say(key, both=_say_both(one, other, exactly, counted), differences=words)
        for words in [*told, ""]
        for counted in (True, False)
    )


def _say_both(one: ReportedFigure, other: ReportedFigure, exactly: bool, counted: bool) -> str:
    """Say two numbers, each with its voice: "SOHR said 45 people so far, AFP at least 47"; *counted* names what of."""
    same = name_counted_plural(one) == name_counted_plural(other)
    first = name_count(one, exactly) if counted else say_number(one, exactly)
    then = name_count(other, exactly) if counted and not same else say_number(other, exactly)
    key = "voice_said" if one.said.credited else "voice_has"
    said = start(say(key, voice=name_source(one), number=first))
    if name_source(one) == name_source(other):
        return say("one_voice_twice", one=said, number=then)
    return say("two_voices", one=said, voice=name_source(other), number=then)


def _say_one_voice(comparison: Comparison, one: ReportedFigure, other: ReportedFigure, pair: Pair) -> str:
    if pair.relation == "same_statement" and pair.verdict == "agree":
        voice = one if one.said.credited else other
        return _fit(
            say("pair_same_statement", voice=name_source(voice), one=first, reports=reports)
            for first in (name_claim(one), say_number(one))
            for reports in (_in_reports(one, other), "")
        )
    steps = ("corrects", "revises", "updates", "continues")
    first, then = (one, other) if comparison.step(one, other) in steps else (other, one)
    step = comparison.step(first, then) or "corrects"
    key = "pair_scope" if step == "corrects" and first.wording == then.wording else f"pair_{step}"
    return start(_fit(_with_claim(key, then, own=say_number(first), when=write_when(then, year=False))))


def _in_reports(one: ReportedFigure, other: ReportedFigure) -> str:
    publishers = dict.fromkeys((one.source.publisher, other.source.publisher))
    return say("in_reports", reports=join(publishers))


def title_topic(topic: Topic) -> str:
    """Name a topic: "People reported killed in Aleppo, Friday 23 September 2016"."""
    return start(say("topic", subject=name_subject_reported(topic), where=write_where(topic), when=_topic_day(topic)))


def _topic_day(topic: Topic) -> str:
    return f", {place_in_time(Window(topic.day, topic.day)).removeprefix('on ')}" if topic.day else ""


def _ask(topic: Topic) -> str:
    """Put a topic in the middle of a sentence: "people killed in Aleppo on Friday 23 September 2016"."""
    when = ""
    if topic.day:
        day = Window(topic.day, topic.day)
        state = topic.indicator.default_counting != "period"
        when = f" {say('as_of', day=place_in_time(day).removeprefix('on ')) if state else place_in_time(day)}"
    return f"{name_subject(topic)} {write_where(topic)}{when}"


def title_answer(answer: Answer) -> str:
    """State what a topic's voices say: "Two voices on people killed in Aleppo on Friday 23 September: ≥ 47, 91"."""
    asked = _ask(answer.topic)
    if answer.kind == "no_range":
        return say("answer_no_range", topic=start(f"{name_subject_reported(answer.topic)} {write_where(answer.topic)}"))
    if answer.kind == "nobody":
        return say("answer_nobody", asked=asked)
    numbered = [line for line in answer.lines if line.gives_number] or list(answer.lines)
    if len(numbered) == 1 and not numbered[0].is_sum:
        figure = numbered[0].figure
        key = "answer_one_voice" if figure.said.credited else "answer_one_report"
        return _fit(
            say(key, claim=state_figure(figure, year=year), voice=name_source(figure)) for year in (True, False)
        )
    voices = start(_count_lines(answer.lines))
    numbers = [_write_line(line) for line in answer.lines]
    distinct = list(dict.fromkeys(numbers))
    return _fit(
        say("answer_range", voices=voices, asked=asked, numbers=_enumerate(distinct, most)) for most in (8, 6, 4, 3)
    )


def _enumerate(numbers: Sequence[str], most: int) -> str:
    """Write a list of numbers as a list, what is more than *most* as a count."""
    if len(numbers) <= most:
        return ", ".join(numbers)
    return ", ".join([*numbers[: most - 1], say("and_more", count=count_word(len(numbers) - most + 1))])


def _count_lines(lines: Sequence[VoiceLine]) -> str:
    """Count voices, and apart from them reports that credit nobody: "six voices and one report crediting nobody"."""
    voices = len({line.body for line in lines if line.figure.said.credited})
    reports = sum(not line.figure.said.credited for line in lines)
    told = [count(voices, "voice")] if voices else []
    if reports:
        told.append(say("crediting_nobody", reports=count(reports, "report")))
    return join(told)


def _write_line(line: VoiceLine) -> str:
    return " + ".join(part.written for part in line.figures) if line.is_sum else line.figure.written


def say_verdict(answer: Answer) -> str | None:
    """Say whether all can be true: "All can be true: the number would be 91."; None where no voice gives a number."""
    verdict = answer.verdict
    lines = [line for line in answer.lines if line.gives_number]
    if verdict is None or not lines or answer.kind in ("nobody", "no_range"):
        return None
    if verdict.clash is not None:
        lower, higher = verdict.clash
        return say("cannot_both", one=start(_say_line(lower, said=True)), other=_say_line(higher))
    if len(lines) == 1:
        return say("verdict_one_voice" if lines[0].figure.said.credited else "verdict_one_report")
    number = _say_would_be(lines, verdict.would_be)
    key = "both_true" if len(lines) == 2 else "all_true"
    return say(f"{key}_number", number=number) if number else say(key)


def _say_line(line: VoiceLine, said: bool = False) -> str:
    figure, key = line.figure, "voice_and_number"
    number = say_number(figure, exactly=True)
    if said:
        key = "voice_said" if figure.said.credited else "voice_has"
        number = name_count(figure, exactly=True)
    if line.is_sum:
        number = join(name_count(part) for part in line.figures)
    return say(key, voice=name_source(figure), number=number)


def _say_would_be(lines: Sequence[VoiceLine], bounds: Bounds | None) -> str | None:
    """Say between which numbers the truth would lie, in the words of the figures that set the ends."""
    if bounds is None:
        return None
    figures = [line.figure for line in lines if not line.is_sum]
    low = next((figure for figure in figures if bounds.low is not None and figure.bounds.low == bounds.low), None)
    if low is not None and bounds.low == bounds.high:
        exact = next((figure for figure in figures if figure.bounds.high == figure.bounds.low == bounds.low), None)
        return say_number(exact) if exact else None
    high = next((figure for figure in figures if bounds.high is not None and figure.bounds.high == bounds.high), None)
    if high is not None and high.bounds.is_open:
        high = None
    if low is not None and bounds.low:
        return (
            say("both_ends", low=say_number(low), high=say_number(high))
            if high and high is not low
            else say_number(low)
        )
    best = next((figure for figure in figures if bounds.best is not None and figure.bounds.best == bounds.best), None)
    chosen = high or best
    return say_number(chosen) if chosen else None


def say_beside(answer: Answer, beside: Beside) -> str:
    """Say how a figure differs from a topic, and its number: "wider: Aleppo city and countryside; ≥ 90, SOHR"."""
    return say(
        "beside",
        differences=tell_beside(answer.topic, beside),
        number=beside.figure.written,
        voice=name_source(beside.figure),
    )


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
    if not answer.replaced:
        return None
    told = [_say_voice(figure) for figure in answer.replaced]
    return _fit(say("replaced", told=fold(told, most)) for most in (4, 3, 2, 1))
