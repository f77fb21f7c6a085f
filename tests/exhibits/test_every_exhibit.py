"""What holds for every exhibit of every collection."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import replace

import pytest

from dashboard.exhibits import LOOKS, QUESTIONS, Cell, Chart, NothingToShow, Table, find_question
from tests.exhibits.strays import find_strays

# What one report alone need not answer.
NEED_MORE = ("water", "running_totals", "voices_apart", "changing", "side_by_side")
QUALIFIED = ("at_least", "more_than", "about", "nearly", "up_to", "fewer_than")


def list_cells(exhibit) -> list[Cell]:
    tables = [block for block in exhibit.body if isinstance(block, Table)]
    return [cell for table in tables for section in table.sections for row in section.rows for cell in row.cells]


def list_written(chart: Chart) -> list[str]:
    drawn = chart.draw(LOOKS["light"])
    texts = [note.text or "" for note in drawn.layout.annotations]
    texts += [text for axis in drawn.select_yaxes() for text in (axis.ticktext or ())]
    return [
        re.sub(r"<[^>]+>", " ", text).replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&") for text in texts
    ]


def test_every_exhibit_has_title_source_alt_and_figures_that_exist(made, cuts):
    for (_, name), exhibit in made.items():
        assert exhibit.title and all(exhibit.source) and exhibit.source
        assert len(exhibit.source) <= 2
        assert 3 < len(exhibit.alt.split()) <= 61
        assert all(figure in cuts[name].whole.by_id for figure in exhibit.figures)
        assert exhibit.address["exhibit"] == exhibit.id


def test_the_story_and_all_reports_leave_no_question_without_an_answer_but_those_that_need_more(made):
    for question in QUESTIONS:
        assert (question.id, "two" if question.id == "side_by_side" else "all") in made
        if question.id not in NEED_MORE:
            assert (question.id, "story") in made


def test_every_number_in_words_is_a_figures_own_written_form(made, cuts):
    for (question, name), exhibit in made.items():
        said = [exhibit.title, exhibit.subtitle or "", exhibit.note or "", exhibit.alt, *exhibit.source]
        for text in said:
            text = re.sub(r"(?<=[:;] )\d+ (?=[A-Z])", "", text) if question == "where" else text
            assert find_strays(text, cuts[name].whole, (exhibit.id,)) == [], f"{question} of {name}: {text}"


def test_every_number_in_a_cell_is_a_figures_own_written_form(made, cuts):
    for (question, name), exhibit in made.items():
        whole = cuts[name].whole
        ours = [*(gap.reason for gap in whole.gaps), *(claim.summary for claim in whole.statements)]
        ours += [event.label for event in whole.events]
        for cell in list_cells(exhibit):
            text = re.sub(r"^\d+  ", "", cell.text)
            assert find_strays(text, whole, ours) == [], f"{question} of {name}: {cell.text}"
            sub = re.sub(r"^inside \d+$", "", cell.sub or "")
            assert find_strays(sub, whole, ours) == [], f"{question} of {name}: {cell.sub}"


def test_every_chart_writes_numbers_only_as_figures_have_them(made, cuts):
    for (question, name), exhibit in made.items():
        if question == "where":
            continue
        for chart in (block for block in exhibit.body if isinstance(block, Chart)):
            for text in list_written(chart):
                text = re.sub(r"[Ee]ach mark is [\d,]+ ", "", text)
                assert find_strays(text, cuts[name].whole) == [], f"{question} of {name}: {text}"


def test_a_cell_that_links_to_a_figure_shows_its_qualifier(made, cuts):
    for (_, name), exhibit in made.items():
        for cell in list_cells(exhibit):
            figure = cuts[name].whole.figure(cell.figure) if cell.figure else None
            if figure and cell.strong:
                assert figure.written in cell.text or figure.wording in cell.text
            if figure and cell.strong and figure.qualifier in QUALIFIED and cell.text == figure.written:
                assert cell.mark not in (None, "solid")


def test_every_chart_has_a_table_with_the_same_figures(made):
    for (question, name), exhibit in made.items():
        charts = [block for block in exhibit.body if isinstance(block, Chart)]
        if not charts or question == "where":
            continue
        linked = {cell.figure for cell in list_cells(exhibit) if cell.figure}
        drawn = {
            point
            for chart in charts
            for trace in chart.draw(LOOKS["light"]).data
            for point in (trace.customdata if trace.customdata is not None else ())
        }
        assert drawn <= linked, f"{question} of {name}"


def test_charts_are_plain_json_and_the_same_each_time_light_and_dark(made):
    for exhibit in made.values():
        for chart in (block for block in exhibit.body if isinstance(block, Chart)):
            assert not chart.heights or len(chart.heights) == chart.rows
            for look in (LOOKS["light"], replace(LOOKS["dark"], size=30, rows=1)):
                text = chart.draw(look).to_json()
                assert json.loads(text)["data"] is not None
                assert chart.draw(look).to_json() == text


def test_building_twice_gives_the_same_and_changes_nothing(cuts):
    collection = cuts["story"]
    before = copy.deepcopy(collection.figures)
    for question in QUESTIONS:
        try:
            one, other = question.answer(collection), question.answer(collection)
        except NothingToShow:
            continue
        assert (one.title, one.key, one.figures, one.source, one.details) == (
            other.title,
            other.key,
            other.figures,
            other.source,
            other.details,
        )
    assert collection.figures == before


def test_the_printed_id_differs_for_each_exhibit_topic_and_selection(cuts, made):
    keys = [exhibit.key for exhibit in made.values()]
    assert len(keys) == len(set(keys))
    question = find_question("voices_apart")
    topics = [made["voices_apart", name].address for name in ("story", "all")]
    assert topics[0] != topics[1]
    assert question.answer(cuts["all"]).key == made["voices_apart", "all"].key


@pytest.mark.slow
def test_every_single_report_has_a_map_its_voices_and_how_firm_it_is(real):
    for name in real.reports:
        alone = real.only([name])
        for question in ("where", "who_says", "how_firm", "voices_apart", "timeline"):
            assert find_question(question).answer(alone).title
