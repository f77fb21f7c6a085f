"""Which voices are worth naming beside a figure, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.compare.accounts import Account
from dashboard.compare.circles import describe_difference
from dashboard.compare.index import STOCK_DAYS, Comparison
from dashboard.compare.topics import near_places
from dashboard.compare.words import Labels, count_noun, join_words
from dashboard.quantity import list_containers

MOST_NAMED = 3
# A sentence names one or two other numbers of the figure's own voice; the nearest of them are enough to choose from.
MOST_OWN = 20
# A day that no other is near: what holds at no stated time is not set beside anything.
NEVER = -1_000


@dataclass(frozen=True)
class Peers:
    """The accounts a sentence about *figure* may speak of, the nearest of each voice first."""

    figure: Account
    labels: Labels
    own: tuple[Account, ...]
    others: tuple[Account, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all of them."""
        return tuple(account.id for account in (*self.own, *self.others))


def find_peers(index: Comparison, figure: Account) -> Peers:
    """Return the accounts of the figure's own voice, and the nearest of each other voice, for much the same scope.

    That is: its group or one a step away, its place or one a step narrower or wider within the governorate, and
    windows that share half of their days (what holds at a time: as of ``STOCK_DAYS`` around it).
    """
    if figure.id in index.fractions:
        return Peers(figure, index.labels, (), ())
    positions = index.with_indicator(figure.indicator)
    mask = index.place_among(near_places(figure.place, index.labels), positions)
    if figure.group is not None:
        mask &= index.group_among(index.near_groups(figure.group), positions)
    mask &= _share_days(index, figure, positions)
    at = index.positions[figure.id]
    positions = index.drop_fractions(positions[mask & (positions != at)])
    mine = index.voices[positions] == index.voices[at]
    own = index.accounts(index.sort_near(figure, positions[mine])[:MOST_OWN])
    others = index.accounts(index.nearest_by_voice(figure, positions[~mine]))
    return Peers(figure, index.labels, tuple(own), tuple(others))


def _share_days(index: Comparison, figure: Account, positions: np.ndarray) -> np.ndarray:
    if index.labels.kinds[figure.indicator] != "stock":
        return index.share_mask(figure, positions)
    as_of = figure.end or figure.start
    return abs(index.as_of(positions) - (as_of.toordinal() if as_of else NEVER)) <= STOCK_DAYS


def clashes(one: Account, other: Account, labels: Labels) -> bool:
    """True where one counts in a wider or equal scope, and its number can only be lower than the other's.

    The dead of Thursday cannot be more than those of Thursday and Friday together. Scopes are taken as written:
    a day that was counted only from its evening on is not told from a whole one.
    """
    return _too_low(one, other, labels) or _too_low(other, one, labels)


def _too_low(whole: Account, part: Account, labels: Labels) -> bool:
    low, high = part.bounds.low, whole.bounds.high
    return low is not None and high is not None and low > high and _contains(whole, part, labels)


def _contains(whole: Account, part: Account, labels: Labels) -> bool:
    """True where place, group and window of *part* are or lie within those of *whole*."""
    if whole.place not in list_containers(part.place, labels.place_within):
        return False
    groups = [None] if part.group is None else list_containers(part.group, labels.group_within)
    if whole.group not in groups or not (whole.is_closed and part.is_closed):
        return False
    if labels.kinds[whole.indicator] == "stock":
        return whole.window == part.window
    return whole.start <= part.start and part.end <= whole.end


def name_voice(account: Account, labels: Labels) -> str:
    """Name whose number it is; a publisher that credits nobody is told apart."""
    name = labels.short_speakers[account.voice]
    return name if account.credited else f"{name} (crediting nobody)"


def name_voices(accounts: Iterable[Account], labels: Labels) -> str:
    """Name the voices of *accounts*, each once, in alphabetical order."""
    return join_words(sorted({name_voice(account, labels) for account in accounts}))


def tell(account: Account, beside: Account, labels: Labels, *, voice: bool = True) -> str:
    """Tell an account in a few words: "WHO has 338 (a narrower place: East Aleppo)"."""
    difference = describe_difference(beside, account, labels)
    scope = "" if difference == "the same scope" else f" ({difference})"
    return f"{name_voice(account, labels)} has {account.wording}{scope}" if voice else f"{account.wording}{scope}"


def tell_some(accounts: Sequence[Account], beside: Account, labels: Labels) -> str:
    """Tell the first accounts in full and count the rest: none is left out without a word."""
    told = [tell(account, beside, labels) for account in accounts[:MOST_NAMED]]
    left = len(accounts) - len(told)
    return "; ".join(told) + (f"; {count_noun(left, 'more voice speaks', 'more voices speak')} of it" if left else "")
