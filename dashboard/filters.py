"""Which figures a view speaks of: read from a URL's parameters, applied to the tables, written back and into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

import pandas as pd

from dashboard.coverage import derive_coverage
from dashboard.days import write_day
from dashboard.notes import join_words
from dashboard.tables import Tables

MAX_VALUES = 200
MAX_TEXT = 200


@dataclass(frozen=True)
class Filter:
    """A choice of figures; an empty part chooses all. The names are those of the URL parameters.

    ``day`` chooses figures whose window holds the day; ``via`` is the carrier; ``text`` is looked for in the words
    of the figure (quote, counts, places, speakers, source).
    """

    indicator: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    day: tuple[date, ...] = ()
    speaker_type: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """True where nothing is filtered."""
        return self == Filter()


PARAMETERS = tuple(field.name for field in fields(Filter))
LABELS = {
    "indicator": "indicator",
    "group": "who is counted",
    "place": "place",
    "day": "day",
    "speaker_type": "kind of speaker",
    "speaker": "speaker",
    "via": "carrier",
    "basis": "basis",
    "source": "source",
    "text": "text",
}
_TEXT_COLUMNS = (
    "id",
    "quote",
    "counts",
    "caveat",
    "wording",
    "place_as_written",
    "place_name",
    "place_name_ar",
    "speaker_as_written",
    "speaker_name",
    "via",
    "indicator_label",
    "group_label",
    "source_title",
    "publisher",
)


def list_choices(tables: Tables, name: str) -> list[str]:
    """Return the values a parameter can take in these tables, sorted; for ``text`` there is no list."""
    if name == "day":
        return [day.isoformat() for day in list_days(tables)]
    return sorted(tables.figures[name].dropna().unique()) if name != "text" else []


def list_days(tables: Tables) -> list[date]:
    """Return every day on which a figure's window begins or ends, in order."""
    ends = pd.concat([tables.figures["date_start"], tables.figures["date_end"]]).dropna()
    return [stamp.date() for stamp in sorted(ends.unique())]


def read_filter(parameters: Mapping[str, Sequence[str]], tables: Tables) -> tuple[Filter, list[str]]:
    """Read the filter from URL parameters (name -> values, as a URL may repeat a name).

    Returns the filter and a line for each value that makes no sense, naming it and what is accepted; those values
    are left out. Parameters of other names are not ours and are passed over.
    """
    problems: list[str] = []
    parts: dict[str, object] = {}
    for name in PARAMETERS:
        values = [value for value in parameters.get(name, ()) if value.strip()]
        if len(values) > MAX_VALUES:
            problems.append(
                f"{name}: {len(values)} values, expected at most {MAX_VALUES}; the first {MAX_VALUES} are used"
            )
        if name == "text":
            parts[name] = _read_text(values, problems)
        else:
            parts[name] = _read_values(name, values[:MAX_VALUES], tables, problems)
    return Filter(**parts), problems


def _read_text(values: Sequence[str], problems: list[str]) -> str:
    text = " ".join(" ".join(values).split())
    if len(text) > MAX_TEXT:
        problems.append(f"text: {len(text)} characters, expected at most {MAX_TEXT}; the first {MAX_TEXT} are used")
    return text[:MAX_TEXT]


def _read_values(name: str, values: Iterable[str], tables: Tables, problems: list[str]) -> tuple:
    known = set(list_choices(tables, name)) if values else set()
    kept = [value for value in dict.fromkeys(values) if value in known]
    unknown = [value for value in dict.fromkeys(values) if value not in known]
    problems += [f"{name}: {_shorten(value)!r} is not here, expected {_write_known(known)}" for value in unknown[:5]]
    if len(unknown) > 5:
        problems.append(f"{name}: {len(unknown) - 5} more values that are not here")
    return tuple(date.fromisoformat(value) for value in kept) if name == "day" else tuple(kept)


def _shorten(value: str, limit: int = 60) -> str:
    return value if len(value) <= limit else f"{value[:limit]}…"


def _write_known(known: set[str], limit: int = 8) -> str:
    some = sorted(known)[:limit]
    return f"one of {', '.join(some)}{' …' if len(known) > limit else ''}" if some else "none: no figure has one"


def match_figures(choice: Filter, tables: Tables, without: str | None = None) -> pd.Series:
    """Return which rows of ``tables.figures`` the filter chooses, as booleans; *without* leaves one part out."""
    figures = tables.figures
    mask = pd.Series(True, index=figures.index)
    for name in PARAMETERS:
        values = getattr(choice, name)
        if not values or name == without:
            continue
        if name == "day":
            mask &= _match_days(figures, values)
        elif name == "text":
            mask &= _match_text(tables, values)
        else:
            mask &= figures[name].isin(values)
    return mask


def _match_days(table: pd.DataFrame, days: Iterable[date]) -> pd.Series:
    """True where the window holds one of the days; an end that is not stated is open."""
    mask = pd.Series(False, index=table.index)
    for day in days:
        stamp = pd.Timestamp(day)
        known = table["date_start"].notna() | table["date_end"].notna()
        after = table["date_start"].isna() | (table["date_start"] <= stamp)
        mask |= known & after & (table["date_end"].isna() | (table["date_end"] >= stamp))
    return mask


def _match_text(tables: Tables, text: str) -> pd.Series:
    """True where every word stands somewhere in the figure's words, whatever the case."""
    words = search_text(tables)
    mask = pd.Series(True, index=words.index)
    for word in text.casefold().split():
        mask &= words.str.contains(word, regex=False)
    return mask


def search_text(tables: Tables) -> pd.Series:
    """Return all words of each figure as one folded text; kept with the tables, for it is asked at every key."""
    kept = tables.__dict__.get("_search_text")
    if kept is None:
        described = tables.described
        joined = described[_TEXT_COLUMNS[0]].astype("str")
        for column in _TEXT_COLUMNS[1:]:
            joined = joined + " " + described[column].fillna("").astype("str")
        kept = joined.str.casefold()
        tables.__dict__["_search_text"] = kept
    return kept


@dataclass(frozen=True, eq=False)
class FilteredTables(Tables):
    """What a filter left of ``whole``.

    Its coverage says nothing of a figure that the filter hides: that somebody does not mention it, as one would
    derive from what is left, would be false.
    """

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Those cells that say the same of what is left as of the whole."""
        left = derive_coverage(self)
        return left if self.whole is None else left.merge(self.whole.coverage, on=list(left.columns))


def apply_filter(choice: Filter, tables: Tables) -> Tables:
    """Return the tables with what the filter chooses: figures by every part; gaps, statements and events by the
    parts they have (source, indicator, place, day)."""
    if choice.is_empty:
        return tables
    chosen = tables.only(choice.source) if choice.source else tables
    cut = {name: _cut(getattr(chosen, name), choice) for name in ("gaps", "statements", "events")}
    figures = tables.figures[match_figures(choice, tables)].reset_index(drop=True)
    view = chosen.cut(f"filter {write_query(choice)}", figures=figures, **cut)
    parts = {part.name: getattr(view, part.name) for part in fields(Tables)}
    return FilteredTables(**parts | {"whole": tables})


def _cut(table: pd.DataFrame, choice: Filter) -> pd.DataFrame:
    mask = pd.Series(True, index=table.index)
    for name in ("indicator", "place"):
        if getattr(choice, name) and name in table:
            mask &= table[name].isin(getattr(choice, name))
    if choice.day:
        mask &= _match_days(table, choice.day)
    return table[mask].reset_index(drop=True)


def explain_empty(choice: Filter, tables: Tables) -> list[tuple[str, int]]:
    """Return the parts whose loosening would bring figures back, with how many, best first."""
    counts = [
        (name, int(match_figures(choice, tables, without=name).sum())) for name in PARAMETERS if getattr(choice, name)
    ]
    return sorted(((name, count) for name, count in counts if count), key=lambda pair: -pair[1])


def write_query(choice: Filter, **more: str) -> str:
    """Write the filter as a URL query, without the question mark; an empty filter gives only *more*."""
    pairs = [(name, str(value)) for name in PARAMETERS if name != "text" for value in getattr(choice, name)]
    if choice.text:
        pairs.append(("text", choice.text))
    return urlencode([*pairs, *more.items()])


def write_filter(choice: Filter) -> str:
    """Write the filter in words: "place: aleppo; day: Thursday 22 September 2016", or "all figures"."""
    parts = []
    for name in PARAMETERS:
        value = getattr(choice, name)
        if value:
            words = [write_day(v) if isinstance(v, date) else v for v in ([value] if name == "text" else value)]
            parts.append(f"{LABELS[name]}: {join_words(words)}")
    return "; ".join(parts) or "all figures"
