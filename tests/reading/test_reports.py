"""Ten invented reports of other crises are read, and what a person had to correct in them stays little."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.reading.reports import FIELDS, count_corrections, list_wrong, pair_entries, read_reports, read_text

ENGLISH = ("boat", "cholera", "conflict", "cyclone", "displacement", "drought", "earthquake", "flood", "landslide")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    return read_reports(tmp_path_factory.mktemp("reports") / "seeds")


def test_what_was_saved_after_correction_is_a_collection_without_fault(reports):
    assert reports.faults == () and set(reports.reports) == {*ENGLISH, "inondations"}


@pytest.mark.parametrize("name", ENGLISH)
def test_the_lead_of_a_report_is_proposed_with_its_number_thing_and_qualifier(reports, name):
    read = read_text(name, reports)
    saved = [one for one in reports.figures if one.source.id == name]
    proposed = [(entry, one) for entry, one in pair_entries(read, saved, read.figures) if one]
    lead, one = proposed[0]
    assert lead in saved[:2]
    assert not {"indicator", "group", "qualifier"} & set(list_wrong(lead, one))
    assert all(read.document.text[slice(*one.quote)].strip() for _, one in proposed)


def test_little_is_corrected_over_all(reports):
    counted = sum((count_corrections(reports, name) for name in ENGLISH), Counter())
    assert counted["found"] / counted["saved"] > 0.8
    assert counted["rejected"] < 0.15 * counted["saved"]
    for field, least in zip(FIELDS, (0.82, 0.9, 0.97, 0.65, 0.6, 0.85, 0.95), strict=True):
        assert 1 - counted[field] / counted["found"] > least, field


def test_of_a_french_report_the_numbers_are_offered_and_nothing_else(reports):
    read = read_text("inondations", reports)
    assert (read.language, read.figures, read.gaps) == ("fr", (), ())
    offered = {read.document.text[slice(*one.span)] for one in read.not_proposed}
    assert {"18", "45", "3 200", "Une trentaine", "12 000", "deux"} <= offered
    assert "not in English (fr)" in " ".join(read.notes)
