from __future__ import annotations

import pytest

from dashboard.compare import topic_of
from dashboard.exhibits import LOOKS, NothingToShow, Table
from tests.exhibits.ask import killed, voices_apart


def list_headings(exhibit) -> list[str]:
    twin = next(block for block in exhibit.body if isinstance(block, Table) and block.twin)
    return [section.heading for section in twin.sections]


def test_the_storys_friday_is_hatched_and_said_of_whom(story):
    exhibit = killed(story)
    assert list_headings(exhibit) == ["Thu 22 Sep, place inferred", "Fri 23 Sep"]
    assert "≥ 80" in exhibit.title.replace("\u00a0", " ")
    assert "no full count, says The Independent" in exhibit.title
    assert exhibit.note.startswith("The Independent: ")
    chart = exhibit.body[0].draw(LOOKS["light"])
    assert any(shape.type == "path" for shape in chart.layout.shapes)
    assert exhibit.figures == ("killed-aleppo-thursday",)


def test_with_all_reports_friday_has_other_voices_beside_the_gap(real):
    exhibit = killed(real)
    assert "Fri 23 Sep" in list_headings(exhibit)
    assert "killed-aleppo-thursday" in exhibit.figures
    assert {"sohr", "white-helmets"} <= {real.figure(name).said.voice.id for name in exhibit.figures}
    assert exhibit.more and exhibit.more.endswith("killed: other people, places or days")


def test_what_differs_has_no_mark_on_the_axis(real):
    exhibit = killed(real)
    drawn = {
        name
        for trace in exhibit.body[0].draw(LOOKS["light"]).data
        for name in (trace.customdata if trace.customdata is not None else ())
    }
    places = {real.figure(name).place.id for name in drawn}
    assert places == {"aleppo"}


def test_a_voice_with_a_number_is_no_gap_of_the_same_day(real):
    for exhibit in (killed(real), voices_apart(real, topic_of(real.figure("nbc-white-helmets-killed-friday")))):
        twin = next(block for block in exhibit.body if isinstance(block, Table) and block.twin)
        for section in twin.sections:
            who = [(row.cells[3].text.split(" → ")[0], row.cells[0].mark == "hatch") for row in section.rows]
            assert not {name for name, hatched in who if hatched} & {name for name, hatched in who if not hatched}
            assert ("White Helmets", True) not in who


def test_a_title_says_a_number_as_it_stands_at_its_mark(real):
    bare, weaker = real.figure("memo-convoy-sohr-killed"), real.figure("ap-convoy-killed")
    assert (bare.written, weaker.written) == ("12", "≥ 12")
    two = real.cut("two", keep=lambda one: one.id in (bare.id, weaker.id))
    exhibit = killed(two)
    [number] = [note.text for note in exhibit.body[0].draw(LOOKS["light"]).layout.annotations if "12" in note.text]
    assert number == "<b>≥ 12</b>" and exhibit.title.startswith("At least 12 people")
    assert {bare.id, weaker.id} <= set(exhibit.figures)


def test_a_topic_chooses_people_and_place(real):
    topic = topic_of(real.figure("sohr-killed-friday-east"))
    exhibit = killed(real, topic)
    assert "in East Aleppo" in exhibit.title
    assert exhibit.address["where"] == "east-aleppo"


def test_running_totals_are_said_to_be_as_of_a_day(earthquake):
    assert any(heading.startswith("As of ") for heading in list_headings(killed(earthquake)))


def test_reports_without_dead_say_so_in_one_sentence(real):
    without = real.only(["emwis-2016-10-28"])
    assert all(figure.indicator.role != "deaths" for figure in without.figures)
    with pytest.raises(NothingToShow, match=r"^No report chosen here gives a number of people killed\.$"):
        killed(without)


def test_the_day_that_was_asked_for_is_shown_and_stands_in_the_title(real):
    topic = topic_of(real.figure("cctv-who-doctors"))
    assert "7 Oct" in (exhibit := killed(real, topic)).title.replace("\u00a0", " ")
    assert "cctv-who-doctors" in exhibit.figures
