"""The words of exhibits: titles and notes that fit their lines, and what stands at marks and in tables of words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Final, NamedTuple

from dashboard.compare.series import Series
from dashboard.records.model import Indicator, Place, Source
from dashboard.records.moments import Window
from dashboard.records.quantity import write_number
from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.records.reported import ReportedStatement as Claim
from dashboard.wording.comparisons import write_growth
from dashboard.wording.days import write_day_short, write_window, write_window_short
from dashboard.wording.numbers import count, count_word, end, enumerate_numbers, fold, join, list_numbers, start, within
from dashboard.wording.scopes import (
    Scope,
    describe_scope,
    name_attribution,
    name_claim,
    name_counted_plural,
    name_inferred,
    name_subject,
    name_subject_reported,
    state_together,
    write_where,
)
from dashboard.wording.sentences import EXHIBITS, KINDS, WORDS, fit, say
from dashboard.wording.voices import Reported, list_chain, name_source, name_speaker

_SIGN = re.compile(r"([≥≤≈<>]|\best\.) (?=[\d≥≤≈<>])")
# What two lines of a title hold, and two of a note.
TITLE_LETTERS: Final = 140
NOTE_LETTERS: Final = 230
# More figures than this at one place are told as reports by subject.
_MOST_AT_A_PLACE: Final = 7
_MOST_SUBJECTS: Final = 3


def head(key: str, **slots: object) -> str:
    """Fill the words *key* of the catalogue of exhibits."""
    return EXHIBITS[key].format(**slots)


class DayNumbers(NamedTuple):
    """What is reported of one day."""

    day: str
    figures: Sequence[ReportedFigure]
    gaps: Sequence[ReportedGap]


def title_claims(figures: Sequence[ReportedFigure]) -> str:
    """State as many figures as two lines of a title hold, the most important first."""
    return fit((state_together(figures[:most]) for most in range(len(figures), 0, -1)), TITLE_LETTERS)


def title_days(days: Sequence[DayNumbers], scope: Scope) -> str:
    """State the numbers of each day: "People reported killed in Aleppo: Thu 22 Sep ≥ 80; Fri 23 Sep ≥ 47, 91"."""
    told = list(map(_write_day_numbers, days))
    slots = {"subject": start(name_subject_reported(scope)), "where": write_where(scope)}
    titles = (head("day_by_day", days="; ".join(told[-most:]), **slots) for most in range(len(told), 0, -1))
    return fit(titles, TITLE_LETTERS)


def _write_day_numbers(day: DayNumbers) -> str:
    written = day.day.replace(" ", "\u00a0")
    if day.figures:
        numbers = ", ".join(list_numbers(day.figures, signs=True))
        doubts = {name_inferred(figure) for figure in day.figures}
        doubt = next(iter(doubts)) if len(doubts) == 1 else None
        return head("day_numbers", day=written, numbers=f"{numbers} ({doubt})" if doubt else numbers)
    return head("day_gap", day=written, who=name_source(day.gaps[0]))


def title_ladder(ladder: Sequence[ReportedFigure]) -> str:
    """Title one voice's changed number: "SOHR on people killed in East Aleppo, Friday …: 27 so far → 45 so far"."""
    voice = start(name_source(ladder[0]))
    return head("ladder", voice=voice, scope=describe_scope(ladder[0]), numbers=write_growth(ladder))


def write_told(figure: ReportedFigure) -> str:
    """Write when a number was given, short: "Fri 23 Sep", "Fri 23 Sep, 14:30"."""
    return write_window_short(Window(figure.told, figure.told)).split("–")[0] if figure.told else say("undated")


def name_series(series: Series) -> str:
    """Name a running total: "WHO: people killed in East Aleppo, since Fri 23 Sep"."""
    return head("series", **_describe_series(series))


def name_series_short(series: Series) -> str:
    """Name a running total in few words: "WHO: people killed, East Aleppo"."""
    return head("series_short", **_describe_series(series))


def title_series(series: Series) -> str:
    """Title a running total: "People reported killed in East Aleppo since …, by WHO: 338 → 342 so far → ≥ 377"."""
    own = {"voice": name_speaker(series.voice), "subject": start(name_subject_reported(series))}
    return head("series_title", numbers=write_growth(series.points), **(_describe_series(series) | own))


def _describe_series(series: Series) -> dict[str, str]:
    since = head("since", day=write_day_short(series.start)) if series.start else ""
    slots = {"voice": start(name_speaker(series.voice)), "subject": name_subject(series), "where": write_where(series)}
    return slots | {"place": series.place.name, "since": since}


def bind_signs(text: str) -> str:
    """Return a text in which no line break comes between a sign and its number."""
    return _SIGN.sub("\\1\u00a0", text)


def note_caveats(figures: Iterable[ReportedFigure]) -> str | None:
    """Say aloud what goes with the numbers, as many as two lines hold; None where nothing does."""
    told: list[str] = []
    for figure in figures:
        if figure.caveat and not any(figure.caveat in one for one in told):
            note = f"{figure.written}: {end(figure.caveat)}"
            if told and len(" ".join([*told, note])) > NOTE_LETTERS:
                break
            told.append(note)
    return " ".join(told) or None


def count_reports_of(figures: Sequence[ReportedFigure]) -> str:
    """Count reports of something, never so that it reads as a number of people: "47 reports of people killed"."""
    reports = count_digits(_count_reports(figures), "report")
    return head("reports_of", reports=reports, subject=name_subject(figures[0]))


def count_digits(number: int, noun: str) -> str:
    """Count with digits, as beside a mark: "3 reports"."""
    return f"{number:,} {count(number, noun).split(' ', 1)[1]}"


def limit_words(text: str, most: int) -> str:
    """Cut a text after so many words, said by an ellipsis."""
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]).rstrip(".,;:") + " …"


def write_span(figures: Sequence[ReportedFigure]) -> str | None:
    """Write the days that several figures are about, where a title does not: "Reported for 22–23 Sep 2016"."""
    first = [figure.window.first_day for figure in figures if figure.window.first_day]
    last = [day for figure in figures if (day := figure.window.last_day or figure.told_day)]
    if len(figures) < 2 or not first or not last or max(last) < min(first):
        return None
    return head("for_days", days=write_window(Window(min(first), max(last))))


def title_places(places: Sequence[Place], unmarked: int) -> str:
    """Title a map by its places: "Where the figures are from: Aleppo, East Aleppo and Al-Waer, Homs"."""
    names = fold([place.name for place in places], 4)
    key = "map_title_more" if unmarked and len(places) > 1 else "map_title"
    return head(key, places=names, count=count(unmarked, "place"))


def list_with_subjects(figures: Sequence[ReportedFigure]) -> str | None:
    """List figures each with what it counts: "at least 80 people killed; …"; None where they are many."""
    told = dict.fromkeys(map(name_claim, figures))
    return start("; ".join(told)) if len(told) <= _MOST_AT_A_PLACE else None


def list_reports_of(figures: Sequence[ReportedFigure]) -> str:
    """Count reports by subject, the most reported first: "30 reports of people killed; 12 reports of …"."""
    subjects: dict[str, list[ReportedFigure]] = {}
    for figure in figures:
        subjects.setdefault(name_subject(figure), []).append(figure)
    ranked = sorted(subjects.values(), key=lambda found: (-_count_reports(found), found[0].indicator.id))
    most = _MOST_SUBJECTS if len(ranked) > _MOST_SUBJECTS + 1 else len(ranked)
    told = [count_reports_of(found) for found in ranked[:most]]
    rest = [figure for found in ranked[most:] for figure in found]
    if rest:
        told.append(head("other_reports", reports=count_digits(_count_reports(rest), "report")))
    return "; ".join(told)


def _count_reports(figures: Iterable[ReportedFigure]) -> int:
    return len({figure.source.id for figure in figures})


def name_unit(indicator: Indicator, number: int, magnified: bool = False) -> str:
    """Say what one mark stands for: "Each mark is 1 air strike", "Magnified: each mark is 50 people"."""
    counted = indicator.unit_one if number == 1 else indicator.unit
    return head("magnified" if magnified else "each_mark", count=f"{write_number(number)} {counted}")


def write_whose(figure: ReportedFigure) -> str:
    """Say whose count of whose things, and by when: "White Helmets, of its own; by Fri 23 Sep"."""
    whose = start(list_chain(figure, short=True)[0]) if figure.said.credited else figure.source.publisher
    if figure.said.credited and figure.said.voice.type == "rescue_service":
        whose = head("whose_own", voice=whose, things=name_counted_plural(figure))
    day = figure.window.last_day or figure.told_day
    return head("whose_by", whose=whose, day=write_day_short(day)) if day else whose


def state_short(figure: ReportedFigure) -> str:
    """State a figure on one line by its sign: "≥ 80 people killed in Aleppo, Thu 22 Sep"."""
    claim = name_claim(figure, reported=(figure.indicator.phrase or "").startswith("to "), signs=True)
    return f"{claim} {write_where(figure)}{name_attribution(figure)}, {write_when_short(figure)}"


def state_gap_short(gap: ReportedGap) -> str:
    """State a gap on one line: "people killed in Aleppo, Fri 23 Sep: not documented"."""
    when, status = write_window_short(gap.window), say(f"gap_{gap.status}_short")
    return f"{name_subject(gap)} {write_where(gap)}, {when}: {status}"


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
    reports, publishers = count(len(sources), "report"), list(dict.fromkeys(sources.values()))
    return head("in_many_reports" if len(publishers) > 2 else "in_reports", count=reports, publishers=join(publishers))


def title_voices(figures: Sequence[ReportedFigure], reports: str) -> str:
    """Title whose figures they are: "Eight figures in The Independent, from SOHR, …", or among them of which kinds."""
    credited = [figure for figure in figures if figure.said.credited]
    names, nobody = Counter(within(figure.said.voice.short) for figure in credited), len(figures) - len(credited)
    kinds = Counter(KINDS[figure.said.voice.type] for figure in credited).most_common()
    tail = head("credit_nobody" if nobody > 1 else "credits_nobody", count=_count_some(nobody)) if nobody else ""
    slots = {"figures": start(count(len(figures), "figure")), "reports": reports}
    if not credited:
        return head("reports_figures", **slots) + tail
    among = [head("from_kind", count=_count_some(number), kind=kind) for kind, number in kinds[:3]]
    tries = [("figures_from", [name for name, _ in names.most_common()])]
    tries += [("figures_among", among[:most]) for most in (3, 2, 1)]
    return fit((head(key, told=join(words), **slots) + tail for key, words in tries), TITLE_LETTERS)


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
    return head("figures_in", figures=start(count(len(figures), "figure")), reports=reports, told=", ".join(told))


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
    titles = (
        start("; ".join(head("for_day", day=one.when, what=_tell_day(one, brief)) for one in days[:most]))
        for most, brief in product(range(len(days), 0, -1), (False, True))
    )
    return fit(titles, TITLE_LETTERS)


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
    """List numbers, what is more than *most* as a count: "≥ 2, ≥ 10 and four more numbers"."""
    return bind_signs(enumerate_numbers(numbers, most))


def write_when_state(figures: Sequence[ReportedFigure]) -> str:
    """Write the day or days as of which a state is reported: "as of Fri 23 Sep", "as of Mon 19 Sep to Sat 1 Oct"."""
    if len(figures) == 1:
        return write_when_short(figures[0])
    days = sorted(filter(None, (one.window.last_day or one.told_day or one.window.first_day for one in figures)))
    if not days:
        return say("days_not_stated")
    if days[0] == days[-1]:
        return say("as_of", day=write_day_short(days[0]))
    return head("as_of_days", first=write_day_short(days[0]), last=write_day_short(days[-1]))
