"""What a reader may mistake for the same: the same number in another meaning, or for another period."""

from __future__ import annotations

from dashboard.compare.accounts import Account
from dashboard.compare.circles import SMALLEST_LOOKALIKE, find_lookalikes, is_same_kind
from dashboard.compare.findings.case import Case, Finding, list_ids, list_same_number, name_carriers
from dashboard.compare.peers import name_voices
from dashboard.compare.words import count_noun, join_words
from dashboard.days import write_window
from dashboard.quantity import write_number


def find_same_number_other_thing(case: Case) -> Finding | None:
    """The same number counts something else in the same place and time."""
    index, figure, labels = case.index, case.figure, case.index.labels
    alike = index.accounts(index.sort_near(figure, find_lookalikes(index, figure)))
    if not alike:
        return None
    told = []
    for indicator in dict.fromkeys(one.indicator for one in alike):
        group = [one for one in alike if one.indicator == indicator]
        voices = name_voices(group, labels)
        if is_same_kind(figure, group[0], labels.units):
            verb = "has" if len({one.voice for one in group}) == 1 else "have"
            told.append(f"{voices} {verb} it {labels.phrases[indicator]}, not {labels.phrases[figure.indicator]}")
        else:
            reports = count_noun(len({one.source for one in group}), "other report", "other reports")
            what = labels.indicators[indicator].lower()
            told.append(f"{write_number(figure.value)} is {what} in {reports}, another thing ({voices})")
    return Finding("same_number_other_thing", "; ".join(told), list_ids(alike))


def find_other_period(case: Case) -> Finding | None:
    """The same voice's same number stands elsewhere for other days: a period was corrected, or misread."""
    figure, labels = case.figure, case.index.labels
    if figure.number is None or figure.number < SMALLEST_LOOKALIKE or labels.kinds[figure.indicator] != "flow":
        return None
    moved = [one for one in list_same_number(case) if one.window != figure.window and one.group == figure.group]
    if not moved:
        return None
    by_window: dict[str, list[Account]] = {}
    for one in moved:
        by_window.setdefault(write_window(one.start, one.end, year=False), []).append(one)
    told = join_words(f"{window} ({name_carriers(group)})" for window, group in by_window.items())
    sentence = f"the same voice's same {write_number(figure.number)} stands for other days elsewhere: {told}"
    return Finding("other_period", sentence, list_ids(moved))


TRAPS = (find_other_period, find_same_number_other_thing)
