"""How one voice's number changed from report to report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.compare.accounts import Account
from dashboard.compare.index import Comparison, index_of
from dashboard.compare.topics import Topic, choose_topic, list_lines, list_scopes, topic_of_scope
from dashboard.quantity import list_containers
from dashboard.tables import Tables

ORDER_NOTE = (
    "Reports give the day of publication, not the hour: numbers of one day stand in rising order, which is not known "
    "to be the order in which they were told."
)

TOPICS_TRIED = 40


@dataclass(frozen=True)
class Step:
    """One number of a ladder, with every account that gives it, the one told first in front.

    ``order_known`` is false where the step before was told on the same day.
    """

    number: int
    accounts: tuple[Account, ...]
    order_known: bool

    @property
    def first(self) -> Account:
        """The account that told it first."""
        return self.accounts[0]

    @property
    def told_on(self) -> date | None:
        """The day it was first told."""
        return self.first.told_on


@dataclass(frozen=True)
class Ladder:
    """The numbers one voice gave on one topic, in the order they were told."""

    topic: Topic
    voice: str
    name: str
    steps: tuple[Step, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of all figures on it."""
        return tuple(account.id for step in self.steps for account in step.accounts)


def list_ladders(tables: Tables, topic: Topic) -> list[Ladder]:
    """Return the ladders of a topic, the longest first: voices that gave at least two numbers for it.

    A wider place or group is no step, as it counts more by its nature, nor is a window that goes on after the
    topic's day; what was told on an unknown day has no place in the order and is left out. Within a day the numbers
    rise (:data:`ORDER_NOTE`).
    """
    index = index_of(tables)
    ladders = [_build_ladder(line.accounts, topic, line.name, index) for line in list_lines(tables, topic)]
    kept = [ladder for ladder in ladders if len(ladder.steps) > 1]
    return sorted(kept, key=lambda ladder: (-len(ladder.steps), -len(ladder.figures), ladder.name))


def choose_ladder(tables: Tables) -> Ladder | None:
    """Return the longest ladder of the best-supported topic that has one, or None.

    Looked at are the topic of :func:`choose_topic` and then the ``TOPICS_TRIED`` days with most figures.
    """
    scopes = list_scopes(tables)
    scopes = scopes[(scopes["n_figures"] > 1) & scopes["day"].notna()].head(TOPICS_TRIED)
    first = choose_topic(tables)
    topics = [topic_of_scope(row) for row in scopes.to_dict("records")]
    for topic in [first, *topics] if first else topics:
        if ladders := list_ladders(tables, topic):
            return ladders[0]
    return None


def _build_ladder(accounts: Iterable[Account], topic: Topic, name: str, index: Comparison) -> Ladder:
    voice = ""
    by_number: dict[int, list[Account]] = {}
    for account in sorted(accounts, key=Account.to_sort):
        voice = account.voice
        if account.number is not None and account.told_on and _is_step(account, topic, index):
            by_number.setdefault(account.number, []).append(account)
    ordered = sorted(by_number.values(), key=lambda told: told[0].to_sort())
    steps = []
    for told in ordered:
        known = not steps or steps[-1].told_on != told[0].told_on
        steps.append(Step(told[0].number, tuple(told), known))
    return Ladder(topic, voice, name, tuple(steps))


def _is_step(account: Account, topic: Topic, index: Comparison) -> bool:
    places = list_containers(topic.place, index.labels.place_within)[1:] if topic.place else []
    groups = list_containers(topic.group, index.labels.group_within)[1:] if topic.group else []
    goes_on = topic.day is not None and account.end != topic.day and index.labels.kinds[topic.indicator] == "flow"
    return account.place not in places and account.group not in groups and not goes_on


def find_revisions(index: Comparison, at: int) -> list[Account]:
    """Return the later accounts of the same voice that replace the one at a position.

    An account replaces another where its scope is the same and its number differs, or, for what happens in a
    window, where its place lies directly within the other's or its window within the other's up to the same last
    day, and its number is higher all the same: a part cannot exceed the whole. Later is a later day of telling; on
    one and the same day a higher number of what happens in a window, as such tolls grow.
    """
    account = index.account(at)
    if account.number is None or account.told_on is None or account.id in index.fractions:
        return []
    flow = index.labels.kinds[account.indicator] == "flow"
    positions = index.with_indicator(account.indicator)
    positions = positions[(index.voices[positions] == index.voices[at]) & (positions != at)]
    told, numbers = index.told[positions], index.numbers[positions]
    day, higher = account.told_on.toordinal(), numbers > account.number
    later = (told > day) | ((told == day) & higher & flow)
    replaces = index.equal_mask(account, positions) & (numbers != account.number)
    if flow:
        replaces |= _within_mask(index, account, positions) & higher
    found = index.accounts(index.drop_fractions(positions[later & replaces & (numbers >= 0)]))
    return sorted(found, key=Account.to_sort)


def _within_mask(index: Comparison, account: Account, positions: np.ndarray) -> np.ndarray:
    """True where the group is the same, and either the place or the window lies within the account's, not both."""
    at = index.positions[account.id]
    children = {name for name, parent in index.labels.place_within.items() if parent == account.place}
    same_start = index.starts[positions] == index.starts[at]
    starts_later = index.starts[positions] > index.starts[at]
    same_place = index.place_among({account.place}, positions)
    narrower = (index.place_among(children, positions) & same_start) | (same_place & starts_later)
    same_group = index.same_group(account, positions)
    return narrower & same_group & (index.ends[positions] == index.ends[at]) & (account.end is not None)
