"""The Sources page: a report with all it says, its citations, and what a copy of its text bears out."""

from __future__ import annotations

import random

import pytest

from dashboard.check import QuoteCheck
from dashboard.views.sources import copy as copy_module
from dashboard.views.sources import find_source
from dashboard.views.sources.contents import (
    facts_html,
    figures_html,
    gaps_html,
    list_unmentioned,
    statements_html,
)
from dashboard.views.sources.copy import MOST_CHARACTERS, check_copy, list_records, read_copy, report_html
from dashboard.views.sources.overview import list_sources, make_overview, name_sources
from dashboard.widgets import state
from tests.views.test_explore import FixedCollection, Page, Tags

STORY = "independent-2016-09-23"
HOSTILE = "<img src=x onerror=alert(1)>**b** $x$ :red[r]"


def run_sources():
    from dashboard.views.sources import render

    render()


@pytest.fixture
def visit(monkeypatch, real_tables, tmp_path):
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(real_tables))
    monkeypatch.setattr(copy_module, "open_collection", lambda: type("Live", (), {"folder": tmp_path})())
    return lambda **query: Page(run_sources, **query)


@pytest.fixture(scope="module")
def text_of_story(story_tables):
    """No text of the article: only the quotes, as far apart as they stand in one."""
    return ". Some other words stand here. ".join(story_tables.figures["quote"])


class Upload:
    def __init__(self, data: bytes) -> None:
        self.data = data

    def getvalue(self) -> bytes:
        return self.data


def test_the_story_is_shown_first_with_every_figure_statement_and_quote(visit, story_tables):
    page = visit()
    for written, quote in zip(story_tables.figures["written"], story_tables.figures["quote"], strict=True):
        assert f'<p class="hf-list-number">{written}</p>' in page.html
        assert f"“{quote}”" in page.text
    assert page.app.selectbox(key="sources-choice").value == STORY
    assert len(page.chart_specs) == 2


def test_every_figure_links_to_its_words_at_the_publisher(story_tables):
    assert figures_html(story_tables).count("#:~:text=") == 2 * len(story_tables.figures)


def test_a_link_opens_another_source(visit, real_tables):
    other = list_sources(real_tables)["id"].iloc[5]
    page = visit(source=other)
    assert page.app.selectbox(key="sources-choice").value == other
    assert real_tables.sources.set_index("id").loc[other, "title"] in page.text


def test_choosing_a_source_writes_the_address(visit, real_tables):
    page, other = visit(), list_sources(real_tables)["id"].iloc[3]
    page.app.selectbox(key="sources-choice").set_value(other)
    assert page.run().address == {"source": [other]}


@pytest.mark.parametrize("asked", ["nobody", "x" * 10_000, "<script>"])
def test_an_unknown_source_is_named_and_the_story_is_shown(real_tables, asked):
    names = name_sources(list_sources(real_tables))
    source, problem = find_source([asked], real_tables, names)
    assert source == STORY
    assert problem.startswith(f"There is no source “{asked[:60]}")
    assert len(problem) < 140


def test_of_several_sources_the_last_is_shown_and_said(real_tables):
    names = name_sources(list_sources(real_tables))
    other = list(names)[4]
    assert find_source([STORY, other], real_tables, names) == (
        other,
        "The address names 2 sources; this is the last of them.",
    )


def test_no_two_sources_have_the_same_name(real_tables):
    sources = list_sources(real_tables)
    twins = sources.assign(title="One title", publisher="One publisher", date_published=None)
    assert len(set(name_sources(sources).values())) == len(sources)
    assert len(set(name_sources(twins).values())) == len(sources)


def test_the_table_of_all_sources_counts_figures_and_says_what_was_read(visit, real_tables):
    page = visit()
    page.app.toggle(key="sources-listed").set_value(True)
    page.run()
    table = page.app.dataframe[0].value
    assert len(table) == len(real_tables.sources)
    assert int(table["Figures"].sum()) == len(real_tables.figures)
    assert set(table["Text read"]) == {"whole", "in part"}
    assert table["id"].iloc[0] == STORY


def test_a_source_without_figures_counts_none(real_tables):
    empty = real_tables.with_figures([])
    assert set(make_overview(empty)["Figures"]) == {0}


def test_citations_come_in_three_forms_to_copy(visit):
    apa, bibtex, ris = (block.value for block in visit().app.code)
    assert apa.startswith("The Independent (2016, 23 September). Aleppo attack")
    assert bibtex.startswith(f"@misc{{{STORY},")
    assert ris.startswith("TY  - NEWS\n")


def test_facts_say_how_much_of_the_text_was_read(story_tables):
    record = story_tables.sources.iloc[0].to_dict()
    assert "<dd dir='auto'>the whole text</dd>" in facts_html(record)
    assert "only part of it" in facts_html(record | {"text_complete": False})


def test_what_nobody_could_count_stands_with_its_reason(story_tables):
    gaps = gaps_html(story_tables)
    assert "Killed in Aleppo, Friday 23 September 2016" in gaps
    assert "<b>Not documented: nobody could count.</b>" in gaps


def test_what_is_not_mentioned_is_said_only_of_a_text_read_whole(story_tables, real_tables):
    partly = real_tables.sources.loc[~real_tables.sources["text_complete"], "id"].iloc[0]
    assert list_unmentioned(real_tables.only([partly])) == []
    mentioned = set(story_tables.described["indicator_label"].str.lower())
    assert mentioned.isdisjoint(list_unmentioned(story_tables))


def test_contradicting_statements_stand_side_by_side(story_tables):
    html = statements_html(story_tables, story_tables)
    against = story_tables.statements.dropna(subset="contradicts")
    assert html.count('class="hf-against"') == len(against) == 1
    for summary in story_tables.statements["summary"]:
        assert html.count(summary) == 1


def test_a_statement_of_another_source_stands_against_its_own(story_tables):
    one, other = story_tables.statements.iloc[[0, 1]].assign(contradicts=None).to_dict("records")
    pair = story_tables.statements.iloc[[0, 1]].assign(source=["somebody-else", STORY], contradicts=[None, one["id"]])
    sources = story_tables.sources.iloc[[0, 0]].assign(id=["somebody-else", STORY], publisher=["Somebody", "Else"])
    both = story_tables.cut("two sources", statements=pair, sources=sources)
    html = statements_html(both.cut("one", statements=pair.iloc[1:]), both)
    assert html.count('class="hf-against"') == 1
    assert "Somebody" in html and other["summary"] in html


def test_a_copy_with_every_quote_is_8_of_8(story_tables, text_of_story):
    checks = check_copy(list_records(story_tables.figures), text_of_story)
    assert all(check.holds for check in checks)
    assert "8 of 8 quotes found, with their numbers, in the pasted text" in report_html(
        checks, story_tables, "the pasted text"
    )


def test_one_changed_digit_is_reported_with_what_stands_there_instead(story_tables, text_of_story):
    checks = check_copy(list_records(story_tables.figures), text_of_story.replace("80 people", "81 people"))
    assert [check.figure for check in checks if not check.holds] == ["killed-aleppo-thursday"]
    html = report_html(checks, story_tables, "the pasted text")
    assert "7 of 8 quotes found" in html
    assert "Nearest in the copy: <span dir='auto'>“At least 81 people died on Thursday" in html


def test_a_quote_whose_number_is_another_is_no_match(story_tables, text_of_story):
    figures = story_tables.figures.assign(value=story_tables.figures["value"].where(story_tables.figures.index > 0, 79))
    checks = check_copy(list_records(figures), text_of_story)
    assert "found, but <b>its number is not the figure's</b>" in report_html(checks, story_tables, "a copy")


def test_after_some_seconds_nothing_near_is_looked_for(story_tables):
    ticks = iter(range(1_000))
    checks = check_copy(list_records(story_tables.figures), "other words", seconds=0, clock=lambda: next(ticks))
    assert checks == [
        QuoteCheck(figure, quote, False, check.number_agrees)
        for figure, quote, check in zip(story_tables.figures["id"], story_tables.figures["quote"], checks, strict=True)
    ]


def test_an_upload_that_is_no_text_says_where_it_stops_being_one(tmp_path):
    assert read_copy(Upload(b"ab\xff"), None, tmp_path / "none.txt") == (
        "",
        "",
        "The file is no plain text: byte 2 is not UTF-8. Save it as plain text (UTF-8).",
    )


def test_a_copy_is_bounded_and_an_upload_wins_over_pasted_and_kept_text(tmp_path):
    kept = tmp_path / "kept.txt"
    kept.write_text("kept", "utf-8")
    assert read_copy(Upload("\ufeffup".encode()), "pasted", kept) == ("the uploaded file", "up", None)
    assert read_copy(None, "pasted", kept) == ("the pasted text", "pasted", None)
    assert read_copy(None, "  ", kept) == ("the copy kept with the seeds", "kept", None)
    assert read_copy(None, None, tmp_path / "none.txt") == ("", "", None)
    assert len(read_copy(None, "x" * (MOST_CHARACTERS + 9), kept)[1]) == MOST_CHARACTERS


def test_a_pasted_text_is_checked_on_the_page_and_kept_nowhere(visit, text_of_story, tmp_path):
    page = visit()
    page.app.text_area(key=f"copy-text-{STORY}").set_value(text_of_story)
    page.app.button[0].click()
    assert "8 of 8 quotes found, with their numbers, in the pasted text" in page.run().text
    assert list(tmp_path.iterdir()) == []


def test_a_copy_kept_with_the_seeds_is_checked_unasked(visit, text_of_story, tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / f"{STORY}.txt").write_text(text_of_story, "utf-8")
    assert "8 of 8 quotes found, with their numbers, in the copy kept with the seeds" in visit().text


def test_hostile_words_of_a_source_and_a_copy_stay_words(monkeypatch, story_tables):
    columns = {
        "sources": ("title", "publisher", "author", "note"),
        "figures": ("quote", "counts", "caveat", "speaker_as_written"),
        "gaps": ("reason", "quote"),
        "statements": ("topic", "summary"),
        "events": ("label",),
    }
    hostile = {
        name: getattr(story_tables, name).assign(**dict.fromkeys(named, HOSTILE)) for name, named in columns.items()
    }
    tables = story_tables.cut("hostile words of a source", **hostile)
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(tables))
    page = Page(run_sources)
    assert HOSTILE in page.text
    assert "img" not in Tags(page.html).names
    checks = check_copy(list_records(tables.figures), HOSTILE)
    assert "img" not in Tags(report_html(checks, tables, "a copy")).names


def test_a_collection_without_sources_says_so(monkeypatch, story_tables):
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(story_tables.only([])))
    assert "No source could be read yet." in Page(run_sources).text


def test_no_address_breaks_it(visit):
    chance = random.Random(7)
    for _ in range(8):
        value = "".join(chance.choice("independent-2016<>&%é\u202e ½") for _ in range(chance.randrange(60)))
        assert "script" not in Tags(visit(source=[value, value]).html).names
