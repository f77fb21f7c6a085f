"""The tables hold what the report says, cell by cell; what does not fit is found."""

from __future__ import annotations

import io
import shutil

import pandas as pd
import pytest

from dashboard.build import list_faults
from dashboard.collection import UnknownId, read_collection
from dashboard.collection.tables import to_csv
from dashboard.records.fields import COLUMNS
from tests.collection.conftest import INVENTED
from tests.conftest import STORY
from tests.tables import read_csv

# The first report by hand: indicator, group, written, place, first day, last day, hours, kind of speaker, via.
BY_HAND = {
    "killed-aleppo-thursday": ("killed", "people", "≥ 80", "aleppo", "2016-09-22", "2016-09-22", None, "medical_or_forensic", "AP"),
    "air-strikes-thursday-night": ("air_strikes", None, "est. 40", "aleppo", "2016-09-22", "2016-09-23", "18:00", "monitoring_group", None),
    "besieged-east-aleppo": ("besieged", "people", "≈ 250,000", "east-aleppo", "2016-09-23", "2016-09-23", None, "publisher", None),
    "evacuated-al-waer": ("evacuated", "fighters_and_families", "≈ 300", "al-waer", "2016-09-23", "2016-09-23", None, "publisher", None),
    "child-rescued": ("rescued", "children", "1", "aleppo", "2016-09-23", "2016-09-23", None, "footage", "Sky News"),
}  # fmt: skip


def test_the_first_report_stands_in_the_table_as_written_by_hand(story):
    figures = story.tables.figures.set_index("id")
    for name, (indicator, group, written, place, start, end, hour, kind, via) in BY_HAND.items():
        row = figures.loc[name]
        assert (row["indicator"], row["written"], row["place"], row["speaker_type"]) == (
            indicator,
            written,
            place,
            kind,
        )
        for key, expected in (("group", group), ("via", via), ("time_start", hour)):
            assert (None if pd.isna(row[key]) else row[key]) == expected
        assert (row["date_start"], row["date_end"]) == (pd.Timestamp(start), pd.Timestamp(end))


def test_two_out_of_service_are_already_in_the_three(story):
    assert story.figure("centres-out-of-service").part_of == "centres-targeted"


def test_friday_is_a_gap_and_nowhere_a_zero(story):
    gaps = story.tables.gaps.set_index("indicator")
    assert set(gaps.index) == {"killed", "injured"}
    assert set(gaps["status"]) == {"not_documented"}
    assert not (story.tables.figures["value"] == 0).any()


def test_coverage_tells_reported_from_not_documented_from_not_mentioned(story):
    cells = story.tables.coverage.set_index(["indicator", "place", "date"])["status"]
    thursday, friday = pd.Timestamp("2016-09-22"), pd.Timestamp("2016-09-23")
    assert cells["killed", "aleppo", thursday] == "reported"
    assert cells["killed", "aleppo", friday] == "not_documented"
    assert cells["injured", "aleppo", thursday] == "not_mentioned"


def test_a_copy_that_ended_early_is_not_read_rather_than_silent(invented):
    cells = invented.tables.coverage.set_index(["source", "indicator", "place", "date"])["status"]
    assert cells["echo-report", "injured", "lowtown", pd.Timestamp("2021-03-04")] == "not_read"
    assert cells["river-post", "injured", "harbour", pd.Timestamp("2021-03-04")] == "zero_reported"


def test_a_forecast_reports_nothing_that_happened(folder, change):
    change('qualifier = "up_to"', 'qualifier = "up_to"\ncounting = "forecast"', "echo-report.toml")
    collection = read_collection(folder)
    assert collection.figure("er-raids").written == "est. ≤ 12 (forecast)"
    assert not (
        (collection.tables.coverage["indicator"] == "air_strikes")
        & (collection.tables.coverage["status"] == "reported")
    ).any()


def test_hours_and_decimals_stand_in_the_table(folder, change):
    change(
        "date_start = 2021-03-04\ndate_end = 2021-03-04",
        "date_start = 2021-03-04T18:00:00\ndate_end = 2021-03-05T00:00:00",
        "echo-report.toml",
    )
    change("date_precision = 1", "reported_on = 2021-03-05T08:32:00\ndate_precision = 1", "echo-report.toml")
    row = read_collection(folder).tables.figures.set_index("id").loc["er-raids"]
    assert (row["time_start"], row["time_end"], row["reported_time"]) == ("18:00", "24:00", "08:32")
    assert row["date_end"] == pd.Timestamp("2021-03-04")


def test_whole_numbers_have_no_decimal_point_in_csv(invented):
    table = pd.DataFrame({"value": pd.Series([80, 12.5, None], dtype="Float64")})
    assert to_csv(table) == 'value\n80\n12.5\n""\n'
    assert ",1200," in to_csv(invented.tables.figures)


def test_a_speaker_that_only_passes_on_is_no_voice_of_its_own(invented):
    figures = invented.tables.figures.set_index("id")
    assert figures.loc["er-killed", "voice"] == "river-watch"
    assert figures.loc["er-killed", "speaker"] == "echo-office"


def test_columns_types_and_order_are_those_of_the_dictionary(real):
    for name, table in real.tables.items():
        assert list(table.columns) == [column.name for column in COLUMNS[name]]
        assert [str(dtype) for dtype in table.dtypes] == [column.dtype for column in COLUMNS[name]]


def test_every_table_fits_its_schema_and_every_id_is_known(real):
    assert list_faults(dict(real.tables.items())) == []


@pytest.mark.parametrize(
    ("table", "column", "value", "fault"),
    [
        ("figures", "qualifier", "atleast", "figures.qualifier: row 0: atleast, expected isin"),
        ("figures", "place", "nowhere", "figures.place: row 0: nowhere, expected an id of places"),
        ("figures", "date_precision", 9, "figures.date_precision: row 0: 9, expected less_than_or_equal_to(5"),
        ("gaps", "reason", None, "gaps.reason: row 0: nan, expected not_nullable"),
        ("places", "id", "homs", "expected multiple_fields_uniqueness"),
    ],
)
def test_a_table_that_lies_is_found(story, table, column, value, fault):
    tables = {name: content.copy() for name, content in story.tables.items()}
    tables[table].loc[0, column] = value
    assert any(fault in line for line in list_faults(tables)), list_faults(tables)


def test_csv_reads_back_to_the_same_table(real):
    for name, table in real.tables.items():
        pd.testing.assert_frame_equal(read_csv(name, io.StringIO(to_csv(table))), table)


def test_one_report_alone_keeps_the_vocabulary(real, story):
    assert list(story.reports) == [STORY]
    assert story.vocabulary is real.vocabulary
    assert story.whole is real
    assert len(story.tables.places) == len(real.tables.places)


def test_an_unknown_id_names_the_nearest(real):
    with pytest.raises(UnknownId) as raised:
        real.figure("killed-alepo-thursday")
    nearest = "'killed-alepo-thursday', expected the id of a figure (nearest: 'killed-aleppo-thursday')"
    assert str(raised.value) == nearest


def test_a_collection_without_a_report_has_empty_tables(tmp_path):
    """Every report may be broken at once: the page must still come up and say so."""
    seeds = shutil.copytree(INVENTED, tmp_path / "seeds")
    for path in seeds.glob("*-*.toml"):
        path.unlink()
    collection = read_collection(seeds)
    assert (len(collection.tables.figures), len(collection.tables.coverage), collection.story) == (0, 0, None)
