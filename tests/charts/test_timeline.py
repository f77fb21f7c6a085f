"""What happened when: spans as precise as their wording, and nothing at a place it was not given."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.charts.base import Look
from dashboard.charts.timeline import KIND
from dashboard.charts.timeline.entries import BACKGROUND, LONGER, UNDATED, is_night, list_entries
from tests.charts.drawn import PICTURE, PICTURES, assert_tidy, change, labels_of, text_of

LOOK = Look()


def _entry(tables, label: str):
    return next(entry for entry in list_entries(tables, LOOK) if label in entry.label)


def _spans(chart, figure: str) -> list[tuple[float, float]]:
    """Return where the bars of a figure begin and end, the longest first."""
    spans = []
    for trace in chart.data:
        if trace.type == "bar" and trace.customdata is not None:
            marks = zip(trace.base, trace.x, trace.customdata, strict=True)
            spans += [(start, start + length) for start, length, (target, *_) in marks if target == figure]
    return sorted(spans, key=lambda span: span[0] - span[1])


def test_every_label_says_the_written_figure_and_where(story_tables) -> None:
    said = text_of(KIND.build(story_tables, PICTURE).chart)
    assert "≥ 80 people killed in Aleppo" in said
    assert "≈ 300 fighters and their families evacuated from Al-Waer, Homs" in said


def test_the_title_gives_the_days_of_this_collection(story_tables, invented_tables) -> None:
    assert KIND.build(story_tables, PICTURE).title == "What was reported for 22–23 September 2016, day by day"
    assert KIND.build(invented_tables, PICTURE).title == "What was reported for 3–4 March 2021, day by day"


def test_a_day_is_as_wide_as_a_day_and_a_night_lies_across_midnight(story_tables) -> None:
    chart = KIND.build(story_tables, PICTURE).chart
    thursday, friday = _spans(chart, "killed-aleppo-thursday")[0], _spans(chart, "child-rescued")[0]
    night = _spans(chart, "air-strikes-thursday-night")[0]
    midnight = (thursday[1] + friday[0]) / 2
    assert thursday[1] < friday[0]
    assert night[0] > thursday[0] and night[1] < friday[1]
    assert (night[0] + night[1]) / 2 == pytest.approx(midnight)


def test_two_days_are_a_night_only_where_the_wording_says_so() -> None:
    thursday, friday = date(2016, 9, 22), date(2016, 9, 23)
    assert is_night(thursday, friday, "overnight on Thursday")
    assert not is_night(thursday, friday, "Thursday and Friday")
    assert not is_night(thursday, thursday, "on Thursday night")


def test_a_day_that_is_not_exact_has_soft_ends(story_tables) -> None:
    chart = KIND.build(story_tables, PICTURE).chart
    assert len(_spans(chart, "centres-targeted")) > 4
    assert len(_spans(chart, "centres-out-of-service")) == 1


def test_background_stands_apart_with_its_words_and_no_place_on_the_axis(story_tables) -> None:
    entry = _entry(story_tables, "No ground offensive")
    assert entry.heading == BACKGROUND and entry.when == "since 2012"
    chart = KIND.build(story_tables, PICTURE).chart
    lowest = max(label.top for label in labels_of(chart, PICTURE) if "Announced" in label.text)
    foot = [label for label in labels_of(chart, PICTURE) if label.text in ("since 2012", "since 2015", BACKGROUND)]
    assert len(foot) == 3 and all(label.top > lowest for label in foot)


def test_what_is_only_announced_is_dashed_and_says_so(story_tables) -> None:
    chart = KIND.build(story_tables, PICTURE).chart
    assert "Announced: US Secretary of State" in text_of(chart)
    assert [shape.line.dash for shape in chart.layout.shapes].count("5px,3px") == 1
    none = KIND.build(change(story_tables, "events", "us-russia-meeting-due", kind="reported"), PICTURE)
    assert "Announced" not in text_of(none.chart)
    assert "Dashed" not in none.note


def test_a_figure_without_a_day_stands_in_words_at_the_foot(story_tables) -> None:
    undated = change(story_tables, "figures", "child-rescued", date_start=None, date_end=None)
    assert _entry(undated, "child rescued").heading == UNDATED
    assert "Day not stated" in text_of(KIND.build(undated, PICTURE).chart)


def test_a_figure_of_a_month_does_not_squeeze_the_days(story_tables) -> None:
    month = change(story_tables, "figures", "child-rescued", date_start=pd.Timestamp("2016-08-23"))
    assert _entry(month, "child rescued").heading == LONGER
    assert KIND.build(month, PICTURE).title == "What was reported for 22–23 September 2016, day by day"


def test_an_event_stands_just_before_the_figures_of_its_voice_place_and_days(story_tables) -> None:
    labels = [entry.label for entry in list_entries(story_tables, LOOK)]
    at = next(number for number, label in enumerate(labels) if label.startswith("Air strikes on Aleppo"))
    assert labels[at + 1] == "est. 40 air strikes in Aleppo"


def test_alt_tells_figures_with_qualifiers_and_events_with_who_says_so(story_tables) -> None:
    alt = KIND.build(story_tables, PICTURE).alt
    assert "About 250,000 people reported trapped under siege in East Aleppo, Friday 23 September 2016" in alt
    assert "Announced: US Secretary of State" in alt
    assert "(nobody credited → The Independent, 23 September 2016)." in alt
    assert "(since 2012)" in alt


def test_many_days_are_named_where_there_is_room(story_tables) -> None:
    later = pd.Timestamp("2016-11-02")
    weeks = change(story_tables, "figures", "child-rescued", date_start=later, date_end=later)
    for look in (PICTURES[0], Look()):
        drawn = KIND.build(weeks, look)
        assert_tidy(drawn.chart, look)
        assert "Thu 22 Sep" in text_of(drawn.chart)


def test_events_alone_are_drawn(story_tables) -> None:
    drawn = KIND.build(story_tables.with_figures([]), PICTURE)
    assert drawn.figures == ()
    assert drawn.subtitle == "5 events, 1 only announced and 2 of the background"
