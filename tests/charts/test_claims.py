"""What is contradicted: statements against each other, each with its speaker; none is made to look true."""

from __future__ import annotations

from dashboard.charts.base import Look
from dashboard.charts.claims import KIND, find_pairs
from tests.charts.drawn import PICTURE, SMALLEST_PICTURE, change, labels_of, repeat, text_of


def _pairs(tables) -> list[set[str]]:
    claims = {row["id"]: row for row in tables.statements.to_dict("records")}
    return [{claim["id"] for claim in pair} for pair in find_pairs(claims)]


def test_the_title_names_what_is_contradicted_where_and_when(story_tables, invented_tables) -> None:
    assert KIND.build(story_tables, PICTURE).title == ("Contradicted: Army advance in Aleppo, Friday 23 September 2016")
    assert KIND.build(invented_tables, PICTURE).title == (
        "Contradicted: the dam in Lowtown, Northland, Thursday 4 March 2021"
    )


def test_two_that_contradict_each_other_are_one_pair(invented_tables) -> None:
    both = change(invented_tables, "statements", "rp-dam-failed", contradicts="rp-dam-held")
    assert _pairs(both) == [{"rp-dam-held", "rp-dam-failed"}]


def test_a_statement_against_one_that_is_not_here_has_no_pair(story_tables) -> None:
    alone = change(story_tables, "statements", "advance-repelled", contradicts="elsewhere")
    assert _pairs(alone) == []
    drawn = KIND.build(alone, PICTURE)
    assert drawn.title == "None of 9 statements is contradicted by another"
    assert "against" not in text_of(drawn.chart)


def test_both_sides_stand_with_their_speakers_and_the_others_after_them(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    tops = {label.text.split(":")[0]: label.top for label in labels_of(drawn.chart, PICTURE)}
    assert tops["the Observatory"] < tops["against"] < tops["Not contradicted here"] < tops["Ground offensive"]
    assert "driven back" in text_of(drawn.chart)
    assert drawn.figures == ()


def test_a_short_quote_is_shown_with_its_claim(invented_tables) -> None:
    assert "“the dam gave way”" in text_of(KIND.build(invented_tables, PICTURE).chart)


def test_a_small_picture_names_topics_and_speakers_alone(story_tables) -> None:
    said = text_of(KIND.build(story_tables, SMALLEST_PICTURE).chart)
    assert "Ground offensive: an unnamed Syrian military source" in said
    assert "driven back" in said


def test_where_not_even_the_topics_fit_the_others_are_counted(story_tables) -> None:
    many = repeat(story_tables, "statements", 1)
    drawn = KIND.build(many, SMALLEST_PICTURE.at(640, 330))
    assert "Not contradicted here: 15 other statements" in text_of(drawn.chart)


def test_alt_and_sources_state_every_claim_with_who_says_so(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    assert "Contradiction: Army advance in Aleppo, Friday 23 September 2016: The army tried" in drawn.alt
    assert "an unnamed Syrian military source → Syrian state media → The Independent, 23 September 2016" in drawn.alt
    assert len(drawn.sources) == 8


def test_a_picture_with_room_to_spare_sets_the_statements_further_apart(story_tables) -> None:
    ends = []
    for high in (540, 620):
        look = Look(width=1152, height=high, fixed=True)
        ends.append(max(label.bottom for label in labels_of(KIND.build(story_tables, look).chart, look)))
    assert ends[0] < ends[1] <= 620
