"""How figures, events and statements are named and credited beside their marks."""

from __future__ import annotations

from dashboard.charts.told import cite, credit, lower_first, name_figure, write_days


def _row(tables, figure: str) -> dict:
    return tables.described.set_index("id", drop=False).loc[figure].to_dict()


def test_a_figure_is_named_with_its_qualifier_and_what_it_counts(story_tables, invented_tables) -> None:
    assert name_figure(_row(story_tables, "killed-aleppo-thursday")) == "≥ 80 people killed"
    assert name_figure(_row(story_tables, "air-strikes-thursday-night")) == "est. 40 air strikes"
    assert name_figure(_row(invented_tables, "rp-children"), place=True) == (
        "dozens of children killed in Lowtown, Northland"
    )


def test_days_are_written_short_and_an_open_end_stays_open(story_tables) -> None:
    row = _row(story_tables, "air-strikes-thursday-night")
    assert write_days(row) == "Thu 22 – Fri 23 Sep"
    assert write_days(row | {"date_end": row["date_start"]}) == "Thu 22 Sep"
    assert write_days(row | {"date_end": None}) == "from 22 September 2016"


def test_events_are_credited_in_the_line_of_the_figures_that_share_their_chain(story_tables) -> None:
    lines = cite(story_tables.described, events=credit(story_tables.events, story_tables))
    assert "video footage of the rescue → Sky News → The Independent, 23 September 2016 (1, 1 event)" in lines


def test_a_label_becomes_part_of_a_sentence_but_an_acronym_stays() -> None:
    assert lower_first("Air strikes") == "air strikes"
    assert lower_first("UN staff killed") == "UN staff killed"
