"""A field is declared once: its column in every table, schema and dictionary follows from the model."""

from __future__ import annotations

from dashboard.records.fields import columns_of
from dashboard.records.model import QUALIFIERS, Event, Figure, Gap, Group, Indicator, Place, Source, Speaker, Statement


def test_a_column_takes_type_meaning_and_limits_from_the_model():
    columns = columns_of(Figure)
    value, qualifier, place = columns["value"], columns["qualifier"], columns["place"]
    assert (value.kind, value.dtype, value.hxl, value.minimum, value.required) == (
        "number",
        "Float64",
        "#indicator+num",
        0,
        False,
    )
    assert (qualifier.kind, qualifier.choices) == ("text", QUALIFIERS)
    assert (place.refers, place.required) == ("places", True)
    assert columns["date_start"].kind == "date"
    assert columns["provisional"].kind == "boolean"


def test_a_list_is_a_text_that_may_be_empty():
    aliases = columns_of(Place)["aliases"]
    assert (aliases.kind, aliases.required) == ("text", False)


def test_every_field_of_every_record_is_described():
    for model in (Source, Figure, Gap, Statement, Event, Place, Indicator, Group, Speaker):
        assert set(columns_of(model)) == set(model.model_fields)
        assert all(column.description.endswith((".", ")")) for column in columns_of(model).values())
