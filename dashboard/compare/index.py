"""The figures of one set of tables, indexed once so that what speaks of the same thing is found at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from dashboard.compare.accounts import Account
from dashboard.compare.columns import (
    as_list,
    as_ordinals,
    encode,
    find_fractions,
    find_part_groups,
    flag,
    join_wholes,
    one_step,
)
from dashboard.compare.words import Labels
from dashboard.quantity import list_containers
from dashboard.tables import Tables

# What holds at a time (besieged, out of service) is compared with what was told up to a week before or after.
STOCK_DAYS = 7
# Windows that share at least half of their days speak of the same days with another edge: Thursday and "since late
# Thursday", the week to Sunday and the week to Monday.
SHARED_DAYS = 0.5

_COPIED = (
    "id", "source", "indicator", "group", "place", "voice", "speaker", "qualifier", "value", "value_low",
    "value_high", "written", "wording", "part_of", "of_total", "via", "publisher",
)  # fmt: skip
_OPEN_START, _OPEN_END = date.min.toordinal(), date.max.toordinal()


class CompareError(Exception):
    """A comparison was asked for that the tables cannot give; its text says what was expected."""


class Comparison:
    """An index over the figures of *tables*; :func:`index_of` keeps one for each set of tables.

    Positions are row numbers of ``Tables.described``. A lookup touches only figures of its indicator or number.
    """

    def __init__(self, tables: Tables) -> None:
        described = tables.described
        self.labels = Labels.of(tables)
        self.story = tables.story
        self._columns = {name: as_list(described[name]) for name in _COPIED}
        publishers = (described["speaker_type"] == "publisher").to_numpy()
        self.credited = ~publishers | described["speaker_named"].to_numpy(dtype=bool)
        self.starts = as_ordinals(described["date_start"], _OPEN_START)
        self.ends = as_ordinals(described["date_end"], _OPEN_END)
        self.told = as_ordinals(described["reported_on"].fillna(described["date_published"]), 0)
        numbers = described["value_high"].fillna(described["value"])
        self.numbers = numbers.fillna(-1).to_numpy(dtype="int64")
        self._id_rank = described["id"].rank(method="first").to_numpy()
        self.positions = {name: at for at, name in enumerate(self._columns["id"])}
        self.places, self._place_codes = encode(described["place"], tables.places["id"])
        self.groups, self._group_codes = encode(described["group"], tables.groups["id"])
        self.voices = pd.factorize(described["voice"])[0]
        self._indicator_codes, indicators = pd.factorize(described["indicator"])
        units = pd.factorize(pd.Series([self.labels.units[name] for name in indicators], dtype="object"))[0]
        self._unit_codes = units[self._indicator_codes]
        self._by_indicator = described.groupby("indicator", sort=False).indices
        self.scopes: pd.DataFrame | None = None  # what can be compared, counted when first asked for
        self._by_number: dict[Any, np.ndarray] | None = None
        self._related: dict[tuple[str, str | None], np.ndarray] = {}
        joined = join_wholes(described)
        self.part_groups = find_part_groups(joined, self.labels.group_within)
        self.fractions = find_fractions(joined, self.part_groups)

    def find(self, figure_id: str) -> int:
        """Return the position of a figure; raises :class:`CompareError` where there is none."""
        try:
            return self.positions[figure_id]
        except KeyError:
            raise CompareError(f"{figure_id!r}: no such figure, expected an id of these tables") from None

    def id_of(self, at: int) -> str:
        """Return the id of the figure at a position."""
        return self._columns["id"][at]

    def account(self, at: int) -> Account:
        """Return the account at a position."""
        copied = {name: column[at] for name, column in self._columns.items()}
        start, end, told = int(self.starts[at]), int(self.ends[at]), int(self.told[at])
        return Account(
            **copied,
            credited=bool(self.credited[at]),
            start=None if start == _OPEN_START else date.fromordinal(start),
            end=None if end == _OPEN_END else date.fromordinal(end),
            told_on=date.fromordinal(told) if told else None,
        )

    def accounts(self, positions: Iterable[int]) -> list[Account]:
        """Return the accounts at these positions."""
        return [self.account(int(at)) for at in positions]

    def with_indicator(self, indicator: str) -> np.ndarray:
        """Return the positions of all figures of an indicator."""
        return self._by_indicator.get(indicator, np.empty(0, dtype=np.intp))

    def with_number(self, number: int) -> np.ndarray:
        """Return the positions of all figures that print this number."""
        if self._by_number is None:
            values = pd.Series(self._columns["value"], dtype="Int64").dropna()
            self._by_number = {int(key): rows.index.to_numpy() for key, rows in values.groupby(values, sort=False)}
        return self._by_number.get(number, np.empty(0, dtype=np.intp))

    def nearest_by_voice(self, account: Account, positions: np.ndarray) -> np.ndarray:
        """Return one position a voice, the nearest scope first: of equal scopes the one told last."""
        ordered = self.sort_near(account, positions)
        far, voices = self.distance(account, ordered), self.voices[ordered]
        nearest = {int(voice): int(far[at]) for at, voice in reversed([*enumerate(voices.tolist())])}
        last = {voice: at for at, voice in enumerate(voices.tolist()) if nearest[voice] == int(far[at])}
        return ordered[sorted(last.values())]

    def drop_fractions(self, positions: np.ndarray) -> np.ndarray:
        """Return *positions* without the parts that no column tells from their whole."""
        if not self.fractions:
            return positions
        parts = [self.positions[name] for name in self.fractions]
        return positions[~np.isin(positions, parts)]

    def other_thing_mask(self, account: Account, positions: np.ndarray) -> np.ndarray:
        """True where the indicator is another one."""
        return self._indicator_codes[positions] != self._indicator_codes[self.positions[account.id]]

    def same_kind_mask(self, account: Account, positions: np.ndarray) -> np.ndarray:
        """True where unit and group are the same, and are given."""
        at = self.positions[account.id]
        return (self._unit_codes[positions] == self._unit_codes[at]) & self.same_group(account, positions)

    def place_mask(self, place: str, positions: np.ndarray) -> np.ndarray:
        """True where the place of a figure is *place*, contains it or lies within it."""
        return self._mask("place", place, self.places, self.labels.place_within)[self._place_codes[positions]]

    def group_mask(self, group: str | None, positions: np.ndarray) -> np.ndarray:
        """True where the group of a figure is *group*, contains it or lies within it, or is not given."""
        return self._mask("group", group, self.groups, self.labels.group_within)[self._group_codes[positions]]

    def place_among(self, places: set[str], positions: np.ndarray) -> np.ndarray:
        """True where the place of a figure is one of *places*."""
        return flag(self.places, places)[self._place_codes[positions]]

    def group_among(self, groups: set[str], positions: np.ndarray) -> np.ndarray:
        """True where the group of a figure is one of *groups*."""
        return flag(self.groups, groups)[self._group_codes[positions]]

    def same_group(self, account: Account, positions: np.ndarray) -> np.ndarray:
        """True where the group of a figure is the account's."""
        return self._group_codes[positions] == self._group_codes[self.positions[account.id]]

    def near_groups(self, group: str) -> set[str]:
        """Return the group and those one step wider or narrower, but none counted out of another as its part."""
        return {group} if group in self.part_groups else one_step(group, self.labels.group_within) - self.part_groups

    def share_mask(self, account: Account, positions: np.ndarray) -> np.ndarray:
        """True where both windows are stated and share at least ``SHARED_DAYS`` of their days."""
        at = self.positions[account.id]
        starts, ends = self.starts[positions], self.ends[positions]
        shared = np.minimum(ends, self.ends[at]) - np.maximum(starts, self.starts[at]) + 1
        reach = np.maximum(ends, self.ends[at]) - np.minimum(starts, self.starts[at]) + 1
        stated = (starts != _OPEN_START) & (ends != _OPEN_END)
        return (shared >= SHARED_DAYS * reach) & stated & account.is_closed

    def as_of(self, positions: Any) -> np.ndarray:
        """Return the ordinal day as of which a state was told: the last day, else the first."""
        starts, ends = self.starts[positions], self.ends[positions]
        return np.where(ends == _OPEN_END, starts, ends)

    def time_mask(self, account: Account, positions: np.ndarray, slack: int = 0) -> np.ndarray:
        """True where the days may be the same; an end that is not stated may be any day."""
        start = account.start.toordinal() if account.start else _OPEN_START
        end = account.end.toordinal() if account.end else _OPEN_END
        return (self.starts[positions] <= end + slack) & (self.ends[positions] >= start - slack)

    def equal_mask(self, account: Account, positions: np.ndarray) -> np.ndarray:
        """True where group, place and window are the same; windows with an unknown end are not known to be."""
        at = self.positions[account.id]
        same = self._place_codes[positions] == self._place_codes[at]
        same &= self._group_codes[positions] == self._group_codes[at]
        same &= (self.starts[positions] == self.starts[at]) & (self.ends[positions] == self.ends[at])
        return same & account.is_closed

    def step_mask(self, account: Account, positions: np.ndarray) -> np.ndarray:
        """True where the window is the same, and place and group are the account's or one step wider or narrower."""
        at = self.positions[account.id]
        mask = self.place_among(one_step(account.place, self.labels.place_within), positions)
        if account.group is not None:
            mask &= self.group_among(self.near_groups(account.group), positions)
        mask &= (self.starts[positions] == self.starts[at]) & (self.ends[positions] == self.ends[at])
        return mask & account.is_closed

    def sort_near(self, account: Account, positions: np.ndarray) -> np.ndarray:
        """Return *positions* nearest scope first, then in the order of telling, whatever the order of files."""
        far = self.distance(account, positions)
        rank, number, told = self._id_rank[positions], self.numbers[positions], self.told[positions]
        return positions[np.lexsort((rank, number, told, far))]

    def distance(self, account: Account, positions: np.ndarray) -> np.ndarray:
        """Return how far the scopes lie from the account's: days of difference, then place, then group."""
        at = self.positions[account.id]
        days = abs(self.starts[positions] - self.starts[at]) + abs(self.ends[positions] - self.ends[at])
        place = self._place_codes[positions] != self._place_codes[at]
        group = self._group_codes[positions] != self._group_codes[at]
        return np.minimum(days, 10_000) * 4 + place * 2 + group

    def _mask(self, kind: str, wanted: str | None, known: dict[str, int], within: Any) -> np.ndarray:
        key = (kind, wanted)
        if key not in self._related:
            mask = np.zeros(len(known) + 1, dtype=bool)
            mask[-1] = True
            if wanted is None:
                mask[:] = True
            else:
                above = set(list_containers(wanted, within))
                for name, code in known.items():
                    mask[code] = name in above or wanted in list_containers(name, within)
            self._related[key] = mask
        return self._related[key]


_indexes: WeakKeyDictionary[Tables, Comparison] = WeakKeyDictionary()


def index_of(tables: Tables) -> Comparison:
    """Return the index of *tables*, built when it is first asked for and kept as long as the tables are."""
    if tables not in _indexes:
        _indexes[tables] = Comparison(tables)
    return _indexes[tables]
