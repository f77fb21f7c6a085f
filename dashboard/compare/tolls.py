"""Tolls over longer windows: which of them are one voice's count going on, and which only stand beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.compare.accounts import Account
from dashboard.compare.index import index_of
from dashboard.compare.topics import SHORT_WINDOW_DAYS, Topic, select_versions
from dashboard.tables import Tables


@dataclass(frozen=True)
class Toll:
    """A number up to a day, with every account that gives it."""

    accounts: tuple[Account, ...]

    @property
    def first(self) -> Account:
        """The account that told it first."""
        return self.accounts[0]


@dataclass(frozen=True)
class Chain:
    """The tolls of one voice for one group and place since one day: the only ones a line may join."""

    voice: str
    group: str | None
    place: str
    start: date
    tolls: tuple[Toll, ...]

    @property
    def last(self) -> Toll:
        """The toll of the longest window."""
        return self.tolls[-1]

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of all its figures."""
        return tuple(account.id for toll in self.tolls for account in toll.accounts)


def list_chains(tables: Tables, topic: Topic) -> list[Chain]:
    """Return the tolls of *topic* over stated windows of more than ``SHORT_WINDOW_DAYS`` days, the highest first.

    The day of the topic is not looked at. Two tolls are in one chain where voice, group, place and first day are the
    same and the last days differ. What holds at a time (besieged) has no toll.
    """
    index = index_of(tables)
    if index.labels.kinds.get(topic.indicator) != "flow":
        return []
    positions = select_versions(index, Topic(topic.indicator, topic.group, topic.place))
    lengths = index.ends[positions] - index.starts[positions] + 1
    accounts = index.accounts(positions[np.asarray(lengths > SHORT_WINDOW_DAYS)])
    counts: dict[tuple[str, str | None, str, date], list[Account]] = {}
    for one in sorted(accounts, key=Account.to_sort):
        if one.is_closed and one.number is not None:
            counts.setdefault((one.voice, one.group, one.place, one.start), []).append(one)
    made = [Chain(*scope, tolls) for scope, told in counts.items() for tolls in _split_tolls(told)]
    return sorted(made, key=lambda chain: (-chain.last.first.number, chain.voice, chain.start, chain.place))


def _split_tolls(told: Iterable[Account]) -> Iterator[tuple[Toll, ...]]:
    """Yield the tolls that go on, one a last day, and each other number for one of these windows on its own.

    Two numbers of one voice for the same days are no growth: the higher one goes on, the other stands alone.
    """
    by_window: dict[tuple[date, int], list[Account]] = {}
    for one in told:
        by_window.setdefault((one.end, one.number), []).append(one)
    highest = dict(sorted(by_window))  # of one day the highest number comes last and stays
    yield tuple(Toll(tuple(by_window[end, number])) for end, number in sorted(highest.items()))
    for (end, number), accounts in by_window.items():
        if highest[end] != number:
            yield (Toll(tuple(accounts)),)
