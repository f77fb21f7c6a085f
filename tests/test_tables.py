"""The tables hold what the source reports, cell by cell; what does not fit is found."""

from __future__ import annotations

import io
import shutil

import pandas as pd
import pytest

from dashboard.schemas import COLUMNS, list_faults, schema_of
from dashboard.seeds import read_collection
from dashboard.tables import build_tables, read_csv, to_csv
from tests.conftest import INVENTED, STORY

# The first source by hand: indicator, group, written, place, first day, last day, kind of speaker, via.
BY_HAND = {
    "killed-aleppo-thursday": ("killed", "people", "≥ 80", "aleppo", "2016-09-22", "2016-09-22", "medical_or_forensic", "AP"),
    "air-strikes-thursday-night": ("air_strikes", None, "est. 40", "aleppo", "2016-09-22", "2016-09-23", "monitoring_group", None),
    "water-station-destroyed": ("facilities_destroyed", "stations", "1", "aleppo", "2016-09-22", "2016-09-23", "monitoring_group", None),
    "besieged-east-aleppo": ("besieged", "people", "≈ 250,000", "east-aleppo", "2016-09-23", "2016-09-23", "publisher", None),
    "evacuated-al-waer": ("evacuated", "fighters_and_families", "≈ 300", "al-waer", "2016-09-23", "2016-09-23", "publisher", None),
    "centres-targeted": ("facilities_targeted", "centres", "3 of 4", "aleppo", "2016-09-23", "2016-09-23", "rescue_service", None),
    "centres-out-of-service": ("facilities_out_of_service", "centres", "2 of 4", "aleppo", "2016-09-23", "2016-09-23", "rescue_service", None),
    "child-rescued": ("rescued", "children", "1", "aleppo", "2016-09-23", "2016-09-23", "footage", "Sky News"),
}  # fmt: skip


def test_the_first_source_stands_in_the_table_as_written_by_hand(story_tables):
    figures = story_tables.figures.set_index("id")
    assert set(figures.index) == set(BY_HAND)
    for name, (indicator, group, written, place, start, end, kind, via) in BY_HAND.items():
        row = figures.loc[name]
        seen = (row["indicator"], row["written"], row["place"], row["speaker_type"])
        assert seen == (indicator, written, place, kind)
        assert (None if pd.isna(row["group"]) else row["group"]) == group
        assert (None if pd.isna(row["via"]) else row["via"]) == via
        assert (row["date_start"], row["date_end"]) == (pd.Timestamp(start), pd.Timestamp(end))


def test_al_waer_lies_in_homs_and_its_figure_says_so(story_tables):
    row = story_tables.described.set_index("id").loc["evacuated-al-waer"]
    assert row["place_name"] == "Al-Waer, Homs"


def test_two_out_of_service_are_already_in_the_three(story_tables):
    assert story_tables.figures.set_index("id").loc["centres-out-of-service", "part_of"] == "centres-targeted"


def test_friday_is_a_gap_and_nowhere_a_zero(story_tables):
    gaps = story_tables.gaps.set_index("indicator")
    assert set(gaps.index) == {"killed", "injured"}
    assert set(gaps["status"]) == {"not_documented"}
    assert not (story_tables.figures["value"] == 0).any()


def test_coverage_tells_reported_from_not_documented_from_not_mentioned(story_tables):
    cells = story_tables.coverage.set_index(["indicator", "place", "date"])["status"]
    thursday, friday = pd.Timestamp("2016-09-22"), pd.Timestamp("2016-09-23")
    assert cells["killed", "aleppo", thursday] == "reported"
    assert cells["killed", "aleppo", friday] == "not_documented"
    assert cells["injured", "aleppo", thursday] == "not_mentioned"


def test_a_copy_that_ended_early_is_not_read_rather_than_silent(invented_tables):
    cells = invented_tables.coverage.set_index(["source", "indicator", "place", "date"])["status"]
    assert cells["echo-report", "injured", "lowtown", pd.Timestamp("2021-03-04")] == "not_read"
    assert cells["river-post", "injured", "harbour", pd.Timestamp("2021-03-04")] == "zero_reported"


def test_a_speaker_that_only_passes_on_is_no_voice_of_its_own(invented_tables):
    assert invented_tables.described.set_index("id").loc["er-killed", "voice"] == "river-watch"


def test_columns_types_and_order_are_those_of_the_dictionary(real_tables):
    for name, table in real_tables.items():
        assert list(table.columns) == [column.name for column in COLUMNS[name]]
        assert [str(dtype) for dtype in table.dtypes] == [column.dtype for column in COLUMNS[name]]


def test_every_table_fits_its_schema_and_every_id_is_known(real_tables):
    assert list_faults(dict(real_tables.items())) == []


@pytest.mark.parametrize(
    ("table", "column", "value", "fault"),
    [
        ("figures", "qualifier", "atleast", "figures.qualifier: row 0: atleast, expected isin"),
        ("figures", "place", "nowhere", "figures.place: 'nowhere', expected an id of places"),
        ("figures", "of_total", 1, "expected value <= of_total"),
        ("figures", "date_end", pd.Timestamp("2016-09-01"), "expected date_start <= date_end"),
        ("figures", "quote", "a " * 9, "expected quote of at most 8 words"),
        ("figures", "date_precision", 9, "figures.date_precision: row 0: 9, expected less_than_or_equal_to(5)"),
        ("gaps", "reason", None, "gaps.reason: row 0: nan, expected not_nullable"),
        ("places", "id", "homs", "expected multiple_fields_uniqueness"),
    ],
)
def test_a_table_that_lies_is_found(story_tables, table, column, value, fault):
    tables = {name: content.copy() for name, content in story_tables.items()}
    tables[table].loc[0, column] = value
    assert any(fault in line for line in list_faults(tables)), list_faults(tables)


def test_a_column_of_another_type_is_found(story_tables):
    figures = story_tables.figures.assign(value=story_tables.figures["value"].astype("str"))
    assert any("types" in line for line in list_faults({"figures": figures}))
    assert schema_of("figures").strict


def test_csv_reads_back_to_the_same_table(real_tables):
    for name, table in real_tables.items():
        pd.testing.assert_frame_equal(read_csv(name, io.StringIO(to_csv(table))), table)


def test_one_source_alone_keeps_the_vocabulary(real_tables):
    only = real_tables.only([STORY])
    assert set(only.figures["source"]) == {STORY}
    assert len(only.places) == len(real_tables.places)


def test_the_hash_names_the_figures(story_tables, real_collection):
    assert story_tables.figures_hash == build_tables(real_collection).only([STORY]).figures_hash
    fewer = story_tables.with_figures(["child-rescued"])
    assert fewer.figures_hash != story_tables.figures_hash
    assert fewer.view_hash != story_tables.view_hash


def test_a_collection_without_a_source_has_empty_tables(tmp_path):
    """Every source may be broken at once: the page must still come up and say so."""
    seeds = shutil.copytree(INVENTED, tmp_path / "seeds")
    for path in seeds.glob("*-*.toml"):
        path.unlink()
    tables = build_tables(read_collection(seeds))
    assert (len(tables.described), len(tables.coverage), tables.story) == (0, 0, None)


def test_a_part_knows_the_collection_it_was_cut_from(real_tables, story_tables):
    assert story_tables.with_figures(["child-rescued"]).collection is real_tables
