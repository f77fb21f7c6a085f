"""No figure travels without who said it, who carried it, what it counts and how sure its day and place are."""

from __future__ import annotations

import re

import pytest

from dashboard.notes import (
    cite_apa,
    cite_bibtex,
    cite_ris,
    count_words,
    join_words,
    link_to_quote,
    list_short_notes,
    state_figure,
    write_full_note,
    write_short_note,
)


def row(tables, name):
    return tables.described.set_index("id", drop=False).loc[name].to_dict()


@pytest.mark.parametrize(
    ("name", "statement", "note"),
    [
        (
            "killed-aleppo-thursday",
            "At least 80 people reported killed in Aleppo, Thursday 22 September 2016",
            "a member of the city's forensic team, unnamed → AP → The Independent, 23 September 2016",
        ),
        (
            "air-strikes-thursday-night",
            "An estimated 40 air strikes reported in Aleppo, 22–23 September 2016",
            "Syrian Observatory for Human Rights → The Independent, 23 September 2016",
        ),
        (
            "evacuated-al-waer",
            "About 300 fighters and their families reported evacuated from Al-Waer, Homs, Friday 23 September 2016",
            "nobody credited → The Independent, 23 September 2016",
        ),
        (
            "child-rescued",
            "1 child reported rescued alive in Aleppo, Friday 23 September 2016",
            "video footage of the rescue → Sky News → The Independent, 23 September 2016",
        ),
    ],
)
def test_a_figure_is_stated_with_its_doubt_and_its_chain(story_tables, name, statement, note):
    assert state_figure(row(story_tables, name)) == statement
    assert write_short_note(row(story_tables, name)) == note


def test_a_full_note_holds_all_that_is_known(story_tables):
    note = write_full_note(row(story_tables, "centres-out-of-service"), story_tables)
    parts = dict(note.parts)
    assert parts["Quote"] == "“two were now out of operation”"
    assert parts["Part of"] == "already contained in: 3 of 4 operation centres. Never add both."
    assert "named in the source" in parts["Who says so"]
    assert "Precision: exact day." in parts["How the day is known"]
    assert "GeoNames" in parts["How the place is known"]
    assert parts["Standing"] == "As reported, not independently verified."
    assert "Say aloud: " in note.as_text()


def test_a_full_note_says_how_the_figure_compares_with_the_whole_collection(story_tables):
    text = write_full_note(row(story_tables, "killed-aleppo-thursday"), story_tables).as_text()
    assert (
        "How it compares: Stands apart, no other voice agrees: Syrian Observatory for Human Rights has at least 14"
        in text
    )
    alone = write_full_note(row(story_tables, "killed-aleppo-thursday"), story_tables, compare=False).as_text()
    assert "How it compares" not in alone


def test_every_figure_of_the_project_has_a_whole_note(real_tables):
    for figure in real_tables.described.to_dict("records"):
        labels = [part.label for part in write_full_note(figure, real_tables).parts]
        assert {"Reported", "Quote", "Who says so", "Counts", "When", "Where", "Source"} <= set(labels)


def test_a_vague_figure_reads_as_words(invented_tables):
    statement = state_figure(row(invented_tables, "rp-children"))
    assert statement == "Dozens of children reported killed in Lowtown, Northland, 3–4 March 2021"


def test_no_source_is_folded_into_others(real_tables):
    lines = list_short_notes(real_tables.described)
    publishers = set(real_tables.described["publisher"])
    assert all(any(publisher in line for line in lines) for publisher in publishers)
    assert not any("others" in line for line in lines)


def test_a_link_jumps_to_the_quote():
    link = link_to_quote("https://example.org/a#b", "three-of “four”, & more")
    assert link == "https://example.org/a#:~:text=three%2Dof%20%E2%80%9Cfour%E2%80%9D%2C%20%26%20more"
    assert link_to_quote(None, "x") is None


def source(tables, name):
    return tables.sources.set_index("id", drop=False).loc[name].to_dict()


def test_a_source_is_cited_in_three_ways(invented_tables, story_tables):
    cited = source(invented_tables, "river-post")
    assert cite_apa(cited) == (
        "An Invented Author (2021, 5 March). Water & <b>fire</b>: what was counted in Lowtown. River Post. "
        "https://example.org/river-post?a=1&b=2"
    )
    assert cite_bibtex(cited).startswith(
        "@misc{river-post,\n  author = {An Invented Author},\n  title = {Water \\& <b>fire"
    )
    assert "TY  - NEWS\r\nAU  - An Invented Author\r\n" in cite_ris(cited)
    assert cite_ris(cited).endswith("ER  - \r\n")
    story = source(story_tables, "independent-2016-09-23")
    assert cite_apa(story).startswith("The Independent (2016, 23 September). Aleppo attack")


def test_a_title_cannot_break_out_of_bibtex(invented_tables):
    hostile = source(invented_tables, "river-post") | {"title": "a} , url = {evil \\input{x}"}
    inner = re.search(r"title = \{(.*)\},", cite_bibtex(hostile)).group(1)
    assert not re.search(r"[{}]", inner)


def test_words_are_joined_as_a_sentence_does():
    assert join_words(["a", "b", "c"]) == "a, b and c"
    assert join_words(["a"]) == "a"
    assert (count_words(1, "source", "sources"), count_words(1_200, "source", "sources")) == (
        "1 source",
        "1,200 sources",
    )
