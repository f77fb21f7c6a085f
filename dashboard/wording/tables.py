"""What tables of words say in few words: a figure or a gap on one line, whose it is, how many there are of a kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dashboard.records.model import Source
from dashboard.records.moments import Window
from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.records.reported import ReportedStatement as Claim
from dashboard.wording.days import write_day_short, write_window_short
from dashboard.wording.headings import TITLE_LETTERS, bind_signs, count_digits, head
from dashboard.wording.numbers import count, count_word, fold, join, list_numbers, start, within
from dashboard.wording.scopes import name_subject, name_subject_reported, write_where
from dashboard.wording.sentences import KINDS, WORDS, say
from dashboard.wording.titles import name_attribution, name_claim
from dashboard.wording.voices import Reported, name_source


def state_short(figure: ReportedFigure) -> str:
    """State a figure on one line by its sign: "≥ 80 people killed in Aleppo, Thu 22 Sep"."""
    told = (figure.indicator.phrase or "").startswith("to ")
    claim = name_claim(figure, reported=told, signs=True)
    where = write_where(figure) + name_attribution(figure)
    return head("short_claim", claim=claim, where=where, when=write_when_short(figure))


def state_gap_short(gap: ReportedGap) -> str:
    """State a gap on one line: "people killed in Aleppo, Fri 23 Sep: not documented"."""
    subject, status = name_subject(gap), say(f"gap_{gap.status}_short")
    when = write_window_short(gap.window)
    return head("short_gap", subject=subject, where=write_where(gap), when=when, status=status)


def write_when_short(figure: ReportedFigure) -> str:
    """Write the days short, and that they are inferred where they are: "Fri 23 Sep (day inferred)"."""
    when = write_days_short(figure)
    return when if figure.days_stated or not figure.window.known else say("inferred_day", when=when)


def write_days_short(figure: ReportedFigure) -> str:
    """Write the days short; of a state or a total the day as of which it holds: "since Fri 23 Sep, as of Sun 2 Oct"."""
    window, last = figure.window, figure.window.end or figure.told_day
    if figure.counting == "period" or last is None or not window.known:
        return write_window_short(window)
    day = write_window_short(window if figure.counting == "state" and window.closed else Window(last, last))
    if window.start is None or window.is_one_day or (figure.counting == "state" and window.end):
        return say("as_of", day=day)
    return say("since_as_of", since=write_window_short(Window(window.start, None)), day=day)


def name_reports(reports: Mapping[str, Source]) -> str:
    """Name the one report by its publisher, or count them."""
    return next(iter(reports.values())).publisher if len(reports) == 1 else count_digits(len(reports), "report")


def name_voices(records: Iterable[Reported], most: int = 3) -> str:
    """Name whose numbers they are, or where nobody is credited the report: "AFP, SOHR and two more"."""
    return start(fold(list(dict.fromkeys(map(name_source, records))), most))


def name_publishers(records: Iterable[Reported]) -> str:
    """Count the reports, and name their publishers where they are few: "in two reports: AFP and AP"."""
    sources = {record.source.id: record.source.publisher for record in records}
    publishers = list(dict.fromkeys(sources.values()))
    reports = count(len(sources), "report")
    if len(publishers) > 2:
        return head("in_many_reports", count=reports)
    return head("in_reports", count=reports, publishers=join(publishers))


def title_voices(figures: Sequence[ReportedFigure], reports: str) -> str:
    """Title whose figures they are, by name where that fits two lines, else by the kinds of speakers with most figures.

    "Eight figures in The Independent, from SOHR, …; three credit nobody", "292 figures in 74 reports, among them 76
    figures from the United Nations and 68 figures from monitors; 33 figures credit nobody".
    """
    credited = [figure for figure in figures if figure.said.credited]
    names, nobody = Counter(within(figure.said.voice.short) for figure in credited), len(figures) - len(credited)
    kinds = Counter(KINDS[figure.said.voice.type] for figure in credited).most_common()
    tail = head("credit_nobody" if nobody > 1 else "credits_nobody", count=_count_some(nobody)) if nobody else ""
    slots = {"figures": _count_figures(len(figures)), "reports": reports}
    told = [("figures_from", [name for name, _ in names.most_common()])]
    for most in (3, 2, 1):
        told.append(("figures_among", [head("from_kind", count=_count_some(n), kind=kind) for kind, n in kinds[:most]]))
    titles = [head(key, told=join(words), **slots) + tail for key, words in told if words]
    short = [title for title in titles if len(title) <= TITLE_LETTERS]
    return (short or titles[-1:] or [head("reports_figures", **slots) + tail])[0]


def _count_figures(number: int) -> str:
    return start(count(number, "figure"))


def _count_some(number: int) -> str:
    """Count some of the figures: "three", or where digits could be read as people "33 figures"."""
    return count_word(number) if number < len(WORDS["counts"]) else count(number, "figure")


def tell_others(figures: Sequence[ReportedFigure], voices: int) -> str:
    """Tell that others have numbers: "Numbers from six other voices: ≥ 47, ≥ 72, 91"."""
    numbers = bind_signs(", ".join(list_numbers(figures, signs=True)))
    return head("others_have", voices=count(voices, "other_voice"), numbers=numbers)


def title_doubt(figures: Sequence[ReportedFigure], reports: str) -> str:
    """Title how firm figures are: "Eight figures in The Independent: three with nobody credited, one said to be …"."""
    stated = [figure.place_stated and figure.days_stated for figure in figures]
    doubts = {"nobody": sum(not figure.said.credited for figure in figures), "inferred": stated.count(False)}
    told = [head(f"doubt_{doubt}", count=_count_some(number)) for doubt, number in doubts.items() if number]
    counts = sum(figure.basis == "count" for figure in figures)
    told.append(head("doubt_count", count=_count_some(counts) if counts else head("no_day")))
    return head("figures_in", figures=_count_figures(len(figures)), reports=reports, told=", ".join(told))


def title_claimed(pairs: Sequence[tuple[Claim, Claim]], single: Sequence[Claim]) -> str:
    """Title claims: what is reported differently and by whom, else the first claim; then how many more there are."""
    if pairs:
        one, other = pairs[0]
        told = head("differently", topic=one.topic, one=name_source(one), other=name_source(other))
    else:
        told = head("claimed", who=start(name_source(single[0])), summary=single[0].summary.rstrip("."))
    left = len(single) + 2 * len(pairs) - (2 if pairs else 1)
    longer = head("claims_more", told=told, count=count(left, "more_claim"))
    return longer if left and len(longer) <= TITLE_LETTERS else told


class DayTold(NamedTuple):
    """What a title tells of one day: its numbers, else its event or gap."""

    when: str
    figures: Sequence[ReportedFigure]
    told: str


def title_timeline(days: Sequence[DayTold]) -> str:
    """Title what is reported of each day: "Thu 22 Sep: ≥ 80 people reported killed in Aleppo; Fri 23 Sep: …"."""
    titles = [
        start("; ".join(head("for_day", day=one.when, what=_tell_day(one, brief)) for one in days[:most]))
        for most in range(len(days), 0, -1)
        for brief in (False, True)
    ]
    return next((title for title in titles if len(title) <= TITLE_LETTERS), titles[-1])


def _tell_day(one: DayTold, brief: bool) -> str:
    """Tell what was reported of a day; *brief* leaves out in which governorate a place lies."""
    if not one.figures:
        return one.told
    first, numbers = one.figures[0], list_numbers(one.figures, signs=True)
    where = f"{first.indicator.preposition} {within(first.place.name)}" if brief else write_where(first)
    slots = {"subject": name_subject_reported(first), "where": where}
    if len(numbers) > 3:
        return head("many_numbers", count=count(len(numbers), "different_number"), **slots)
    if len(numbers) > 1:
        return head("few_numbers", numbers=", ".join(numbers), **slots)
    return f"{name_claim(first, reported=True, signs=True)} {where}"


def tell_numbers(numbers: Sequence[str], most: int = 4) -> str:
    """List numbers, what is more than *most* as a count: "≥ 2, ≥ 10, 12; four more numbers"."""
    if len(numbers) <= most:
        return bind_signs(", ".join(numbers))
    left = count(len(numbers) - most + 1, "more_number")
    return head("numbers_more", numbers=bind_signs(", ".join(numbers[: most - 1])), count=left)


def write_when_state(figures: Sequence[ReportedFigure]) -> str:
    """Write the day or days as of which a state is reported: "as of Fri 23 Sep", "as of Mon 19 Sep to Sat 1 Oct"."""
    if len(figures) == 1:
        return write_when_short(figures[0])
    ends = [figure.window.last_day or figure.told_day or figure.window.first_day for figure in figures]
    days = sorted(day for day in ends if day)
    if not days:
        return say("days_not_stated")
    if days[0] == days[-1]:
        return say("as_of", day=write_day_short(days[0]))
    return head("as_of_days", first=write_day_short(days[0]), last=write_day_short(days[-1]))
