"""Titles of figures, gaps and several figures together."""

from dataclasses import replace
from datetime import date

from dashboard.exhibits.forms.table import figure_row
from dashboard.records.moments import Window
from dashboard.wording.headings import count_reports_of, list_subjects, title_claims, title_days
from dashboard.wording.scopes import describe_scope, name_claim, say_gap, state_figure
from tests.wording.invented import CHILDREN, CUT_OFF, FRIDAY, KILLED, QUARTER, STRIKES, figure, gap, hours, source


def test_a_figure_is_stated_as_reported_with_qualifier_place_and_day():
    assert state_figure(figure()) == "At least 80 people reported killed in Velm, Ostmark, Friday 15 May 2020"


def test_a_night_is_stated_as_a_night():
    night = figure(40, "exact", basis="estimate", indicator=STRIKES, group=None, window=hours("2020-05-14T18:00", "2020-05-15T06:00"))  # fmt: skip
    assert (
        state_figure(night) == "An estimated 40 air strikes reported in Velm, Ostmark, the night of 14 to 15 May 2020"
    )


def test_a_state_holds_as_of_a_day():
    state = figure(300, "about", indicator=CUT_OFF, counting="state")
    assert (
        state_figure(state) == "About 300 people reported cut off by water in Velm, Ostmark, as of Friday 15 May 2020"
    )


def test_a_running_total_says_since_when_and_as_of_when():
    total = figure(912, "exact", counting="total", window=Window(date(2020, 5, 11), FRIDAY))
    assert state_figure(total).endswith("since Monday 11 May, as of Friday 15 May 2020")
    open_start = replace(total, window=Window(None, FRIDAY))
    assert state_figure(open_start).endswith(", as of Friday 15 May 2020")


def test_an_open_window_is_closed_by_the_day_of_telling():
    late = figure(54, window=hours("2020-05-14T18:00", None))
    assert state_figure(late).endswith("since the evening of Thursday 14 May, as of Friday 15 May 2020")


def test_a_forecast_is_stated_as_one():
    assert state_figure(figure(20_000, "up_to", counting="forecast"), day=False) == (
        "A forecast of up to 20,000 people killed in Velm, Ostmark"
    )


def test_provisional_says_so_far_after_what_happened():
    assert state_figure(figure(43, "exact", provisional=True), day=False) == (
        "43 people reported killed so far in Velm, Ostmark"
    )


def test_whom_the_source_holds_responsible_is_named():
    assert state_figure(figure(cause="air strikes", responsible="Northland"), day=False) == (
        "At least 80 people reported killed in Velm, Ostmark (air strikes), attributed to Northland"
    )


def test_a_title_of_several_repeats_a_place_only_where_it_changes():
    figures = [figure(), figure(7, "exact"), figure(2, "exact", place=QUARTER)]
    assert title_claims(figures) == (
        "At least 80 people reported killed in Velm, Ostmark; 7 people killed; 2 people killed in Old Velm"
    )


def test_a_title_of_many_ends_before_it_is_too_long():
    assert len(title_claims([figure()] * 20).split()) <= 30


def test_a_gap_is_not_zero():
    assert say_gap(gap()) == "no full count of people killed in Velm, Ostmark on Friday 15 May 2020"
    assert say_gap(gap(status="zero_reported")) == "no people killed in Velm, Ostmark on Friday 15 May 2020"


def test_a_day_that_we_inferred_is_marked_in_the_title():
    inferred = figure(date_as_written=None, date_basis="Printed the day after.")
    assert state_figure(inferred).endswith("in Velm, Ostmark, Friday 15 May 2020 (day inferred)")


def test_a_place_that_we_inferred_is_marked_in_the_title():
    inferred = figure(place_as_written=None, place_basis="The report is about Velm.")
    assert state_figure(inferred).endswith("in Velm, Ostmark (place inferred), Friday 15 May 2020")
    assert describe_scope(inferred) == "people killed in Velm, Ostmark (place inferred), Friday 15 May 2020"


def test_days_that_we_worked_out_from_a_length_of_time_are_marked_in_the_title():
    week = figure(window=Window(date(2020, 5, 8), FRIDAY), date_as_written="in the past week")
    assert state_figure(week).endswith("in Velm, Ostmark, 8 to 15 May 2020 (days worked out)")
    assert state_figure(replace(week, date_as_written="8 to 15 May")).endswith("Ostmark, 8 to 15 May 2020")


def test_reports_of_several_groups_are_not_counted_as_reports_of_the_first():
    children = figure(3, "exact", group=CHILDREN)
    assert count_reports_of([children]) == "1 report of children killed"
    assert count_reports_of([children, figure(source=source(id="post-1"))]) == "2 reports of people killed"


def test_a_number_by_one_cause_or_attributed_is_never_listed_without_that():
    ours = figure(50, "exact", cause="floods", responsible="the dam's owner")
    assert list_subjects([figure(), ours]) == (
        "At least 80 people killed; 50 people killed (floods), attributed to the dam's owner"
    )
    assert figure_row(ours).cells[1].text == "People killed (floods), attributed to the dam's owner"


def test_the_main_day_stays_in_a_title_that_is_too_long():
    days = [(f"Fri {day} May", [figure(80_000 + 100_000 * day) for _ in "ab"], "") for day in range(1, 9)]
    assert title_days(days, figure(), 0).replace("\u00a0", " ").count("Fri 1 May ≥ 180,000; Fri ") == 1


def test_a_share_of_a_group_is_not_told_of_everybody():
    share = KILLED.model_copy(update={"unit": "per cent of people", "unit_one": "per cent of people"})
    assert name_claim(figure(55, "about", indicator=share, group=CHILDREN)) == "about 55 per cent of children killed"
    of_casualties = share.model_copy(update={"unit": "per cent of casualties"})
    assert name_claim(figure(55, "about", indicator=of_casualties, group=CHILDREN)).endswith("casualties killed")
