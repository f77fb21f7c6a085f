"""The columns of every table: type, meaning, unit, HXL tag; the pandera schemas and foreign keys made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import get_args

import pandas as pd
import pandera.pandas as pa

from dashboard.model import BASES, MAX_QUOTE_WORDS, QUALIFIERS, SPEAKER_TYPES, EventKind, GapStatus, SourceKind

COVERAGE_STATUSES = ("reported", "zero_reported", "not_documented", "not_applicable", "not_mentioned", "not_read")

_DTYPES = {"text": "str", "integer": "Int64", "number": "Float64", "date": "datetime64[us]", "boolean": "boolean"}


@dataclass(frozen=True)
class Column:
    """One column of the data dictionary. ``refers`` names the table whose ``id`` it holds."""

    name: str
    kind: str
    description: str
    unit: str | None = None
    hxl: str | None = None
    required: bool = False
    choices: tuple[str, ...] | None = None
    refers: str | None = None
    minimum: float | None = None
    maximum: float | None = None

    @property
    def dtype(self) -> str:
        """The pandas type of the column."""
        return _DTYPES[self.kind]


def _text(name: str, description: str, **more: object) -> Column:
    return Column(name, "text", description, **more)


def _whole(name: str, description: str, **more: object) -> Column:
    return Column(name, "integer", description, minimum=0, **more)


_DATES = (
    Column(
        "date_start", "date", "First day of what is reported; empty where the report does not say.", hxl="#date+start"
    ),
    Column(
        "date_end",
        "date",
        "Last day of what is reported; empty where it is still going on or not said.",
        hxl="#date+end",
    ),
)
_PRECISION = Column(
    "date_precision",
    "integer",
    "How precisely the day is known, after UCDP GED date_prec: 1 exact day, 2 two to six days, 3 week, 4 month, 5 year or longer.",
    required=True,
    minimum=1,
    maximum=5,
)
_SAID = (
    _text("speaker", "Who says so: an id of speakers.", required=True, refers="speakers", hxl="#org+speaker"),
    _text("speaker_as_written", "How the source names the speaker, in short."),
    Column(
        "speaker_named",
        "boolean",
        "Whether the source names the speaker, as a person or an institution.",
        required=True,
    ),
    _text("speaker_type", "What kind of voice the speaker is.", required=True, choices=SPEAKER_TYPES),
    _text(
        "via", "The agency or broadcaster that carried it to the publisher; empty where none is named.", hxl="#org+via"
    ),
)
_SOURCE = _text(
    "source", "The source that reports it: an id of sources.", required=True, refers="sources", hxl="#meta+source"
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "sources": (
        _text("id", "Name of the source, unique.", required=True, hxl="#meta+id"),
        _text("title", "Title as published.", required=True, hxl="#meta+title"),
        _text("publisher", "Who published it.", required=True, hxl="#org+name"),
        _text("kind", "What kind of report it is.", required=True, choices=get_args(SourceKind)),
        _text("author", "Author, where one is named."),
        Column("date_published", "date", "Day of publication; empty where it is not known.", hxl="#date+reported"),
        _text("date_basis", "How the day of publication is known.", required=True),
        _text("url", "Address of the source.", hxl="#meta+url"),
        _text("archive_url", "Address of an archived copy."),
        _text("language", "Language of the source (BCP 47).", required=True),
        Column(
            "text_complete",
            "boolean",
            "Whether the whole text was read; where not, what it does not mention is not known.",
            required=True,
        ),
        _text("note", "What else a reader should know of the source."),
    ),
    "figures": (
        _text("id", "Name of the figure, unique over all sources.", required=True, hxl="#meta+id"),
        _SOURCE,
        _text(
            "indicator",
            "What is counted: an id of indicators.",
            required=True,
            refers="indicators",
            hxl="#indicator+name",
        ),
        _text(
            "group",
            "Who or what is counted within the indicator: an id of groups; empty where the indicator says it all.",
            refers="groups",
        ),
        _text(
            "written",
            "The number with its qualifier as a sign, as it is to be shown.",
            required=True,
            hxl="#indicator+text",
        ),
        _text("wording", "The number with its qualifier in words.", required=True),
        _whole(
            "value",
            "The number as printed; empty for a range or a vague magnitude. Never to be quoted without its qualifier.",
            unit="see indicators.unit",
            hxl="#indicator+num",
        ),
        _whole("value_low", "Lower end of a range, as printed.", unit="see indicators.unit"),
        _whole("value_high", "Upper end of a range, as printed.", unit="see indicators.unit"),
        _whole(
            "bound_low",
            "Smallest number the wording allows; empty where it states none.",
            unit="see indicators.unit",
            hxl="#indicator+num+min",
        ),
        _whole(
            "bound_high",
            "Largest number the wording allows; empty where it states none or leaves it open.",
            unit="see indicators.unit",
            hxl="#indicator+num+max",
        ),
        _text("qualifier", "The source's own word before the number.", required=True, choices=QUALIFIERS),
        _text("magnitude", "The source's word where it gives no number: dozens, hundreds."),
        _text("basis", "Whether it was counted, estimated or just said.", required=True, choices=BASES),
        _whole("of_total", "The whole that the number is out of: the 4 in 3 of 4.", unit="see indicators.unit"),
        _text("part_of", "The figure that already contains this one: never add both.", refers="figures"),
        _text("place", "Where: an id of places.", required=True, refers="places", hxl="#loc+id"),
        _text("place_as_written", "Where, in the source's wording.", required=True, hxl="#loc+name"),
        *_DATES,
        _text("date_as_written", "When, in the source's wording.", required=True),
        _PRECISION,
        _text("date_basis", "How the days were established.", required=True),
        *_SAID,
        _text(
            "repeats",
            "Whose figure this is, where the speaker only passes it on: an id of speakers.",
            refers="speakers",
        ),
        Column("reported_on", "date", "Day on which the figure was given, where it is not the day of publication."),
        _text(
            "quote",
            f"The shortest phrase of the source that carries the figure, at most {MAX_QUOTE_WORDS} words.",
            required=True,
        ),
        _text("counts", "What it counts and what it leaves out.", required=True, hxl="#description"),
        _text("caveat", "What must be said aloud with it."),
    ),
    "places": (
        _text("id", "Name of the place, unique.", required=True),
        _text("name", "Name in English.", required=True, hxl="#loc+name"),
        _text("name_ar", "Name in Arabic."),
        _text("within", "The place that contains it: an id of places.", refers="places"),
        _text("admin1", "Governorate.", hxl="#adm1+name"),
        _text("admin1_pcode", "P-code of the governorate (OCHA).", hxl="#adm1+code+v_pcode"),
        _text("country", "Country, ISO 3166-1 alpha-3.", required=True, hxl="#country+code+v_iso3"),
        Column(
            "lat",
            "number",
            "Latitude of a representative point, WGS 84; empty where none can be defended.",
            "degree",
            "#geo+lat",
            minimum=-90,
            maximum=90,
        ),
        Column(
            "lon",
            "number",
            "Longitude of a representative point, WGS 84.",
            "degree",
            "#geo+lon",
            minimum=-180,
            maximum=180,
        ),
        Column("radius_km", "number", "Radius of the disc that stands for the place.", "kilometre", minimum=0),
        Column(
            "place_precision",
            "integer",
            "How precisely the place is known, after UCDP GED where_prec: 1 exact … 6 country.",
            required=True,
            minimum=1,
            maximum=6,
        ),
        _text("basis", "Where the coordinate comes from, or why there is none.", required=True),
    ),
    "indicators": (
        _text("id", "Name of the indicator, unique.", required=True),
        _text("label", "Label for people.", required=True, hxl="#indicator+name"),
        _text("unit", "What is counted; different units never share an axis.", required=True),
        _text("unit_one", "The unit in the singular.", required=True),
        _text("phrase", "What completes “80 people reported …”; empty where the unit says it all."),
        _text("preposition", "What leads from the phrase to the place: in, from.", required=True),
        _text(
            "kind",
            "Whether it happens in a window (flow) or holds at a time (stock).",
            required=True,
            choices=("flow", "stock"),
        ),
        Column("core", "boolean", "Whether a reader looks for it in any report.", required=True),
        _text("hxl", "HXL tag of a number of this indicator.", required=True),
        _text("description", "What it counts.", required=True),
    ),
    "groups": (
        _text("id", "Name of the group, unique.", required=True),
        _text("label", "Label for people.", required=True),
        _text("label_one", "Label in the singular.", required=True),
        _text("within", "The group that contains it: an id of groups.", refers="groups"),
        Column("mixed", "boolean", "Whether it lumps together what others keep apart.", required=True),
        _text("partition", "Groups with the same word here exclude each other, so that their figures may be added."),
        _text("description", "Who or what belongs to it.", required=True),
    ),
    "speakers": (
        _text("id", "Name of the speaker, unique.", required=True),
        _text("name", "Name for people.", required=True, hxl="#org+name"),
        _text("type", "What kind of voice it is.", required=True, choices=SPEAKER_TYPES),
        _text("repeats", "The speaker whose figures it only passes on: an id of speakers.", refers="speakers"),
    ),
    "gaps": (
        _text("id", "Name of the gap, unique.", required=True, hxl="#meta+id"),
        _SOURCE,
        _text(
            "indicator",
            "What could not be counted: an id of indicators.",
            required=True,
            refers="indicators",
            hxl="#indicator+name",
        ),
        _text("group", "Who could not be counted: an id of groups.", refers="groups"),
        _text("place", "Where: an id of places.", required=True, refers="places"),
        *_DATES,
        _text(
            "status",
            "not_documented (nobody could count) is not zero_reported (counted, and found to be none).",
            required=True,
            choices=get_args(GapStatus),
        ),
        _text("reason", "Why, in our own words.", required=True, hxl="#description"),
        *_SAID,
        _text("quote", f"The phrase that says so, at most {MAX_QUOTE_WORDS} words.", required=True),
    ),
    "statements": (
        _text("id", "Name of the statement, unique.", required=True, hxl="#meta+id"),
        _SOURCE,
        _text("topic", "What it is about.", required=True),
        _text("summary", "What is claimed, in our own words.", required=True, hxl="#description"),
        _text("place", "Where: an id of places.", refers="places"),
        *_DATES,
        *_SAID,
        _text("quote", f"The phrase that carries it, at most {MAX_QUOTE_WORDS} words."),
        _text("contradicts", "The statement it contradicts.", refers="statements"),
    ),
    "events": (
        _text("id", "Name of the event, unique.", required=True, hxl="#meta+id"),
        _SOURCE,
        _text("label", "What happened, in our own words.", required=True, hxl="#description"),
        _text(
            "kind", "Whether it is reported, only announced, or background.", required=True, choices=get_args(EventKind)
        ),
        _text("place", "Where: an id of places.", refers="places"),
        *_DATES,
        _text("date_as_written", "When, in the source's wording."),
        _PRECISION,
        *_SAID,
    ),
    "coverage": (
        _SOURCE,
        _text(
            "indicator",
            "What is looked for: an id of indicators.",
            required=True,
            refers="indicators",
            hxl="#indicator+name",
        ),
        _text("place", "Where: an id of places.", required=True, refers="places"),
        Column("date", "date", "Which day.", required=True, hxl="#date"),
        _text(
            "status",
            "Whether the source reports it, says nobody could document it, or does not mention it; not_read where the copy that was read ended early.",
            required=True,
            choices=COVERAGE_STATUSES,
        ),
    ),
}


@cache
def schema_of(name: str) -> pa.DataFrameSchema:
    """Return the pandera schema of one table: columns in order, types, vocabulary, ids once, rules between columns."""
    columns = {column.name: _pandera_column(column) for column in COLUMNS[name]}
    unique = ["id"] if "id" in columns else ["source", "indicator", "place", "date"]
    checks = [_check_types(name), *_rules_of(columns)]
    return pa.DataFrameSchema(columns, checks=checks, unique=unique, strict=True, ordered=True, name=name)


def _check_types(name: str) -> pa.Check:
    """Check all types of a table at once.

    pandera does not know the ``str`` type of pandas 3: column by column it would look at every element instead.
    """
    expected = {column.name: pd.api.types.pandas_dtype(column.dtype) for column in COLUMNS[name]}

    def fit(table: pd.DataFrame) -> bool:
        return all(table[column].dtype == dtype for column, dtype in expected.items() if column in table)

    return pa.Check(fit, error=f"types {', '.join(f'{column}: {dtype}' for column, dtype in expected.items())}")


def _pandera_column(column: Column) -> pa.Column:
    checks = []
    if column.choices:
        checks.append(pa.Check.isin(column.choices))
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum))
    if column.maximum is not None:
        checks.append(pa.Check.le(column.maximum))
    if column.name == "quote":
        checks.append(pa.Check(_short_enough, error=f"quote of at most {MAX_QUOTE_WORDS} words"))
    return pa.Column(None, checks, nullable=not column.required, title=column.name, description=column.description)


def _short_enough(quotes: pd.Series) -> pd.Series:
    return quotes.str.split().str.len() <= MAX_QUOTE_WORDS


def _rules_of(columns: Mapping[str, object]) -> list[pa.Check]:
    rules = []
    if "date_end" in columns:
        rules.append(pa.Check(lambda t: _ordered(t, "date_start", "date_end"), error="date_start <= date_end"))
    if "of_total" in columns:
        rules.append(pa.Check(lambda t: _ordered(t, "value", "of_total"), error="value <= of_total"))
        rules.append(pa.Check(lambda t: _ordered(t, "value_low", "value_high"), error="value_low <= value_high"))
    return rules


def _ordered(table: pd.DataFrame, low: str, high: str) -> pd.Series:
    return table[low].isna() | table[high].isna() | (table[low] <= table[high]).fillna(True).astype(bool)


def list_faults(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return what is wrong with *tables*, a line each: schema faults and ids that no table holds."""
    faults = [fault for name, table in tables.items() for fault in _schema_faults(name, table)]
    for name, table in tables.items():
        for column in COLUMNS[name]:
            if column.refers in tables:
                unknown = set(table[column.name].dropna()) - set(tables[column.refers]["id"])
                faults += [
                    f"{name}.{column.name}: {word!r}, expected an id of {column.refers}" for word in sorted(unknown)
                ]
    return faults


def _schema_faults(name: str, table: pd.DataFrame) -> list[str]:
    try:
        schema_of(name).validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases[["column", "check", "index", "failure_case"]].head(20)
        return [
            f"{name}.{row.column}: row {row.index}: {row.failure_case}, expected {row.check}"
            for row in cases.itertuples(index=False)
        ]
    return []
