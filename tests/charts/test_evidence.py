"""How good each figure's footing is: judged from the tables, said in words and symbols."""

from __future__ import annotations

from dashboard.charts.base import Look
from dashboard.charts.evidence import CRITERIA, KIND
from tests.charts.drawn import PICTURE, change, repeat, text_of


def _judge(tables, figure: str) -> dict[str, str]:
    table = tables.described
    table = table.assign(place_precision=table["place"].map(tables.places.set_index("id")["place_precision"]))
    row = table.set_index("id").loc[figure].to_dict()
    return {question: judge(row)[1] for question, judge in CRITERIA.items()}


def test_an_unnamed_member_of_an_institution_is_a_part(story_tables) -> None:
    assert _judge(story_tables, "killed-aleppo-thursday") == {
        "Speaker named?": "no",
        "An institution?": "part",
        "Via an agency?": "yes",
        "Counted?": "just said",
        "Day known?": "yes",
        "Place known?": "yes",
    }


def test_an_estimate_for_a_night_is_neither_counted_nor_of_one_day(story_tables) -> None:
    judged = _judge(story_tables, "air-strikes-thursday-night")
    assert (judged["Counted?"], judged["Day known?"], judged["Speaker named?"]) == ("estimated", "part", "yes")


def test_a_figure_without_a_day_or_in_a_wide_area_says_so(invented_tables) -> None:
    undated = change(invented_tables, "figures", "rp-bridges", date_start=None, date_end=None)
    assert _judge(undated, "rp-bridges")["Day known?"] == "no"
    assert _judge(undated, "rp-bridges")["Place known?"] == "part"


def test_the_title_counts_what_is_named_and_counted(story_tables, invented_tables) -> None:
    assert KIND.build(story_tables, PICTURE).title == (
        "The speaker is named for 4 of 8 figures; none is given as a count"
    )
    assert (
        KIND.build(invented_tables, PICTURE).title == "The speaker is named for 6 of 7 figures; 3 are given as counts"
    )


def test_a_changed_basis_changes_title_and_cell(story_tables) -> None:
    drawn = KIND.build(change(story_tables, "figures", "child-rescued", basis="count"), PICTURE)
    assert drawn.title.endswith("; 1 is given as a count")
    assert "counted" in text_of(drawn.chart)


def test_each_cell_has_a_symbol(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    symbols = next(trace for trace in drawn.chart.data if trace.type == "scatter" and trace.mode == "markers")
    places = set(zip(symbols.x, symbols.y, strict=True))
    assert len(places) == len(story_tables.figures) * len(CRITERIA)


def test_alt_states_each_figure_with_its_qualifier_and_its_footing(story_tables) -> None:
    alt = KIND.build(story_tables, PICTURE).alt
    assert "At least 80 people reported killed in Aleppo, Thursday 22 September 2016" in alt
    assert "An estimated 40 air strikes" in alt
    assert "Speaker named: no; an institution: part; via an agency: yes; counted: just said" in alt


def test_a_page_grows_with_the_figures(story_tables) -> None:
    look = Look()
    few, many = KIND.build(story_tables, look), KIND.build(repeat(story_tables, "figures", 8), look)
    assert many.chart.layout.height > 8 * few.chart.layout.height * 0.9
