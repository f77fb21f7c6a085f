"""Filter, tick, add, and take exactly these rows away."""

from __future__ import annotations

import re


def read_rows(page) -> list[str]:
    return re.findall(r'<tr role="row" class="row(?: ticked)?">.*?</tr>', page.html, re.DOTALL)


def test_a_row_has_number_scope_voice_standing_and_quote(open_page, earthquake):
    [row] = read_rows(open_page("explore", earthquake, "text=rescued&source=coast-daily-2024-03-12&length=day"))
    assert ">64</a>" in row and "figure?source=coast-daily-2024-03-12" in row and "figure=rescued-karsin-tuesday" in row
    assert "Tue 12 Mar" in row and 'data-label="Standing"' in row and "<bdi lang=" in row


def test_ticked_figures_are_added_with_their_qualifier(open_page, earthquake):
    page = open_page("explore", earthquake, "tick=who-killed-tarnovia&tick=ocha-killed-melidor")
    assert "Together: <strong" in page.html and "at least 11,663 people" in page.html


def test_what_may_count_the_same_twice_is_not_added(open_page, earthquake):
    page = open_page("explore", earthquake, "tick=tda-killed-friday&tick=ocha-killed-friday")
    assert "Not to be added: 17,674 (TDA) and 17,674 (TDA → OCHA) are running totals" in page.html


def test_a_tick_is_a_link_that_adds_or_takes_one_away(open_page, earthquake):
    page = open_page("explore", earthquake, "indicator=rescued&tick=rescued-karsin-tuesday&page=1")
    ticks = re.findall(r'aria-checked="(\w+)".*?href="([^"]*)"', page.html)
    assert ("true", "explore?indicator=rescued&amp;page=1") in ticks
    assert any(state == "false" and link.count("tick=") == 2 for state, link in ticks)


def test_one_ticked_figure_shows_its_note(open_page, earthquake):
    page = open_page("explore", earthquake, "tick=who-killed-tarnovia")
    assert '<dl class="note">' in page.html and "Who says so" in page.html


def test_rows_are_turned_and_ordered_by_the_address(open_page, earthquake):
    first = read_rows(open_page("explore", earthquake, "sort=number"))
    assert "380,000" in first[0] and len(first) == 10
    last = open_page("explore", earthquake, "sort=number&page=4")
    assert "31 to 36 of 36 figures" in last.html and "380,000" not in last.html
    assert "31 to 36 of 36" in open_page("explore", earthquake, "page=999").html


def test_the_files_beside_the_table_are_of_these_rows(open_page, earthquake):
    page = open_page("explore", earthquake, "indicator=killed&place=karsin&tick=mayor-killed-karsin")
    assert 'href="api/figures.csv?indicator=killed&amp;place=karsin&amp;download=1"' in page.html


def test_where_nothing_is_left_each_filter_that_could_go_is_offered(open_page, earthquake):
    page = open_page("explore", earthquake, "indicator=rescued&speaker_type=un")
    assert "No figure has all of this." in page.html
    labels = [button.label for button in page.run.button]
    assert any(label.startswith("Without the filter on indicator: ") for label in labels)
    page.run.button[0].click().run()
    assert len(page.query) == 1


def test_a_filter_goes_into_the_address_and_begins_at_the_first_row(open_page, earthquake):
    page = open_page("explore", earthquake, "page=2&tick=who-killed-tarnovia")
    page.run.multiselect(key="indicator").set_value(["killed"]).run()
    assert page.query == {"indicator": ["killed"]}
    page.run.text_input(key="text").set_value("karsin").run()
    assert page.query == {"indicator": ["killed"], "text": ["karsin"]}


def test_places_stand_as_a_tree_each_below_what_holds_it(open_page, earthquake):
    labels = open_page("explore", earthquake).run.multiselect(key="place").options
    below = labels.index(next(one for one in labels if one.strip().startswith("Tarnovia ·")))
    outer, *inner = labels[below : below + 3]
    assert [len(one) - len(one.lstrip()) for one in (outer, *inner)] == [1, 2, 3], "each below what holds it"
    assert "Karsin ·" in inner[1] and int(outer.rpartition(" · ")[2]) >= int(inner[1].rpartition(" · ")[2]) > 0


def test_a_place_that_lies_in_two_stands_below_the_one_that_it_is_within(open_page, real):
    labels = open_page("explore", real).run.multiselect(key="place").options
    depths = {one.partition(" · ")[0].strip(): len(one) - len(one.lstrip()) for one in labels}
    names = list(depths)
    between = names[names.index("Aleppo") + 1 : names.index("East Aleppo")]
    assert depths["East Aleppo"] == depths["Aleppo"] + 1 and all(depths[one] > depths["Aleppo"] for one in between)


def test_filters_out_of_sight_say_that_they_are_set(open_page, earthquake):
    page = open_page("explore", earthquake, "qualifier=at_least&from=2024-03-08")
    labels = [one.proto.popover.label for one in page.run.get("popover")]
    assert labels == ["More filters (1 set)", "Days (set)"]


def test_days_say_in_words_what_their_bars_show(open_page, earthquake):
    page = open_page("explore", earthquake)
    page.run.session_state["days"] = True
    page.run.run()
    assert 'role="img" aria-label="How many reports speak of each day: most, ' in page.html
