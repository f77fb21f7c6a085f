"""The main finding of a figure: the first of these that holds."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.compare.accounts import Account, weigh
from dashboard.compare.circles import split_positions
from dashboard.compare.findings.case import Case, Finding, list_ids, list_same_number, name_carriers
from dashboard.compare.peers import clashes, tell, tell_some
from dashboard.compare.revisions import find_revisions
from dashboard.compare.words import count_noun, join_words
from dashboard.days import write_window
from dashboard.quantity import add_bounds, write_bounds, write_number

# The same event under the day before or after: further away it may be another event.
NEXT_DAYS = 2


def find_passed_on(case: Case) -> Finding | None:
    """A speaker that only passes on another's number is no second count."""
    figure, labels = case.figure, case.index.labels
    if figure.speaker == figure.voice:
        return None
    twins = [one for one in list_same_number(case) if one.speaker != figure.speaker]
    also = f", told by {name_carriers(twins)} too" if twins else ""
    speaker, voice = labels.short_speakers[figure.speaker], labels.short_speakers[figure.voice]
    sentence = f"no second count: {speaker} passes on the number given by {voice}{also}"
    return Finding("passed_on", sentence, list_ids(twins))


def find_revision(case: Case) -> Finding | None:
    """The same voice later gave another number."""
    later = case.standing.evidence.replacing
    if not later:
        return None
    labels, last = case.index.labels, later[-1]
    before = [one for one in dict.fromkeys(one.wording for one in later[:-1]) if one != last.wording]
    steps = f", after {join_words(before)}" if before else ""
    told = tell(last, case.figure, labels, voice=False)
    sentence = f"revised: the same voice later gave {told}{steps}, carried by {name_carriers(later)}"
    return Finding("revised", sentence, list_ids(later))


def find_contradiction(case: Case) -> Finding | None:
    """Another voice's bounds exclude it."""
    evidence, labels = case.standing.evidence, case.index.labels
    if not evidence.excluding:
        return None
    agreed = evidence.agreeing if "corroborated" in case.standing.support else ()
    sentence = f"contradicted for the same scope: {tell_some(_one_a_voice(evidence.excluding), case.figure, labels)}"
    if agreed:
        sentence += f"; yet {tell_some(_one_a_voice(agreed), case.figure, labels)}"
    return Finding("contradicted", sentence, list_ids((*evidence.excluding, *agreed)))


def find_corroboration(case: Case) -> Finding | None:
    """Two independent voices or more agree."""
    if "corroborated" not in case.standing.support:
        return None
    evidence = case.standing.evidence
    voices = count_noun(len(evidence.confirming_voices), "independent voice", "independent voices")
    told = tell_some(_one_a_voice(evidence.agreeing), case.figure, case.index.labels)
    return Finding("corroborated", f"corroborated by {voices} in all: {told}", list_ids(evidence.agreeing))


def _one_a_voice(accounts: Iterable[Account]) -> list[Account]:
    return list({account.voice: account for account in accounts}.values())


def find_other_day(case: Case) -> Finding | None:
    """Others have much the same number a day or two away, and nobody has another for the figure's own day."""
    index, figure = case.index, case.figure
    if case.peers.others or index.labels.kinds[figure.indicator] != "flow" or not figure.is_closed:
        return None
    _, _, apart = split_positions(index, figure)
    at = index.positions[figure.id]
    gap = abs(index.starts[apart] - index.starts[at]) + abs(index.ends[apart] - index.ends[at])
    near = (gap <= 2 * NEXT_DAYS) & index.place_among({figure.place}, apart)
    near &= index.voices[apart] != index.voices[at]
    accounts = index.accounts(index.sort_near(figure, apart[near]))
    days = {one.window for one in accounts if one.group == figure.group and weigh(figure, one) == "agrees"}
    if len(days) != 1:
        return None
    (window,) = days
    kept = [one for one in accounts if one.window == window]
    told = _tell_with_sums(kept, case)
    voices = count_noun(len({one.voice for one in kept}), "other has", "others have")
    sentence = f"dated otherwise elsewhere: {voices} it on {write_window(*window, year=False)}: {told}"
    return Finding("other_day", sentence, list_ids(kept))


def _tell_with_sums(accounts: list[Account], case: Case) -> str:
    """Tell each voice's number, adding parts that exclude each other (123 fighters and 157 relatives are 280)."""
    labels, told = case.index.labels, []
    by_voice: dict[str, list[Account]] = {}
    for account in accounts:
        by_voice.setdefault(account.voice, []).append(account)
    for same_voice in by_voice.values():
        whole = [one for one in same_voice if one.group == case.figure.group]
        parts = list({one.group: one for one in same_voice if one.group != case.figure.group}.values())
        name = labels.short_speakers[same_voice[0].voice] + ("" if same_voice[0].credited else ", crediting nobody")
        if whole:
            told.append((whole[-1].number, f"{whole[-1].wording} ({name})"))
        elif len({labels.partitions.get(one.group) for one in parts} - {None}) == 1 and len(parts) > 1:
            total = add_bounds([one.bounds for one in parts])
            listed = join_words(f"{one.wording} {labels.groups[one.group]}" for one in parts)
            told.append((total.low, f"{write_bounds(total).removeprefix('exactly ')} ({name}: {listed})"))
        else:
            told += [(one.number, f"{one.wording} {labels.groups[one.group]} ({name})") for one in parts]
    return join_words(text for _, text in sorted(told, key=lambda pair: (pair[0] or 0, pair[1])))


def find_apart(case: Case) -> Finding | None:
    """An account that should count no less is lower, or one that should count no more is higher, and nobody agrees."""
    figure, labels, others = case.figure, case.index.labels, case.peers.others
    if any(weigh(figure, one) == "agrees" for one in others):
        return None
    against = [
        one for one in (*others, *case.peers.own) if clashes(figure, one, labels) and not _is_replaced(one, case)
    ]
    if not against:
        return None
    rest = [one for one in others if one.number is not None and one not in against]
    told = tell_some([*[one for one in against if one.voice != figure.voice], *rest], figure, labels)
    own = [one for one in against if one.voice == figure.voice]
    clauses = [f"the same voice has {tell(one, figure, labels, voice=False)}, carried by {one.carrier}" for one in own]
    sentence = f"stands apart, no other voice agrees: {'; '.join([told, *clauses] if told else clauses)}"
    return Finding("stands_apart", sentence, list_ids((*against, *rest)))


def _is_replaced(account: Account, case: Case) -> bool:
    """True where the figure itself is the later word of the same voice."""
    return case.figure.id in list_ids(find_revisions(case.index, case.index.positions[account.id]))


def _tell_own(case: Case) -> tuple[list[Account], str]:
    """Tell the nearest other number of the same voice, unless the figure itself has replaced it."""
    figure = case.figure
    for one in case.peers.own:
        if one.printed and one.printed != figure.printed and not _is_replaced(one, case):
            told = tell(one, figure, case.index.labels, voice=False)
            return [one], f"; the same voice also has {told}, carried by {one.carrier}"
    return [], ""


def find_range(case: Case) -> Finding | None:
    """From where to where the other voices' numbers reach."""
    figure, labels = case.figure, case.index.labels
    numbered = [one for one in case.peers.others if one.printed]
    if not numbered:
        return None
    own, clause = _tell_own(case)
    ids = list_ids((*numbered, *own))
    if len(numbered) == 1:
        return Finding("one_other", f"one other voice: {tell(numbered[0], figure, labels)}{clause}", ids)
    lowest = min(numbered, key=lambda one: (one.printed[0], one.id))
    highest = max(numbered, key=lambda one: (one.printed[1], one.id))
    voices = count_noun(len(numbered), "other gives", "others give")
    if lowest.printed[0] == highest.printed[1]:
        told = f"the same {write_number(highest.printed[1])}, the nearest in scope: {tell(numbered[0], figure, labels)}"
        return Finding("range", f"{voices} {told}{clause}", ids)
    reach = f"{write_number(lowest.printed[0])} to {write_number(highest.printed[1])}"
    ends = f"{tell(lowest, figure, labels)}; {tell(highest, figure, labels)}"
    return Finding("range", f"{voices} {reach} for much the same scope: {ends}{clause}", ids)


def find_repetition(case: Case) -> Finding | None:
    """Several reports carry it, one voice stands behind them."""
    told = [one for one in case.standing.evidence.repeating if one.source != case.figure.source]
    if not told:
        return None
    reports = count_noun(len({one.source for one in told}), "other report carries", "other reports carry")
    sentence = f"{reports} it from the same voice, which is no second count: {name_carriers(told)}"
    return Finding("repeated", sentence, list_ids(told))


def find_own_numbers(case: Case) -> Finding | None:
    """Nobody else speaks of it, but the same voice gave another number for much the same scope."""
    own = [one for one in case.peers.own if one.printed and one.printed != case.figure.printed]
    if not own:
        return None
    told = join_words(tell(one, case.figure, case.index.labels, voice=False) for one in own[:2])
    return Finding("same_voice", f"no other voice speaks of it; the same voice also has {told}", list_ids(own[:2]))


def find_whole(case: Case) -> Finding | None:
    """A part that no column tells from its whole stands beside nothing but the whole."""
    index, figure = case.index, case.figure
    if figure.id not in index.fractions:
        return None
    whole = index.account(index.find(figure.part_of))
    return Finding("part_of", f"a part of the {whole.wording} that the same report gives", (whole.id,))


def find_nothing(case: Case) -> Finding:
    """Nobody else speaks of it."""
    if not case.figure.is_closed:
        return Finding("alone", "its days are not fully stated, so no other number can be set beside it", ())
    return Finding("alone", "no other report of this collection counts the same thing at this place and time", ())


MAIN = (
    find_whole,
    find_passed_on,
    find_revision,
    find_contradiction,
    find_corroboration,
    find_other_day,
    find_apart,
    find_range,
    find_repetition,
    find_own_numbers,
    find_nothing,
)
