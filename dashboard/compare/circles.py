"""Which figures speak of the same thing as one figure, which overlap with it, and which only look alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from dashboard.compare.accounts import Account, Agreement, weigh
from dashboard.compare.index import STOCK_DAYS, Comparison, index_of
from dashboard.compare.words import Labels, word_as_of, word_group, word_place, word_window
from dashboard.tables import Tables

Circle = Literal["same", "overlapping", "apart"]

# A figure of the neighbouring days may be the same event under another date; further away it is another event.
ADJACENT_DAYS = 7
# One, two or three of something is printed too often for the same number to mislead anybody.
SMALLEST_LOOKALIKE = 10
PEOPLE = "people"


@dataclass(frozen=True)
class Neighbour:
    """Another account beside a figure: in which circle it stands, and how it differs, in words."""

    account: Account
    circle: Circle
    beside: Account
    labels: Labels

    @property
    def id(self) -> str:
        """The id of the other figure."""
        return self.account.id

    @cached_property
    def difference(self) -> str:
        """How it differs in who, where and when; "the same scope" where it does not."""
        return describe_difference(self.beside, self.account, self.labels)

    @cached_property
    def agreement(self) -> Agreement | None:
        """What the two numbers say of each other; None where they count different things.

        Where the scopes differ, numbers may be near each other but never exclude each other.
        """
        if self.circle == "apart":
            return None
        found = weigh(self.beside, self.account)
        return "allows" if found == "excludes" and self.circle == "overlapping" else found


class Ring(Sequence[Neighbour]):
    """The figures of one circle, each made when it is looked at: a large collection has thousands."""

    def __init__(self, index: Comparison, figure: Account, circle: Circle, positions: np.ndarray) -> None:
        self._index, self._figure, self._circle, self._positions = index, figure, circle, positions

    def __len__(self) -> int:
        return len(self._positions)

    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return Ring(self._index, self._figure, self._circle, self._positions[at])
        account = self._index.account(int(self._positions[at]))
        return Neighbour(account, self._circle, self._figure, self._index.labels)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its figures."""
        return tuple(self._index.id_of(at) for at in self._positions)


@dataclass(frozen=True)
class Circles:
    """The other figures around one figure, nearest scope first in each circle."""

    figure: Account
    same: Ring
    overlapping: Ring
    apart: Ring

    def __iter__(self) -> Iterator[Neighbour]:
        return iter((*self.same, *self.overlapping, *self.apart))


def describe_difference(one: Account, other: Account, labels: Labels) -> str:
    """Say how *other* differs from *one*: "civilians, where this counts people; a longer window: 22–23 September"."""
    if one.indicator != other.indicator:
        what = f"{labels.indicators[other.indicator].lower()}, not {labels.indicators[one.indicator].lower()}"
        return _join(what, word_place(one.place, other.place, labels))
    stock = labels.kinds[one.indicator] == "stock"
    when = (word_as_of if stock else word_window)(one.window, other.window)
    who, where = word_group(one.group, other.group, labels), word_place(one.place, other.place, labels)
    part = "a part of that number" if other.part_of == one.id else None
    whole = "this number is a part of it" if one.part_of == other.id else None
    return _join(who, where, when, part, whole) or "the same scope"


def _join(*words: str | None) -> str:
    return "; ".join(word for word in words if word)


def find_circles(figure_id: str, tables: Tables) -> Circles:
    """Return the other figures of *tables* around one figure, in three circles.

    *same*: indicator, group, place and stated window are equal. *overlapping*: the indicator is the same, one group
    and one place contains the other, and the windows overlap (what holds at a time: within ``STOCK_DAYS``).
    *apart*: not comparable, though it looks so: the same number of another thing, or the same indicator for another
    place, group, or day within ``ADJACENT_DAYS``. Raises :class:`CompareError` for an unknown id.
    """
    index = index_of(tables)
    at = index.find(figure_id)
    figure = index.account(at)
    same, overlapping, apart = split_positions(index, figure)
    others = find_lookalikes(index, figure)

    return Circles(
        figure,
        Ring(index, figure, "same", index.sort_near(figure, same)),
        Ring(index, figure, "overlapping", index.sort_near(figure, overlapping)),
        Ring(index, figure, "apart", np.concatenate([others, index.sort_near(figure, apart)])),
    )


def split_positions(index: Comparison, figure: Account) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the positions of the figures of the same indicator that are the same, overlap, or stand apart."""
    positions = index.with_indicator(figure.indicator)
    positions = positions[positions != index.positions[figure.id]]
    slack = STOCK_DAYS if index.labels.kinds[figure.indicator] == "stock" else 0
    time = index.time_mask(figure, positions, slack)
    place, group = index.place_mask(figure.place, positions), index.group_mask(figure.group, positions)
    same = index.equal_mask(figure, positions)
    overlapping = time & place & group & ~same
    near = index.time_mask(figure, positions, max(ADJACENT_DAYS, slack))
    # One thing differs beyond comparison; where two do, nobody would take one for the other.
    apart = (time & (place ^ group)) | (near & ~time & place & group)
    return positions[same], positions[overlapping], positions[apart]


def find_lookalikes(index: Comparison, figure: Account) -> np.ndarray:
    """Return the positions of figures of other indicators with the same number, in a nested place and at much the
    same time: windows that share half of their days.

    A number below ``SMALLEST_LOOKALIKE`` only counts where the same group of things is meant too (one station
    damaged, one station destroyed): small numbers of people meet by chance.
    """
    if figure.value is None:
        return np.empty(0, dtype=np.intp)
    positions = index.with_number(figure.value)
    positions = positions[index.other_thing_mask(figure, positions)]
    if figure.value < SMALLEST_LOOKALIKE:
        positions = positions[index.same_kind_mask(figure, positions)]
        if figure.group is None or index.labels.units[figure.indicator] == PEOPLE:
            return positions[:0]
    return positions[index.place_mask(figure.place, positions) & _meets(index, figure, positions)]


def _meets(index: Comparison, figure: Account, positions: np.ndarray) -> np.ndarray:
    overlapping = index.time_mask(figure, positions)
    return overlapping & (index.share_mask(figure, positions) | (index.ends[positions] - index.starts[positions] <= 1))


def is_same_kind(one: Account, other: Account, units: Mapping[str, str]) -> bool:
    """True where both count the same group of things, though not the same of them: stations hit, stations lost."""
    unit = units[one.indicator]
    return unit == units[other.indicator] and unit != PEOPLE and one.group == other.group is not None
