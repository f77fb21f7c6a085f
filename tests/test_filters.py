"""The filter: read from an address, applied, written back and into words."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import (
    MAX_TEXT,
    MAX_VALUES,
    PARAMETERS,
    Filter,
    apply_filter,
    explain_empty,
    list_choices,
    match_figures,
    read_filter,
    search_text,
    write_filter,
    write_query,
)
from dashboard.schemas import list_faults

THURSDAY = date(2016, 9, 22)


@pytest.fixture(scope="module")
def tables(real_tables):
    return real_tables


@pytest.fixture(scope="module")
def few_tables(real_tables):
    """Enough of the real tables for random tries to be fast."""
    return real_tables.only(real_tables.sources["id"].tolist()[::9])


def make_choices(tables):
    """Return a strategy of filters whose values stand in the tables."""
    parts = {
        name: st.lists(st.sampled_from(list_choices(tables, name)), max_size=4, unique=True)
        for name in PARAMETERS
        if name != "text"
    }
    parts["text"] = st.lists(st.sampled_from(["aleppo", "Reuters", "حلب", "no such word", "a&b=c#d"]), max_size=2)
    return st.fixed_dictionaries(parts)


def test_an_empty_filter_leaves_the_tables_as_they_are(tables):
    choice, problems = read_filter({}, tables)
    assert choice.is_empty
    assert problems == []
    assert apply_filter(choice, tables) is tables


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_filter_written_as_a_query_reads_back_as_the_same_filter(few_tables, data):
    choice, problems = read_filter(data.draw(make_choices(few_tables)), few_tables)
    again, more = read_filter(parse_qs(write_query(choice)), few_tables)
    assert again == choice
    assert problems == more == []


@given(
    parameters=st.dictionaries(
        st.sampled_from([*PARAMETERS, "other", "figure"]), st.lists(st.text(max_size=300), max_size=8), max_size=6
    )
)
@settings(max_examples=80, deadline=None)
def test_any_text_as_a_parameter_is_read_without_an_exception_and_only_known_values_are_kept(few_tables, parameters):
    choice, problems = read_filter(parameters, few_tables)
    for name in PARAMETERS[:-1]:
        assert {str(value) for value in getattr(choice, name)} <= set(list_choices(few_tables, name))
    assert all(problem.split(":")[0] in PARAMETERS for problem in problems)
    assert len(apply_filter(choice, few_tables).figures) <= len(few_tables.figures)


def test_an_unknown_value_is_named_with_what_is_accepted(tables):
    choice, problems = read_filter({"basis": ["guess", "count"]}, tables)
    assert problems == ["basis: 'guess' is not here, expected one of count, estimate, statement"]
    assert choice == Filter(basis=("count",))


def test_a_day_that_is_none_is_named_with_the_days_there_are(story_tables):
    _, problems = read_filter({"day": ["yesterday"]}, story_tables)
    assert problems == ["day: 'yesterday' is not here, expected one of 2016-09-22, 2016-09-23"]


def test_a_long_value_is_named_by_its_beginning_alone(tables):
    _, problems = read_filter({"place": ["x" * 5000]}, tables)
    assert problems[0].startswith(f"place: '{'x' * 60}…' is not here, expected one of ")
    assert len(problems[0]) < 400


def test_of_many_unknown_values_five_are_named_and_the_rest_counted(tables):
    _, problems = read_filter({"source": [f"s{number}" for number in range(9)]}, tables)
    assert len(problems) == 6
    assert problems[-1] == "source: 4 more values that are not here"


def test_too_many_values_are_named_and_the_first_ones_used(tables):
    place = list_choices(tables, "place")[0]
    choice, problems = read_filter({"place": [place] * (MAX_VALUES + 1)}, tables)
    assert problems == [f"place: {MAX_VALUES + 1} values, expected at most {MAX_VALUES}; the first 200 are used"]
    assert choice.place == (place,)


def test_a_text_that_is_too_long_is_cut_and_said_so(tables):
    choice, problems = read_filter({"text": ["a" * (MAX_TEXT + 1)]}, tables)
    assert problems == [f"text: {MAX_TEXT + 1} characters, expected at most {MAX_TEXT}; the first 200 are used"]
    assert choice.text == "a" * MAX_TEXT


def test_repeated_names_are_alternatives_and_different_names_narrow_further(tables):
    one = apply_filter(Filter(indicator=("killed",)), tables).figures
    two = apply_filter(Filter(indicator=("killed", "injured")), tables).figures
    less = apply_filter(Filter(indicator=("killed", "injured"), basis=("count",)), tables).figures
    assert set(one["indicator"]) == {"killed"}
    assert set(two["indicator"]) == {"killed", "injured"}
    assert set(less["id"]) < set(two["id"])


def test_a_day_chooses_the_figures_whose_window_holds_it(tables):
    chosen = apply_filter(Filter(day=(THURSDAY,)), tables).figures
    stamp = pd.Timestamp(THURSDAY)
    assert len(chosen)
    assert not (chosen["date_start"] > stamp).any()
    assert not (chosen["date_end"] < stamp).any()
    assert "killed-aleppo-thursday" in set(chosen["id"])


def test_a_figure_without_any_day_is_in_no_day(invented_tables):
    figures = invented_tables.figures.assign(date_start=pd.NaT, date_end=pd.NaT)
    assert not match_figures(Filter(day=(THURSDAY,)), invented_tables.cut("no days", figures=figures)).any()


def test_every_word_of_a_text_must_stand_in_the_figure_whatever_its_case(story_tables):
    words = apply_filter(Filter(text="WHITE helmets Aleppo"), story_tables).figures
    assert set(words["id"]) == {"centres-targeted", "centres-out-of-service"}
    assert apply_filter(Filter(text="White Helmets Damascus"), story_tables).figures.empty


def test_a_text_is_looked_for_as_it_stands_and_is_no_pattern(story_tables):
    assert apply_filter(Filter(text=".*"), story_tables).figures.empty
    assert apply_filter(Filter(text="(["), story_tables).figures.empty


def test_arabic_names_are_found(story_tables):
    assert set(apply_filter(Filter(text="الوعر"), story_tables).figures["id"]) == {"evacuated-al-waer"}


def test_the_words_that_are_searched_are_made_once(story_tables):
    assert search_text(story_tables) is search_text(story_tables)


def test_gaps_statements_and_events_follow_the_parts_they_have(tables):
    view = apply_filter(Filter(source=("independent-2016-09-23",), place=("al-waer",)), tables)
    assert set(view.events["place"].dropna()) <= {"al-waer"}
    assert set(view.statements["source"]) <= {"independent-2016-09-23"}
    assert view.gaps.empty
    assert list(view.sources["id"]) == ["independent-2016-09-23"]


def test_a_filtered_view_still_fits_its_schema(tables):
    view = apply_filter(Filter(basis=("estimate",)), tables)
    schema_faults = [fault for fault in list_faults(dict(view.items())) if ".part_of" not in fault]
    assert schema_faults == []


def test_coverage_never_calls_unmentioned_what_the_filter_only_hides(tables):
    view = apply_filter(Filter(indicator=("killed", "injured"), basis=("estimate",)), tables)
    keys = ["source", "indicator", "place", "date"]
    both = view.coverage.merge(tables.coverage, on=keys, suffixes=("", "_whole"))
    assert len(both) == len(view.coverage) > 0
    assert (both["status"] == both["status_whole"]).all()


def test_where_nothing_is_left_the_part_to_loosen_is_named_best_first(story_tables):
    choice = Filter(indicator=("killed",), place=("al-waer",), basis=("statement",))
    assert apply_filter(choice, story_tables).figures.empty
    loosened = explain_empty(Filter(indicator=("killed",), place=("al-waer",)), story_tables)
    assert loosened == [("indicator", 1), ("place", 1)]


def test_a_filter_is_written_in_words():
    choice = Filter(place=("aleppo", "homs"), day=(THURSDAY,), text="water")
    assert write_filter(choice) == "place: aleppo and homs; day: Thursday 22 September 2016; text: water"
    assert write_filter(Filter()) == "all figures"


def test_a_query_holds_only_what_is_chosen_and_encodes_it():
    assert write_query(Filter()) == ""
    assert write_query(Filter(text="a&b=<c>"), preset="slide") == "text=a%26b%3D%3Cc%3E&preset=slide"
