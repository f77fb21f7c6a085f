"""What a finder looks at and what it returns, and the words that finders share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.compare.accounts import Account
from dashboard.compare.index import Comparison
from dashboard.compare.peers import Peers
from dashboard.compare.standing import Standing
from dashboard.compare.words import join_words


@dataclass(frozen=True)
class Finding:
    """What the other figures say of one: the kind of finding, a sentence, and the ids that support it."""

    kind: str
    sentence: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """All that the finders look at; gathered once a figure."""

    index: Comparison
    figure: Account
    standing: Standing
    peers: Peers


def list_ids(accounts: Iterable[Account]) -> tuple[str, ...]:
    """Return the ids of *accounts*."""
    return tuple(account.id for account in accounts)


def list_same_number(case: Case) -> list[Account]:
    """The accounts of the same voice that print the same number for an overlapping scope."""
    index, figure = case.index, case.figure
    if figure.value is None:
        return []
    at = index.positions[figure.id]
    positions = index.with_number(figure.value)
    positions = positions[(index.voices[positions] == index.voices[at]) & (positions != at)]
    mask = ~index.other_thing_mask(figure, positions) & index.time_mask(figure, positions)
    mask &= index.place_mask(figure.place, positions) & index.group_mask(figure.group, positions)
    return index.accounts(index.sort_near(figure, positions[mask]))


def name_carriers(accounts: Iterable[Account]) -> str:
    """Name who carried these accounts, each once."""
    return join_words(sorted({account.carrier for account in accounts}))
