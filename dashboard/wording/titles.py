"""Titles: what was reported, with its doubt, and what a topic is about."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.wording.days import place_in_time
from dashboard.wording.numbers import name_counted, split_count, start, within
from dashboard.wording.scopes import name_subject, say_when, write_where
from dashboard.wording.sentences import MOST_WORDS, say


def state_figure(figure: ReportedFigure, day: bool = True, year: bool = True) -> str:
    """State a figure as reported: "At least 80 people reported killed in Aleppo, Thursday 22 September 2016".

    A forecast is stated as one, whom the source holds responsible is named, and a day that we inferred is marked.
    """
    claim = f"{name_claim(figure, reported=True)} {write_where(figure)}{name_attribution(figure)}"
    return start(say("with_day", claim=claim, when=say_when(figure, year)) if day else claim)


def state_claim(figure: ReportedFigure, year: bool = True) -> str:
    """State what a number counts, to stand below the number itself: "people reported killed in Aleppo, Thursday …"."""
    counted = say("reported", counted=name_counted(figure), phrase=_phrase(figure))
    claim = f"{counted} {write_where(figure)}{name_attribution(figure)}"
    return say("with_day", claim=claim, when=say_when(figure, year))


def name_claim(figure: ReportedFigure, reported: bool = False, signs: bool = False) -> str:
    """Name a number with what it counts and what happened: "at least 80 people killed", by *signs* "≥ 80 people …"."""
    count, doubt = split_count(figure, signs)
    if figure.is_forecast:
        return say("forecast_of", count=count, phrase=_phrase(figure) + doubt.replace(say("forecast_tail"), ""))
    return say("reported" if reported else "counted", counted=count, phrase=_phrase(figure) + doubt)


def _phrase(figure: ReportedFigure) -> str:
    return f" {figure.indicator.phrase}" if figure.indicator.phrase else ""


def name_attribution(figure: ReportedFigure) -> str:
    """Name by what it came about and whom the source holds responsible, as it follows a claim; empty for neither."""
    parts = []
    if figure.cause:
        parts.append(say("cause_in_title", cause=figure.cause))
    if figure.responsible:
        parts.append(say("responsible_in_title", responsible=within(figure.responsible)))
    return "".join(parts)


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
        piece = say("next_claim", title=title, claim=name_claim(figure) + where + name_attribution(figure))
        if len(piece.split()) <= MOST_WORDS:
            title, place = piece, figure.place.id
    return title


def state_gap(gap: ReportedGap, year: bool = True) -> str:
    """State a gap without who says so: "No full count of people killed in Aleppo on Friday 23 September 2016"."""
    when = f" {place_in_time(gap.window, year)}" if gap.window.known else ""
    return start(say(f"gap_{gap.status}", subject=name_subject(gap), where=write_where(gap), when=when))
