"""A field is declared once: its column in every table, schema and dictionary follows from the model."""

from __future__ import annotations

from dashboard.records.fields import COLUMNS
from dashboard.records.model import ENTRIES, QUALIFIERS, VOCABULARY, Source


def columns_of(table):
    return {column.name: column for column in COLUMNS[table]}


def test_a_column_takes_type_meaning_and_limits_from_the_model():
    columns = columns_of("figures")
    value, qualifier, place = columns["value"], columns["qualifier"], columns["place"]
    found = (value.kind, value.dtype, value.hxl, value.minimum, value.required)
    assert found == ("number", "Float64", "#indicator+num", 0, False)
    assert (qualifier.kind, qualifier.choices) == ("text", QUALIFIERS)
    assert (place.refers, place.required) == ("places", True)
    assert columns["date_start"].kind == "date"
    assert columns["provisional"].kind == "boolean"


def test_a_list_is_a_text_that_may_be_empty():
    aliases = columns_of("places")["aliases"]
    assert (aliases.kind, aliases.required) == ("text", False)


def test_every_field_of_every_record_is_a_described_column():
    for table, model in {"sources": Source, **ENTRIES, **VOCABULARY}.items():
        assert set(model.model_fields) <= set(columns_of(table))
    assert all(column.description.endswith((".", ")")) for columns in COLUMNS.values() for column in columns)
