"""What to compare: an indicator, a group, a place and a day; which figures are versions of it, a line a voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard.compare.accounts import Account
from dashboard.compare.index import STOCK_DAYS, CompareError, Comparison, index_of
from dashboard.compare.words import Labels, write_window_short
from dashboard.days import as_day
from dashboard.quantity import list_containers
from dashboard.tables import Tables

# "Overnight" and "in the past 24 hours" reach over two days and are versions of a day's toll; "since the
# announcement" and "in one week" are not.
SHORT_WINDOW_DAYS = 2


@dataclass(frozen=True)
class Topic:
    """A question that several voices answer. None leaves a part open; ``day`` None takes any window.

    Versions of a topic count its group or one a single step wider or narrower, at its place, a place of its
    governorate that contains it or one directly within it, in a window of at most ``SHORT_WINDOW_DAYS``
    around the day (what holds at a time: as of ``STOCK_DAYS`` around it). Left out are groups that some report
    counts out of the whole (children), and parts that no column tells from their whole.
    """

    indicator: str
    group: str | None = None
    place: str | None = None
    day: date | None = None


@dataclass(frozen=True)
class VoiceLine:
    """One voice on a topic: its account nearest to the question, told last, and what else it said."""

    voice: str
    name: str
    main: Account
    others: tuple[Account, ...]

    @property
    def credited(self) -> bool:
        """Whether the number is anybody's: a publisher that credits nobody is no voice of its own."""
        return self.main.credited

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All its accounts, the nearest first."""
        return (self.main, *self.others)


def check_topic(topic: Topic, index: Comparison) -> None:
    """Raise :class:`CompareError` where a part of *topic* is no word of the vocabulary."""
    known = {"indicator": index.labels.indicators, "group": index.labels.groups, "place": index.labels.places}
    for part, words in known.items():
        word = getattr(topic, part)
        if word is not None and word not in words:
            raise CompareError(f"{part} {word!r}, expected an id of these tables")


def select_versions(index: Comparison, topic: Topic) -> np.ndarray:
    """Return the positions of the versions of *topic*; raises :class:`CompareError` for an unknown word."""
    check_topic(topic, index)
    return _select(index, topic, None if topic.group is None else index.near_groups(topic.group))


def list_parts(tables: Tables, topic: Topic) -> list[Account]:
    """Return the accounts of the topic's place and day that count only a part of its group (children, fighters)."""
    index = index_of(tables)
    check_topic(topic, index)
    within = index.labels.group_within
    parts = {name for name, parent in within.items() if parent == topic.group is not None} & index.part_groups
    return index.accounts(_select(index, topic, parts)) if parts else []


def _select(index: Comparison, topic: Topic, groups: set[str] | None) -> np.ndarray:
    positions = index.with_indicator(topic.indicator)
    mask = np.ones(len(positions), dtype=bool)
    if groups is not None:
        mask &= index.group_among(groups, positions)
    if topic.place is not None:
        mask &= index.place_among(near_places(topic.place, index.labels), positions)
    if topic.day is not None:
        mask &= _holds_on(index, topic, positions)
    return index.drop_fractions(positions[mask])


def near_places(place: str, labels: Labels) -> set[str]:
    """Return the place, what contains it as far as the governorate reaches, and what lies directly within it."""
    within = labels.place_within
    containers = list_containers(place, within)
    wider = [name for name in containers[1:] if name in labels.inside_admin1]
    return {place, *wider, *(name for name, parent in within.items() if parent == place)}


def _holds_on(index: Comparison, topic: Topic, positions: np.ndarray) -> np.ndarray:
    day = topic.day.toordinal()
    starts, ends = index.starts[positions], index.ends[positions]
    if index.labels.kinds[topic.indicator] == "stock":
        as_of = index.as_of(positions)
        return abs(as_of - day) <= STOCK_DAYS
    return (starts <= day) & (ends >= day) & (ends - starts < SHORT_WINDOW_DAYS)


def list_lines(tables: Tables, topic: Topic) -> list[VoiceLine]:
    """Return the voices on *topic*, the largest number first, those without a number last.

    A voice's main account is the one whose scope is nearest to the topic, among those the one told last.
    """
    index = index_of(tables)
    by_voice: dict[str, list[Account]] = {}
    for account in index.accounts(select_versions(index, topic)):
        by_voice.setdefault(account.voice, []).append(account)
    lines = [_make_line(voice, accounts, topic, index.labels) for voice, accounts in by_voice.items()]
    return sorted(lines, key=lambda line: (-_number(line.main), line.name))


def _make_line(voice: str, accounts: list[Account], topic: Topic, labels: Labels) -> VoiceLine:
    told = sorted(accounts, key=Account.to_sort, reverse=True)
    main, *others = sorted(told, key=lambda account: _distance(account, topic, labels))
    return VoiceLine(voice, labels.speakers[voice], main, tuple(others))


def _number(account: Account) -> int:
    return -1 if account.number is None else account.number


def _distance(account: Account, topic: Topic, labels: Labels) -> tuple[int, int, int, int]:
    """How far an account is from the topic: days, then place (narrower before wider), then group, then crediting."""
    days = 0
    if topic.day is not None:
        days = abs(((account.start or topic.day) - topic.day).days) + abs(((account.end or topic.day) - topic.day).days)
    place = 0
    if topic.place not in (None, account.place):
        place = 2 if account.place in list_containers(topic.place, labels.place_within) else 1
    return days, place, int(topic.group not in (None, account.group)), int(not account.credited)


def count_voices(lines: Iterable[VoiceLine]) -> int:
    """Count independent voices: a publisher that credits nobody is none."""
    return sum(line.credited for line in lines)


def label_scope(account: Account, topic: Topic, labels: Labels) -> str:
    """Say what an account counts where it is not what the topic asks: "civilians · East Aleppo · 22–23 Sep"."""
    parts = []
    if account.group != topic.group and account.group is not None:
        parts.append(labels.groups[account.group])
    if account.place != topic.place:
        parts.append(labels.places[account.place])
    if topic.day is None or account.window != (topic.day, topic.day):
        parts.append(write_window_short(account.start, account.end))
    return " · ".join(parts)


def list_scopes(tables: Tables) -> pd.DataFrame:
    """Return what can be compared, the best supported first.

    Columns: indicator, group, place, day (NaT: windows longer than ``SHORT_WINDOW_DAYS`` or without days), n_figures
    and n_voices (independent: a publisher that credits nobody is none). A scope stands where a figure has exactly
    this indicator, group, place and day; counted are the figures there, at places directly within it and of groups
    directly within its own.
    """
    index = index_of(tables)
    if index.scopes is None:
        index.scopes = _count_scopes(tables.described, index)
    return index.scopes.copy()


def _count_scopes(described: pd.DataFrame, index: Comparison) -> pd.DataFrame:
    exact = _spread_over_days(described, index)
    keys = ["indicator", "group", "place", "day"]
    known = exact[keys].drop_duplicates()
    within = _climb(_climb(exact, "place", index.labels.place_within), "group", _whole_groups(index))
    counted = within.drop_duplicates([*keys, "id"]).assign(voice=lambda rows: rows["voice"].where(rows["credited"]))
    grouped = counted.groupby(keys, dropna=False, sort=False)
    counts = grouped.agg(n_figures=("id", "size"), n_voices=("voice", "nunique"))
    scopes = known.merge(counts.reset_index(), on=keys, how="left")
    order = ["n_voices", "n_figures", *keys]
    return scopes.sort_values(order, ascending=[False, False, True, True, True, True], ignore_index=True)


def _spread_over_days(described: pd.DataFrame, index: Comparison) -> pd.DataFrame:
    """Return a row for each figure and each day of its short window; one without a day for any other window."""
    rows = described.loc[~described["id"].isin(index.fractions), ["id", "indicator", "group", "place", "voice", "kind"]]
    rows = rows.assign(credited=index.credited[rows.index])
    stock = (rows["kind"] == "stock").to_numpy()
    starts = np.where(stock, index.as_of(rows.index), index.starts[rows.index])
    days = np.where(stock, 1, index.ends[rows.index] - starts + 1)
    short = (days <= SHORT_WINDOW_DAYS) & (starts > date.min.toordinal()) & (starts < date.max.toordinal())
    times = np.where(short, days, 1)
    spread = rows.loc[rows.index.repeat(times)].drop(columns="kind")
    nth = spread.groupby(level=0).cumcount().to_numpy()
    day = pd.Series(np.repeat(starts, times) + nth - date(1970, 1, 1).toordinal(), index=spread.index)
    spread["day"] = pd.to_datetime(day.where(np.repeat(short, times)), unit="D").astype("datetime64[us]")
    return spread.reset_index(drop=True)


def _whole_groups(index: Comparison) -> dict[str, str | None]:
    within = index.labels.group_within
    return {name: None if name in index.part_groups else parent for name, parent in within.items()}


def _climb(rows: pd.DataFrame, column: str, within: dict[str, str | None]) -> pd.DataFrame:
    """Return *rows* and, for each with a container, a second row that stands in the container."""
    above = rows.assign(**{column: rows[column].map(within)})
    return pd.concat([rows, above[above[column].notna()]], ignore_index=True)


def choose_topic(tables: Tables, *, dated: bool = True) -> Topic | None:
    """Return the best-supported topic that has at least two independent voices, or None.

    Topics at the places and days that the story's source speaks of come first. With *dated* the topic is of one day,
    else of longer windows.
    """
    scopes = list_scopes(tables)
    scopes = scopes[(scopes["n_voices"] >= 2) & (scopes["day"].notna() == dated)]
    if scopes.empty:
        return None
    return topic_of_scope(prefer_told(scopes, tables).iloc[0])


def topic_of_scope(scope: Mapping[str, Any]) -> Topic:
    """Return the topic of a row of :func:`list_scopes`."""
    group = None if pd.isna(scope["group"]) else scope["group"]
    return Topic(scope["indicator"], group, scope["place"], as_day(scope["day"]))


def prefer_told(scopes: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return *scopes* in their order, but those at the places and days that the story speaks of first."""
    told = _is_told(scopes, tables)
    return pd.concat([scopes[told], scopes[~told]])


def _is_told(scopes: pd.DataFrame, tables: Tables) -> pd.Series:
    """True for scopes at a place, and on a day where there is one, that the story has a figure or a gap for."""
    columns = ["place", "date_start", "date_end", "source"]
    story = pd.concat([tables.figures[columns], tables.gaps[columns]])
    story = story[story["source"] == tables.story]
    days = scopes["day"].isna()
    for start, end in story[["date_start", "date_end"]].dropna().drop_duplicates().itertuples(index=False):
        days |= scopes["day"].between(start, end)
    return scopes["place"].isin(story["place"]) & days
