"""The words of exhibits: titles and notes that fit their lines, and what stands at marks and in keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from dashboard.compare.series import Series
from dashboard.records.model import Indicator, Place
from dashboard.records.moments import Window
from dashboard.records.quantity import write_number
from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.wording.comparisons import write_growth
from dashboard.wording.days import write_day_short, write_window_short
from dashboard.wording.numbers import count, end, fold, list_numbers, start
from dashboard.wording.scopes import (
    Scope,
    describe_scope,
    name_counted_plural,
    name_subject,
    name_subject_reported,
    write_where,
)
from dashboard.wording.sentences import EXHIBITS, fit, say
from dashboard.wording.titles import name_claim, state_together
from dashboard.wording.voices import list_chain, name_source, name_speaker

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
        return head("day_numbers", day=written, numbers=", ".join(list_numbers(day.figures, signs=True)))
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
    return head("series", subject=name_subject(series), **_describe_series(series))


def name_series_short(series: Series) -> str:
    """Name a running total in few words: "WHO: people killed, East Aleppo"."""
    voice = start(name_speaker(series.voice))
    return head("series_short", voice=voice, subject=name_subject(series), place=series.place.name)


def title_series(series: Series) -> str:
    """Title a running total: "People reported killed in East Aleppo since …, by WHO: 338 → 342 so far → ≥ 377"."""
    slots = _describe_series(series) | {"voice": name_speaker(series.voice)}
    subject = start(name_subject_reported(series))
    return head("series_title", subject=subject, numbers=write_growth(series.points), **slots)


def _describe_series(series: Series) -> dict[str, str]:
    since = head("since", day=write_day_short(series.start)) if series.start else ""
    return {"voice": start(name_speaker(series.voice)), "where": write_where(series), "since": since}


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
