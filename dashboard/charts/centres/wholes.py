"""A whole (the 4 in "3 of 4") and the parts that figures name in it, each counted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard.charts.dots import is_soft, split_count
from dashboard.charts.icons import State, state_of
from dashboard.quantity import write_number

Row = Mapping[str, Any]

HOUSES = ("facilities", "buildings")


@dataclass(frozen=True)
class Part:
    """So many buildings in one state, with their label and the figure that says so."""

    row: Row
    count: int
    state: State
    label: str


@dataclass(frozen=True)
class Whole:
    """One whole: its figures, the widest first, each inside the one before it."""

    rows: tuple[Row, ...]

    @property
    def total(self) -> int:
        """How many there are in all."""
        return int(self.rows[0]["of_total"])

    @property
    def name(self) -> str:
        """What is counted."""
        row = self.rows[0]
        return row["unit"] if pd.isna(row["group_label"]) else row["group_label"]

    @property
    def name_one(self) -> str:
        """What is counted, in the singular."""
        row = self.rows[0]
        return row["unit_one"] if pd.isna(row["group_one"]) else row["group_one"]

    @property
    def has_houses(self) -> bool:
        """True where a mark is a building."""
        return self.rows[0]["unit"] in HOUSES

    @property
    def mark(self) -> str:
        """What a mark is called."""
        return "house" if self.has_houses else "block"

    @property
    def is_loss(self) -> bool:
        """True where any figure counts what was hit or lost."""
        return any(state_of(row["indicator"]) in ("out", "hit") for row in self.rows)

    @staticmethod
    def phrase_of(row: Row) -> str:
        """Say what is reported of a figure's number: "out of service"."""
        return row["indicator_label"].lower() if pd.isna(row["phrase"]) else row["phrase"]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The buildings, the narrowest count first; what no figure speaks of is last and called not reported."""
        parts = [part for part in self._list_parts() if part.count]
        rest = self.total - sum(part.count for part in parts)
        if rest == self.total:
            # Reported as none, which is more than not reported.
            row = self.rows[0]
            parts.append(Part(row, rest, "other", f"{row['wording']} {self.phrase_of(row)}"))
        elif rest:
            label = f"{write_number(rest)} not reported {self.phrase_of(self.rows[0])}"
            parts.append(Part(self.rows[0], rest, "other", label))
        return tuple(parts)

    def _list_parts(self) -> list[Part]:
        if len(self.rows) == 1:
            return self._list_bounds(self.rows[0])
        parts, counted = [], 0
        for row in reversed(self.rows):
            number = int(row["value"]) - counted
            more = " more" if counted else ""
            label = f"{write_number(number)}{more} {self.phrase_of(row)}"
            parts.append(Part(row, number, state_of(row["indicator"], among=bool(counted)), label))
            counted = int(row["value"])
        return parts

    def _list_bounds(self, row: Row) -> list[Part]:
        """One figure alone: what is sure, then what may or may not be so."""
        solid, hollow = (int(number) for number in split_count(row))
        if is_soft(row) and solid:
            solid, hollow = solid - 1, 1
        label = f"{row['wording']} {self.phrase_of(row)}"
        if row["qualifier"] == "vague":
            return [Part(row, self.total, "unsure", f"{label}: no number given")]
        if row["qualifier"] == "exact":
            label = f"{write_number(solid)} {self.phrase_of(row)}"
        return [
            Part(row, solid, state_of(row["indicator"]), label),
            Part(row, hollow, "unsure", "perhaps one of them" if solid else label),
        ]


def list_wholes(rows: Sequence[Row]) -> list[Whole]:
    """Return the wholes in the order of the table; figures that contain each other share one.

    Figures share a whole where one is ``part_of`` the other, both are exact, and they are out of the same total.
    Figures that do not say how they overlap each get a whole of their own.
    """
    by_id = {row["id"]: row for row in rows}
    inner = {row["id"]: row["part_of"] for row in rows if _lies_in(row, by_id.get(row["part_of"]))}
    chosen: dict[str, Row] = {}
    for row in rows:
        whole = inner.get(row["id"])
        if whole and (whole not in chosen or chosen[whole]["value"] < row["value"]):
            chosen[whole] = row
    followers = {row["id"] for row in chosen.values()}
    return [Whole(tuple(_follow(row, chosen))) for row in rows if row["id"] not in followers]


def _lies_in(row: Row, whole: Row | None) -> bool:
    if whole is None or row["qualifier"] != "exact" or whole["qualifier"] != "exact":
        return False
    same = ("source", "unit", "place", "of_total")
    return all(row[key] == whole[key] for key in same) and row["value"] <= whole["value"]


def _follow(row: Row, chosen: Mapping[str, Row]) -> list[Row]:
    inner = chosen.get(row["id"])
    return [row, *(_follow(inner, chosen) if inner else [])]
