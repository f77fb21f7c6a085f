"""What all reports together say of each indicator at each place and day, gathered into rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.tables import Tables

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Stretch:
    """Columns *at* to *at* + *span*: figures of just these days, or gaps, or what kind of silence there is."""

    at: int
    span: int
    figures: tuple[Row, ...] = ()
    gaps: tuple[Row, ...] = ()
    silence: str = ""

    @property
    def columns(self) -> range:
        """The columns it covers."""
        return range(self.at, self.at + self.span)


@dataclass(frozen=True)
class Line:
    """One row of the table: an indicator at a place, or several of which nothing is said.

    *continued* marks a further row of the same indicator, for figures of other days that overlap.
    """

    place: str
    indicators: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    continued: bool = False

    @property
    def is_silent(self) -> bool:
        """True where nobody says anything on any day."""
        return all(stretch.silence for stretch in self.stretches)


def list_lines(tables: Tables, days: Sequence[Any], figures: Sequence[Row], gaps: Sequence[Row]) -> list[Line]:
    """Return the rows of ``Tables.coverage`` over the columns *days*; figures and gaps are described.

    A number stands once, in a cell as wide as its days, so that it is never read as the number of each day.
    """
    statuses: dict[tuple[str, str], dict[Any, set[str]]] = {}
    for cell in tables.coverage.to_dict("records"):
        spots = statuses.setdefault((cell["place"], cell["indicator"]), {})
        spots.setdefault(cell["date"], set()).add(cell["status"])
    lines: list[Line] = []
    for key in _in_order(statuses, tables):
        said = [_gather(rows, kind, key, days) for kind, rows in (("figures", figures), ("gaps", gaps))]
        lines += _fill_lanes(key, [*said[0], *said[1]], statuses[key], days)
    return _join_silent(lines)


def _in_order(keys: Mapping[tuple[str, str], Any], tables: Tables) -> list[tuple[str, str]]:
    """Places as the reports come to them; what a reader looks for in any report first."""
    places = list(dict.fromkeys([*tables.figures["place"], *tables.gaps["place"]]))
    indicators = list(tables.indicators.sort_values("core", ascending=False, kind="stable")["id"])
    return sorted(keys, key=lambda key: (places.index(key[0]), indicators.index(key[1])))


def _gather(rows: Sequence[Row], kind: str, key: tuple[str, str], days: Sequence[Any]) -> list[Stretch]:
    """Return what is said at a place of an indicator, that of the same days together."""
    windows: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        if (row["place"], row["indicator"]) == key:
            columns = [at for at, day in enumerate(days) if row["date_start"] <= day <= row["date_end"]]
            if columns:
                windows.setdefault((columns[0], len(columns)), []).append(row)
    return [Stretch(at, span, **{kind: tuple(same)}) for (at, span), same in windows.items()]


def _fill_lanes(
    key: tuple[str, str], said: Sequence[Stretch], statuses: Mapping[Any, set[str]], days: Sequence[Any]
) -> list[Line]:
    """Put what is said into as few rows as hold it side by side, silence and short spans into the first."""
    lanes = [_find_silence(said, statuses, days)]
    for stretch in sorted(said, key=lambda stretch: (stretch.span, stretch.at)):
        taken = ({column for other in lane for column in other.columns} for lane in lanes)
        free = next((n for n, columns in enumerate(taken) if columns.isdisjoint(stretch.columns)), None)
        if free is None:
            lanes.append([stretch])
        else:
            lanes[free].append(stretch)
    return [
        Line(key[0], (key[1],), tuple(sorted(lane, key=lambda stretch: stretch.at)), number > 0)
        for number, lane in enumerate(lanes)
    ]


def _find_silence(said: Sequence[Stretch], statuses: Mapping[Any, set[str]], days: Sequence[Any]) -> list[Stretch]:
    """Return the days of which nothing is said; a report not read to its end may say something after all."""
    spoken = {column for stretch in said for column in stretch.columns}
    found: list[Stretch] = []
    for at, day in enumerate(days):
        if day not in statuses or at in spoken:
            continue
        silence = "not_read" if "not_read" in statuses[day] else "not_mentioned"
        if found and found[-1].silence == silence and found[-1].columns.stop == at:
            found[-1] = Stretch(found[-1].at, found[-1].span + 1, silence=silence)
        else:
            found.append(Stretch(at, 1, silence=silence))
    return found


def _join_silent(lines: Sequence[Line]) -> list[Line]:
    """Join the rows of a place of which nothing is said, so that what is said stands out."""
    joined: list[Line] = []
    silent: dict[object, int] = {}
    for line in lines:
        key = (line.place, line.stretches)
        if line.is_silent and key in silent:
            other = joined[silent[key]]
            joined[silent[key]] = Line(line.place, (*other.indicators, *line.indicators), line.stretches)
            continue
        if line.is_silent:
            silent[key] = len(joined)
        joined.append(line)
    return joined
