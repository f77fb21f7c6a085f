"""How a comparison is put in words: who is counted, where and when one account differs from another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.days import write_day_short, write_window
from dashboard.quantity import list_containers, write_number
from dashboard.tables import Tables, label_places

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Labels:
    """What ids of the vocabulary are called, and what contains what."""

    indicators: Mapping[str, str]
    units: Mapping[str, str]
    phrases: Mapping[str, str | None]
    prepositions: Mapping[str, str]
    kinds: Mapping[str, str]
    groups: Mapping[str, str]
    places: Mapping[str, str]
    speakers: Mapping[str, str]
    short_speakers: Mapping[str, str]
    place_within: Mapping[str, str | None]
    group_within: Mapping[str, str | None]
    inside_admin1: frozenset[str]
    partitions: Mapping[str, str | None]

    @classmethod
    def of(cls, tables: Tables) -> Labels:
        """Read the labels of *tables*; a place carries its governorate where its name does not say it."""
        indicators = tables.indicators.set_index("id")
        places = label_places(tables.places).set_index("id")
        return cls(
            indicators=indicators["label"].to_dict(),
            units=indicators["unit"].to_dict(),
            phrases=indicators["phrase"].astype(object).where(indicators["phrase"].notna(), None).to_dict(),
            prepositions=indicators["preposition"].to_dict(),
            kinds=indicators["kind"].to_dict(),
            groups=tables.groups.set_index("id")["label"].to_dict(),
            places=places["label"].to_dict(),
            speakers=tables.speakers.set_index("id")["name"].to_dict(),
            short_speakers=_shorten(tables.speakers.set_index("id")["name"].to_dict()),
            place_within=tables.containment.places,
            group_within=tables.containment.groups,
            inside_admin1=frozenset(tables.places.loc[tables.places["admin1"].notna(), "id"]),
            partitions=tables.containment.partitions or {},
        )

    def name_counted(self, indicator: str, group: str | None) -> str:
        """Name who or what is counted: the group, or the unit where no group is given."""
        return self.units[indicator] if group is None else self.groups[group]


def _shorten(names: Mapping[str, str]) -> dict[str, str]:
    """Return the names without brackets at their end, where that leaves each name one of a kind."""
    short = {speaker: re.sub(r" \([^()]*\)$", "", name) for speaker, name in names.items()}
    counts = Counter(short.values())
    return {speaker: short[speaker] if counts[short[speaker]] == 1 else name for speaker, name in names.items()}


def join_words(words: Iterable[str]) -> str:
    """Join words as a sentence does: "a, b and c"."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def count_noun(number: int, one: str, many: str) -> str:
    """Write a small count in words with its noun: "one other voice", "four reports", "12 reports"."""
    written = _NUMBERS[number] if number < len(_NUMBERS) else write_number(number)
    return f"{written} {one if number == 1 else many}"


def start_sentence(text: str) -> str:
    """Return *text* with a capital first letter."""
    return text[:1].upper() + text[1:]


def write_window_short(start: date | None, end: date | None) -> str:
    """Write a span for a chart: "Thu 22 Sep", "22–23 Sep", "19 Sep – 12 Oct", "until 25 Sep", "days not stated"."""
    if start is None and end is None:
        return "days not stated"
    if start is None or end is None:
        return f"until {_day_month(end)}" if start is None else f"from {_day_month(start)}"
    if start == end:
        return write_day_short(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day_month(end)}"
    return f"{_day_month(start)} – {_day_month(end)}"


def _day_month(day: date) -> str:
    return write_day_short(day).split(" ", 1)[1]


def word_group(one: str | None, other: str | None, labels: Labels) -> str | None:
    """Say whom the other counts, where that differs: "civilians, where this counts people"."""
    if one == other:
        return None
    if other is None:
        return f"it does not say who or what is counted, where this counts {labels.groups[one]}"
    return f"{labels.groups[other]}, where this {'does not say' if one is None else f'counts {labels.groups[one]}'}"


def word_place(one: str, other: str, labels: Labels) -> str | None:
    """Say where the other is, where that differs: "a wider place: Aleppo governorate"."""
    if one == other:
        return None
    if other in list_containers(one, labels.place_within):
        how = "a wider place"
    elif one in list_containers(other, labels.place_within):
        how = "a narrower place"
    else:
        how = "another place"
    return f"{how}: {labels.places[other]}"


def word_window(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> str | None:
    """Say which days the other counts, where they differ: "a longer window: 22–23 September"."""
    if one == (None, None) or other == (None, None):
        return "days not stated" if other == (None, None) else f"{_write(other)}, where this states no days"
    if one == other:
        return None
    (start, end), (from_, until) = _closed(one), _closed(other)
    if from_ > end or start > until:
        how = "another day" if other[0] == other[1] else "other days"
    elif from_ <= start and until >= end:
        how = "a longer window"
    elif from_ >= start and until <= end:
        how = "a shorter window"
    else:
        how = "a window that overlaps"
    return f"{how}: {_write(other)}"


def word_as_of(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> str | None:
    """Say as of when the other holds, where that differs: "as of Sunday 25 September, two days later"."""
    if one == other and one != (None, None):
        return None
    if other == (None, None):
        return "day not stated"
    day, day_here = other[1] or other[0], one[1] or one[0]
    when = _write(other) if None in other else f"as of {_write(other)}"
    if day_here is None or day == day_here:
        return when
    away = abs((day - day_here).days)
    return f"{when}, {count_noun(away, 'day', 'days')} {'later' if day > day_here else 'earlier'}"


def _closed(window: tuple[date | None, date | None]) -> tuple[date, date]:
    return window[0] or date.min, window[1] or date.max


def _write(window: tuple[date | None, date | None]) -> str:
    return write_window(*window, year=False)
