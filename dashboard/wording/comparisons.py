"""What a comparison found, in sentences: standings, pairs, the answer to a topic and what stands beside it.

Each says only what the comparison proves; one that would be too long leaves out words, never a number's qualifier.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product

from dashboard.compare import Answer, Beside, Comparison, Topic, topic_of
from dashboard.compare.scope import find_clash, name_body, rank_wording
from dashboard.records.moments import Window
from dashboard.records.reported import Bounds, ReportedFigure
from dashboard.wording import scopes
from dashboard.wording.days import place_in_time, write_day
from dashboard.wording.scopes import name_count, say_number, say_when, tell_differences, write_where
from dashboard.wording.sentences import ENGLISH, count, enumerate_numbers, fit, fold, join, say, start
from dashboard.wording.sources import ARROW, name_source, say_carried

Figures = Sequence[ReportedFigure]


def say_standing(comparison: Comparison, figure: ReportedFigure) -> str:
    """Say how a figure stands: "One voice in this collection: SOHR reported an estimated 40 air strikes"."""
    return _say_kind(comparison, figure, *comparison.standing(figure)[:2])


def list_standing(comparison: Comparison, figure: ReportedFigure) -> list[str]:
    """List the sentence of the standing, then one for each thing that holds beside it."""
    also = comparison.standing(figure).also
    return [say_standing(comparison, figure), *(_say_kind(comparison, figure, *found) for found in also.items())]


def _say_kind(comparison: Comparison, figure: ReportedFigure, kind: str, proofs: Figures) -> str:
    if kind == "contradicted":
        return _say_contradicted(comparison, figure, proofs)
    if kind == "repeated":
        return _say_repeated(figure, proofs)
    if kind == "compatible":
        return _say_compatible(comparison, figure, proofs)
    if kind == "one_voice":
        return _tell(kind if figure.said.credited else "one_report", figure)
    if kind == "not_comparable":
        return _tell(kind, figure, reason=say("days_inferred" if figure.window.known else "days_unstated"))
    if kind == "corroborated":
        others = len(set(map(name_body, proofs))) - 1
        more = say("and_more_voices", count=count(others, "more_voice")) if others else ""
        # Behind a vague word, or equal odd numbers, one count may stand.
        vague, value = "vague" in (figure.qualifier, proofs[0].qualifier), figure.value or 0
        one_count = value == proofs[0].value and value > 12 and value % 10
        doubt = "_vague" if vague else "_one_count" if one_count else ""
        return _tell(f"corroborated{doubt}", proofs[0], more=more)
    # Another number of the same voice, or of another version of its report.
    newer, own = proofs[-1], say_number(figure)
    key = f"{kind}_scope" if kind in ("revised", "replaces") and newer.wording == figure.wording else kind
    if key in ("revised", "replaces") and not comparison.share_voice(figure, newer):
        key = f"{key}_version"
    if newer.said.voice.id == figure.said.speaker.id != figure.said.voice.id:
        own = say("passed_on_number", number=own)
    return _tell(key, newer, own=own, **({"when": say_when(newer, year=False)} if "{when}" in ENGLISH[key] else {}))


def _tell(key: str, figure: ReportedFigure, **slots: str) -> str:
    """Fill a sentence about what a figure's source reported, with as many words around the number as it holds."""
    dated = slots.keys().isdisjoint(("when", "reason"))
    return fit(say(key, reported=reported, **slots) for reported in _list_reported(figure, dated))


def _list_reported(figure: ReportedFigure, dated: bool = True, is_open: bool = False) -> list[str]:
    """Say who reported a number and who carried it: in all words, in fewer, with the number alone.

    The name of a report that is open goes first. A state keeps its day, if the sentence does not give it (*dated*).
    """
    showed = figure.said.voice.type == "footage"
    key = "footage_showed" if showed else "voice_reported" if figure.said.credited else "report_has"
    claims = (scopes.name_claim(figure) + scopes.name_attribution(figure), name_count(figure), say_number(figure))
    held = f" {say_when(figure, year=False)}" if dated and figure.counting == "state" and figure.window.known else ""
    carried = say_carried(figure)
    tries = [(claim, carried) for claim in claims]
    tries[1:1] = [(claims[0], say_carried(figure, publisher=False))] if is_open else []
    return [say(key, claim=claim + held, voice=name_source(figure), carried=by) for claim, by in tries]


def _say_voice(figure: ReportedFigure, number: str, first: bool = False) -> str:
    """Say a voice and its number: *first* in a sentence "SOHR said exactly 25 people", else "AFP at least 45"."""
    key = "voice_and_number" if not first else "voice_said" if figure.said.credited else "voice_has"
    return say(key, voice=name_source(figure), number=number)


def _say_contradicted(comparison: Comparison, figure: ReportedFigure, proofs: Figures) -> str:
    other, relation = proofs[0], comparison.relate(figure, proofs[0])
    parts = [proof for proof in proofs if proof.group and proof.group.partition]
    if relation.scope in ("part", "whole") and len(parts) < 2:
        part, whole = (figure, other) if relation.scope == "part" else (other, figure)
        less, more = name_count(part, exactly=True), _say_voice(whole, say_number(whole, exactly=True))
        differences = join(tell_differences(comparison.relate(part, whole).axes, part, whole))
        return say("contradicted_part", part=_say_voice(part, less, True), differences=differences, whole=more)
    number = join(map(name_count, parts)) if parts[1:] else say_number(other, exactly=True)
    own, said = _say_voice(figure, name_count(figure, exactly=True), True), _say_voice(other, number, True)
    carriers = ((say_carried(figure), say_carried(other)), ("", ""))
    return fit(say("contradicted", own=own + mine, other=said + yours) for mine, yours in carriers)


def _say_repeated(figure: ReportedFigure, proofs: Figures) -> str:
    alike = [proof for proof in proofs if proof.value == figure.value]
    key, proofs = ("repeated", alike) if alike else ("repeated_rounded", proofs)
    own, number = figure.source.publisher, len({proof.source.id for proof in proofs})
    publishers = list(dict.fromkeys(proof.source.publisher for proof in proofs if proof.source.publisher != own))
    naming = "named_reports" if len(publishers) == number else "some_reports"
    names = [say(naming, words=fold(publishers, most)) for most in (4, 3, 2) if publishers] + [""]
    reported = _list_reported(figure, is_open=True)
    tries = [*product(names, reported[:1]), *product([""], reported[1:])]
    return fit(say(key, reports=count(number, "other_report"), names=name, reported=one) for name, one in tries)


def _say_compatible(comparison: Comparison, figure: ReportedFigure, proofs: Figures) -> str:
    # One figure of each statement, in its weakest wording; what its voice replaced only if all is.
    statements: dict[str, ReportedFigure] = {}
    for proof in sorted(proofs, key=rank_wording):
        statements.setdefault(min(copy.id for copy in comparison.copies(proof)), proof)
    standing = [proof for proof in statements.values() if comparison.standing(proof).kind != "revised"]
    kept, voices = scopes.sort_by_size(standing or statements.values()), dict[str, list[str]]()
    # Each can be true beside it, and yet two of them may not be true together.
    kept = kept[:1] if find_clash([comparison.bounds(one) for one in kept]) else kept
    # The verdict rests on the weaker of two wordings of one statement, so it is that which is told.
    weakest = min((copy for copy in comparison.copies(figure) if copy.value == figure.value), key=rank_wording)
    for proof in kept:
        voices.setdefault(name_source(proof), []).append(say_number(proof))
    others = [f"{voice} {join(dict.fromkeys(numbers))}" for voice, numbers in voices.items()]
    tries = [*(enumerate_numbers(others, most) for most in (4, 3, 2)), count(len(kept), "more_number")]
    key = "all_can_be_true" if len(kept) > 1 else "far_apart" if _far_apart(figure, kept[0]) else "both_can_be_true"
    return fit(
        say(key, own=_say_voice(figure, own, first=True), others=told)
        for told, own in product(tries, (name_count(weakest), say_number(weakest)))
    )


def _far_apart(*figures: ReportedFigure) -> bool:
    """Whether of two counts, both given after their days were over, one is at least half as large again."""
    ends = [(one.window.last_day, one.told_day) for one in figures if one.value and not one.provisional]
    late = [last for last, told in ends if last and told and last < told]
    numbers = [one.value or 0 for one in figures]
    return len(late) == len(figures) and max(numbers) >= 1.5 * min(numbers)


def title_topic(topic: Topic) -> str:
    """Name a topic: "People reported killed in Aleppo, Friday 23 September 2016"."""
    when = f", {write_day(topic.day)}" if topic.day else ""
    return start(f"{scopes.name_subject_reported(topic)} {write_where(topic)}{when}")


def _ask(topic: Topic, year: bool = True) -> str:
    """Put a topic in the middle of a sentence: "people killed in Aleppo on Friday 23 September 2016"."""
    when = place_in_time(Window(topic.day, topic.day), year)
    if topic.day and topic.indicator.default_counting != "period":
        when = say("as_of", day=write_day(topic.day, year=year))
    return f"{scopes.name_subject(topic)} {write_where(topic)} {when}"


def title_answer(answer: Answer) -> str:
    """State what a topic's voices say: "Two voices on people killed in Aleppo on Friday 23 September: ≥ 47, 91"."""
    if answer.kind == "no_range":
        if len(answer.own) == 1:
            return scopes.state_figure(answer.own[0])
        return say("answer_no_range", topic=title_topic(answer.topic))
    if answer.kind == "nobody":
        inferred = [one.figure for one in answer.beside if topic_of(one.figure).key == answer.topic.key]
        written = enumerate_numbers(list(dict.fromkeys(figure.written for figure in inferred)), 4)
        return start(say("answer_inferred" if inferred else "answer_nobody", asked=_ask(answer.topic), numbers=written))
    numbered = [line for line in answer.lines if line.figure.qualifier != "vague"] or list(answer.lines)
    if len(numbered) == 1:
        figure, told = numbered[0].figure, numbered[0].figures
        if figure not in told:
            # The weakest wording comes from a report that leaves out the place or the days that were asked for.
            own = next(one for one in told if one.value == figure.value)
            figure = replace(own, written=figure.written, wording=figure.wording)
        key = "answer_one_voice" if figure.said.credited else "answer_one_report"
        claims = (scopes.state_figure(figure, year=year) for year in (True, False))
        return fit(say(key, claim=claim, voice=name_source(figure)) for claim in claims)
    # Reports that credit nobody are counted apart from voices: "Six voices and one report crediting nobody".
    bodies = {name_body(line.figure) for line in answer.lines if line.figure.said.credited}
    nobody = sum(not line.figure.said.credited for line in answer.lines)
    counts = [count(len(bodies), "voice")] if bodies else []
    counts += [say("crediting_nobody", reports=count(nobody, "report"))] if nobody else []
    numbers = list(dict.fromkeys(line.figure.written for line in answer.lines))
    voices, asked = start(join(counts)), [_ask(answer.topic, year) for year in (True, False)]
    tries = product((enumerate_numbers(numbers, most) for most in (8, 6, 4, 3, 2)), asked)
    return fit(say("answer_range", voices=voices, asked=one, numbers=listed) for listed, one in tries)


def say_verdict(answer: Answer) -> str | None:
    """Say whether all can be true: "All can be true: the number would be 91."; None where no voice gives a number."""
    if len(answer.own) > 1:
        return say("verdict_no_range")
    figures = [line.figure for line in answer.lines if line.figure.qualifier != "vague"]
    if not figures or answer.kind in ("nobody", "no_range"):
        return None
    if answer.clash:
        one, other = (line.figure for line in answer.clash)
        lower = start(_say_voice(one, name_count(one, exactly=True), first=True))
        return say("cannot_both", one=lower, other=_say_voice(other, say_number(other, exactly=True)))
    if len(figures) == 1:
        key = "verdict_one_voice" if figures[0].said.credited else "verdict_one_report"
        return say(key) if len(answer.lines) == 1 else None  # Others say it in vague words.
    if answer.would_be is None:
        return None
    true = say("numbers_true" if len(answer.lines) > len(figures) else "both_true" if len(figures) == 2 else "all_true")
    number = _say_would_be(figures, answer.would_be)
    return say("would_be", true=true, number=number) if number else f"{true}."


def _say_would_be(figures: Figures, bounds: Bounds) -> str | None:
    """Say between which numbers the truth would lie, in the words of the figures that set the ends."""
    low, best, high = bounds.low, bounds.best, bounds.high
    if low is not None and high is not None and low >= high:
        return next((say_number(figure) for figure in figures if figure.bounds.low == figure.bounds.high == low), None)
    if len({figure.bounds.best for figure in figures} - {None}) > 1:
        return None  # "About" this and "about" that meet in no number of theirs.
    lows = [figure for figure in figures if low and figure.bounds.low == low]
    highs = [figure for figure in figures if high is not None and figure.bounds.high == high < math.inf]
    if lows and highs and lows[0] is not highs[0]:
        return join(map(say_number, (lows[0], highs[0])))
    bests = [figure for figure in figures if best is not None and figure.bounds.best == best]
    return next(map(say_number, [*lows, *highs, *bests]), None)


def tell_beside(topic: Topic, beside: Beside) -> str:
    """Tell only how a figure differs from a topic: "wider: Aleppo city and countryside"."""
    told = "; ".join(tell_differences(beside.relation.axes, beside.figure, topic))
    return told or scopes.name_inferred(beside.figure) or say("not_stated_so")


def write_growth(figures: Iterable[ReportedFigure]) -> str:
    """Write how one voice's running total grew: "912 → 3,549 → 9,057"."""
    return ARROW.join(dict.fromkeys(figure.written for figure in figures))


def say_replaced(answer: Answer) -> str | None:
    """Say which numbers their own voice replaced and are therefore left out; None where there are none."""
    weakest: dict[object, ReportedFigure] = {}
    for figure in answer.replaced:
        key = figure.said.voice.id, figure.value
        weakest[key] = min(weakest.get(key, figure), figure, key=rank_wording)
    told = [_say_voice(figure, say_number(figure)) for figure in weakest.values()]
    return fit(say("replaced", told=fold(told, most)) for most in (4, 3, 2)) if told else None
