"""What all reports together say of each indicator at each place and day, gathered into rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from dashboard.tables import Tables


@dataclass
class Spot:
    """What all reports together say of one indicator at one place on one day."""

    statuses: set[str] = field(default_factory=set)
    figures: list[Mapping[str, Any]] = field(default_factory=list)
    gaps: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def silence(self) -> str:
        """The status where nobody says anything; a report not read to its end may say something after all."""
        if self.figures or self.gaps:
            return ""
        return "not_read" if "not_read" in self.statuses else "not_mentioned"

    @property
    def key(self) -> tuple[object, ...]:
        """What makes neighbouring days one cell: the same figures and gaps, or the same silence."""
        return (*(row["id"] for row in self.figures), *(gap["id"] for gap in self.gaps), self.silence)


@dataclass(frozen=True)
class Stretch:
    """Neighbouring days of which the same is said: columns *at* to *at* + *span*."""

    at: int
    span: int
    spot: Spot


@dataclass(frozen=True)
class Line:
    """One row of the table: an indicator, or several of which nothing is said, at a place."""

    place: str
    indicators: tuple[str, ...]
    stretches: tuple[Stretch, ...]

    @property
    def is_silent(self) -> bool:
        """True where nobody says anything on any day."""
        return all(stretch.spot.silence for stretch in self.stretches)


def list_lines(tables: Tables, days: Sequence[Any], *said: Iterable[Mapping[str, Any]]) -> list[Line]:
    """Return the rows of ``Tables.coverage``; *said* are its described figures, then its described gaps."""
    spots: dict[tuple[str, str], dict[Any, Spot]] = {}
    for cell in tables.coverage.to_dict("records"):
        spot = spots.setdefault((cell["place"], cell["indicator"]), {}).setdefault(cell["date"], Spot())
        spot.statuses.add(cell["status"])
    for name, rows in zip(("figures", "gaps"), said, strict=True):
        for row in rows:
            for day, spot in spots.get((row["place"], row["indicator"]), {}).items():
                if row["date_start"] <= day <= row["date_end"]:
                    getattr(spot, name).append(row)
    lines = [Line(place, (what,), _join_days(found, days)) for (place, what), found in _in_order(spots, tables)]
    return _join_silent(lines)


def _in_order(spots: Mapping[tuple[str, str], Any], tables: Tables) -> list[tuple[tuple[str, str], Any]]:
    """Places as the reports come to them; what a reader looks for in any report first."""
    places = list(dict.fromkeys([*tables.figures["place"], *tables.gaps["place"]]))
    core = tables.indicators.sort_values("core", ascending=False, kind="stable")
    indicators = list(core["id"])
    return sorted(spots.items(), key=lambda item: (places.index(item[0][0]), indicators.index(item[0][1])))


def _join_days(found: Mapping[Any, Spot], days: Sequence[Any]) -> tuple[Stretch, ...]:
    """Join neighbouring days of which the same is said; a day of which no report speaks stays out."""
    known = [(at, found[day]) for at, day in enumerate(days) if day in found]
    stretches = []
    for _, run in groupby(enumerate(known), key=lambda item: (item[1][0] - item[0], item[1][1].key)):
        cells = [cell for _, cell in run]
        stretches.append(Stretch(cells[0][0], len(cells), cells[0][1]))
    return tuple(stretches)


def _join_silent(lines: Sequence[Line]) -> list[Line]:
    """Join the rows of a place of which nothing is said, so that what is said stands out."""
    joined: list[Line] = []
    for line in lines:
        shape = [(stretch.at, stretch.span, stretch.spot.silence) for stretch in line.stretches]
        for number, other in enumerate(joined):
            same = [(stretch.at, stretch.span, stretch.spot.silence) for stretch in other.stretches]
            if line.is_silent and other.is_silent and line.place == other.place and same == shape:
                joined[number] = Line(line.place, (*other.indicators, *line.indicators), line.stretches)
                break
        else:
            joined.append(line)
    return joined
