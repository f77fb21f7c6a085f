"""Records become tidy tables: one row an observation, fixed columns and types, checked by pandera."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard import schemas
from dashboard.model import Record
from dashboard.quantity import Containment, bounds_of, list_containers, write_short, write_words
from dashboard.schemas import COLUMNS, Column
from dashboard.seeds import Collection


class TableError(Exception):
    """The tables contradict each other or their schema: a fault of the program, not of a source."""


@dataclass(frozen=True, eq=False)
class Tables:
    """The tidy tables of one collection; see ``schemas.COLUMNS`` for the columns of each.

    ``origin`` tells how a part was cut from ``whole``, so that it can be named without reading it all again.
    """

    title: str
    story: str | None
    sources: pd.DataFrame
    figures: pd.DataFrame
    places: pd.DataFrame
    indicators: pd.DataFrame
    groups: pd.DataFrame
    speakers: pd.DataFrame
    gaps: pd.DataFrame
    statements: pd.DataFrame
    events: pd.DataFrame
    origin: str | None = None
    whole: Tables | None = None

    @property
    def collection(self) -> Tables:
        """The whole collection that these tables were cut from: what a figure is compared with."""
        return self if self.whole is None else self.whole.collection

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """What each source reports, says nobody could document, or does not mention (derived)."""
        from dashboard.coverage import derive_coverage

        return derive_coverage(self)

    @cached_property
    def described(self) -> pd.DataFrame:
        """The figures joined with the names they need to be shown; see :func:`describe_figures`."""
        return describe_figures(self)

    @cached_property
    def containment(self) -> Containment:
        """Which place, group or figure lies within which."""
        return Containment(
            places=_links(self.places, "within"),
            groups=_links(self.groups, "within"),
            mixed_groups=frozenset(self.groups.loc[self.groups["mixed"], "id"]),
            partitions=_links(self.groups, "partition"),
            parts=_links(self.figures, "part_of"),
        )

    @cached_property
    def figures_hash(self) -> str:
        """sha256 of figures.csv as ``dashboard.build`` writes it."""
        return hashlib.sha256(to_csv(self.figures).encode()).hexdigest()

    @cached_property
    def view_hash(self) -> str:
        """Names what these tables hold, for caches; a part is named by the whole and how it was cut from it."""
        if self.origin is not None:
            return hashlib.sha256(self.origin.encode()).hexdigest()
        parts = [
            self.figures_hash,
            *(to_csv(getattr(self, name)) for name in COLUMNS if name not in ("figures", "coverage")),
        ]
        return hashlib.sha256("\n".join([self.title, *parts]).encode()).hexdigest()

    def only(self, sources: Iterable[str]) -> Tables:
        """Return the tables with only these sources; vocabulary stays whole."""
        kept = set(sources)
        cut = {name: _keep(getattr(self, name), column, kept) for name, column in _SOURCE_COLUMN.items()}
        return self.cut(f"only {sorted(kept)}", **cut)

    def with_figures(self, ids: Iterable[str]) -> Tables:
        """Return the tables with only these figures; the other tables stay whole."""
        kept = set(ids)
        return self.cut(f"figures {sorted(kept)}", figures=_keep(self.figures, "id", kept))

    def cut(self, how: str, **tables: pd.DataFrame) -> Tables:
        """Return the tables with these in place of their own; *how* must tell all that decides what is in them."""
        return replace(self, origin=f"{self.view_hash} {how}", whole=self.collection, **tables)

    def items(self) -> Iterable[tuple[str, pd.DataFrame]]:
        """Yield (name, table) for every table, coverage last."""
        for name in COLUMNS:
            yield name, getattr(self, name)


_SOURCE_COLUMN = {"sources": "id", "figures": "source", "gaps": "source", "statements": "source", "events": "source"}


def _keep(table: pd.DataFrame, column: str, kept: set[str]) -> pd.DataFrame:
    return table[table[column].isin(kept)].reset_index(drop=True)


def _links(table: pd.DataFrame, key: str) -> dict[str, str | None]:
    some = table[table[key].notna()]
    return dict.fromkeys(table["id"]) | dict(zip(some["id"], some[key], strict=True))


def build_tables(collection: Collection) -> Tables:
    """Turn the records of *collection* into tidy tables.

    Raises :class:`TableError` with every fault where a table does not fit its schema or another table.
    """
    entries = {name: list(_list_entries(collection, name)) for name in ("figures", "gaps", "statements", "events")}
    made = {name: _make_table(name, rows) for name, rows in entries.items()}
    made["sources"] = _make_table("sources", [_fields_of(file.source) for file in collection.files])
    for name, records in collection.vocabulary.items():
        made[name] = _make_table(name, [_fields_of(record) for record in records.values()])
    tables = Tables(title=collection.about.title, story=collection.story, **made)
    faults = schemas.list_faults({name: made[name] for name in made})
    if faults:
        raise TableError("\n".join(faults))
    return tables


def _fields_of(record: Record) -> dict[str, Any]:
    return record.__dict__


def _list_entries(collection: Collection, name: str) -> Iterable[dict[str, Any]]:
    types = {speaker.id: speaker.type for speaker in collection.vocabulary["speakers"].values()}
    for file in collection.files:
        for entry in getattr(file, name):
            row = entry.__dict__ | {"source": file.source.id, "speaker_type": types[entry.speaker]}
            yield row | _derive_number(entry) if name == "figures" else row


def _derive_number(figure: Any) -> dict[str, Any]:
    bounds = bounds_of(figure.qualifier, figure.value, figure.value_low, figure.value_high)
    high = None if bounds.is_open else bounds.high
    return {"written": write_short(figure), "wording": write_words(figure), "bound_low": bounds.low, "bound_high": high}


def _make_table(name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    columns = COLUMNS[name]
    return pd.DataFrame(
        {column.name: _make_column(column, [row.get(column.name) for row in rows]) for column in columns},
        columns=[column.name for column in columns],
    )


def _make_column(column: Column, values: list[Any]) -> pd.Series:
    return pd.Series(values, dtype=column.dtype)


def describe_figures(tables: Tables) -> pd.DataFrame:
    """Return the figures with the words and coordinates they are shown with, in the order of the table.

    Adds to ``figures``: voice (the speaker whose figure it is, after repeats), indicator_label, unit, unit_one,
    phrase, preposition, kind, group_label, group_one, place_name, place_name_ar, lat, lon, radius_km, speaker_name,
    source_title, publisher, date_published, url.
    """
    figures = tables.figures.copy()
    figures["voice"] = _find_voices(tables)
    joins = (
        (
            "indicator",
            tables.indicators,
            {
                "label": "indicator_label",
                "unit": "unit",
                "unit_one": "unit_one",
                "phrase": "phrase",
                "preposition": "preposition",
                "kind": "kind",
            },
        ),
        ("group", tables.groups, {"label": "group_label", "label_one": "group_one"}),
        (
            "place",
            label_places(tables.places),
            {"label": "place_name", "name_ar": "place_name_ar", "lat": "lat", "lon": "lon", "radius_km": "radius_km"},
        ),
        ("speaker", tables.speakers, {"name": "speaker_name"}),
        (
            "source",
            tables.sources,
            {"title": "source_title", "publisher": "publisher", "date_published": "date_published", "url": "url"},
        ),
    )
    for key, other, names in joins:
        looked_up = other.set_index("id")
        for column, name in names.items():
            figures[name] = looked_up[column].reindex(figures[key]).array
    return figures


def label_places(places: pd.DataFrame) -> pd.DataFrame:
    """Return *places* with ``label``: the name, with the governorate's where it does not say it (Al-Waer, Homs)."""
    labels = [
        name if pd.isna(admin1) or admin1 in name else f"{name}, {admin1}"
        for name, admin1 in zip(places["name"], places["admin1"], strict=True)
    ]
    return places.assign(label=pd.Series(labels, index=places.index, dtype="str"))


def _find_voices(tables: Tables) -> pd.Series:
    """Return whose figure each is: the one it repeats, else whoever its speaker only passes on, else the speaker."""
    repeats = _links(tables.speakers, "repeats")
    roots = {speaker: list_containers(speaker, repeats)[-1] for speaker in repeats}
    said = tables.figures["repeats"].fillna(tables.figures["speaker"])
    return said.map(roots)


def to_csv(table: pd.DataFrame) -> str:
    """Write a table as CSV: UTF-8, ``\\n`` at line ends, ISO days, empty for NA. The same table, the same bytes."""
    out = io.StringIO()
    table.to_csv(out, index=False, lineterminator="\n", date_format="%Y-%m-%d")
    return out.getvalue()


def read_csv(name: str, path: Any) -> pd.DataFrame:
    """Read one of the project's CSV tables back with the types of ``schemas.COLUMNS[name]``."""
    columns = COLUMNS[name]
    days = [column.name for column in columns if column.kind == "date"]
    types = {column.name: column.dtype for column in columns if column.kind != "date"}
    table = pd.read_csv(
        path, dtype=types, parse_dates=days, keep_default_na=False, na_values={c.name: [""] for c in columns}
    )
    return table.astype({column.name: column.dtype for column in columns})


assert {field.name for field in fields(Tables)} >= set(COLUMNS) - {"coverage"}
