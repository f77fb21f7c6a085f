"""Titles: what was reported, with its doubt."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.wording.days import place_in_time
from dashboard.wording.numbers import split_count, start, within
from dashboard.wording.scopes import name_subject, say_phrase, say_when, write_where
from dashboard.wording.sentences import MOST_WORDS, say


def state_figure(figure: ReportedFigure, day: bool = True, year: bool = True) -> str:
    """State a figure as reported: "At least 80 people reported killed in Aleppo, Thursday 22 September 2016".

    A forecast is stated as one, whom the source holds responsible is named, and a day that we inferred is marked.
    """
    claim = f"{name_claim(figure, reported=True)} {write_where(figure)}{name_attribution(figure)}"
    return start(f"{claim}, {say_when(figure, year)}" if day else claim)


def name_claim(figure: ReportedFigure, reported: bool = False, signs: bool = False) -> str:
    """Name a number with what it counts and what happened: "at least 80 people killed", by *signs* "≥ 80 people …"."""
    count, doubt = split_count(figure, signs)
    if figure.is_forecast:
        return say("forecast_of", count=count, phrase=say_phrase(figure) + doubt.replace(say("forecast_tail"), ""))
    return say("reported" if reported else "counted", counted=count, phrase=say_phrase(figure) + doubt)


def name_attribution(figure: ReportedFigure) -> str:
    """Name by what it came about and whom the source holds responsible, as it follows a claim; empty for neither."""
    cause = f" ({figure.cause})" if figure.cause else ""
    return cause + (say("attributed", responsible=within(figure.responsible)) if figure.responsible else "")


def state_together(figures: Sequence[ReportedFigure]) -> str:
    """State several figures in one title, most important first, as many as it holds.

    Places are repeated only where they change; the days of several stand in the subtitle and at the marks.
    """
    first, *others = figures
    if not others:
        return state_figure(first)
    title, place = state_figure(first, day=False), first.place.id
    for figure in others:
        where = "" if figure.place.id == place else f" {write_where(figure)}"
        longer = f"{title}; {name_claim(figure)}{where}{name_attribution(figure)}"
        if len(longer.split()) <= MOST_WORDS:
            title, place = longer, figure.place.id
    return title


def state_gap(gap: ReportedGap, year: bool = True) -> str:
    """State a gap without who says so: "No full count of people killed in Aleppo on Friday 23 September 2016"."""
    return start(say_gap(gap, year))


def say_gap(gap: ReportedGap, year: bool = True) -> str:
    """Say a gap as it follows whose it is: "no full count of people killed in Aleppo on Friday 23 September 2016"."""
    when = f" {place_in_time(gap.window, year)}" if gap.window.known else ""
    return say(f"gap_{gap.status}", subject=name_subject(gap), where=write_where(gap), when=when)
