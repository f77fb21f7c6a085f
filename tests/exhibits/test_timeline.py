"""What happened when: twins merged, hours where known; open, announced, not known and background apart."""

from dataclasses import replace

from dashboard.exhibits import Table
from dashboard.exhibits.happened import list_happenings
from tests.exhibits.ask import timeline
from tests.exhibits.rows import find_row, read_rows


def test_an_event_and_the_same_voices_number_of_it_are_one_row(story):
    row = find_row(timeline(story), "est. 40")
    assert (
        row
        == "Night 22–23 Sep | Air strikes on Aleppo through the night; a water pumping station is hit | est. 40 air strikes | SOHR"
    )


def test_another_thing_that_the_same_voice_counts_stands_in_a_row_of_its_own(story):
    figure = story.figure("air-strikes-thursday-night")
    injured = replace(figure, id="injured", indicator=story.vocabulary.indicators["injured"], written="est. 7")
    exhibit = timeline(replace(story, figures=(*story.figures, injured)))
    assert find_row(exhibit, "est. 40").split(" | ")[2] == "est. 40 air strikes"
    assert "People injured in Aleppo | est. 7" in find_row(exhibit, "est. 7")


def test_one_thing_counted_by_several_reports_is_one_row(real):
    happenings = [one for one in list_happenings(real) if one.figures]
    scopes = {
        (one.figures[0].indicator.id, one.figures[0].group, one.figures[0].place.id, one.day)
        for one in happenings
        if one.part == "held"
    }
    assert len(scopes) == sum(one.part == "held" for one in happenings)
    assert any(one.reports > 3 for one in happenings)


def test_the_siege_is_open_at_both_ends(story):
    held = read_rows(timeline(story), "Held")
    assert held[0].startswith("As of Fri 23 Sep | People trapped under siege in East Aleppo | ≈ 250,000")


def test_what_is_announced_not_known_and_background_stands_apart_in_this_order(story):
    [table] = [block for block in timeline(story).body if isinstance(block, Table)]
    headings = [section.heading for section in table.sections]
    assert headings[0] is None and headings[-1] == "Background"
    assert [heading.split(" ")[0] for heading in headings[1:4]] == ["Held", "Announced", "Not"]
    assert "Since 2012 |" in read_rows(timeline(story), "Background")[0]


def test_the_days_stand_in_their_order_with_hours_where_known(story):
    days = [row.split(" | ")[0] for row in read_rows(timeline(story))]
    assert days[:4] == ["Thu 22 Sep", "Thu 22 Sep, evening", "Night 22–23 Sep", "Night 22–23 Sep"]


def test_every_report_has_a_title_of_two_lines(real):
    for name in real.reports:
        assert len(timeline(real.only([name])).title) <= 140


def test_a_number_of_an_inferred_day_is_not_among_those_of_a_stated_one(real):
    rows = [row for row in read_rows(timeline(real)) if "People killed in Aleppo |" in row and "23 Sep" in row]
    assert [row.split(" | ")[0] for row in rows if "> 90" in row] == ["Fri 23 Sep (day inferred)"]
    assert any("≥ 47, 91" in row for row in rows)
