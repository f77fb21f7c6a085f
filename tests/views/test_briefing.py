"""The Briefing page: one question a slide in order, each chart fits its stage, keys and addresses find every slide."""

from __future__ import annotations

import random

import plotly.graph_objects as go
import pytest

from dashboard.charts import CHARTS, ChartError, Look, SourcedChart
from dashboard.views import briefing as briefing_module
from dashboard.views.briefing.slides import (
    MOST_HEADLINES,
    ORDER,
    choose_headlines,
    find_slide,
    focus_comparison,
    list_slides,
    write_subtitle,
    write_unknown,
)
from dashboard.views.briefing.stage import (
    HEIGHT,
    LABEL_SIZES,
    LARGE_TITLE,
    ROOM,
    SMALLEST_ROOM,
    draw_for_phone,
    stage_chart,
)
from dashboard.widgets import state
from tests.views.test_explore import FixedCollection, Page, Tags


def run_briefing():
    from dashboard.views.briefing import render

    render()


@pytest.fixture
def briefing(monkeypatch, story_tables):
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(story_tables))
    return lambda **query: Page(run_briefing, **query)


@pytest.fixture(scope="module")
def story_slides(story_tables):
    return list_slides(story_tables, story_tables)


def draw_plain(
    look: Look, *, title: str = "At least 80 reported", note: str = "", least: int = 0
) -> SourcedChart | str:
    if look.height < least:
        return "too little room"
    chart = go.Figure(layout={"height": look.height if look.fixed else max(least, 700)})
    return SourcedChart("plain", "How many?", title, "", chart, "", (), ("SOHR → AP",), note)


def test_the_slides_follow_the_questions_of_an_audience(story_slides):
    ids = [slide.id for slide in story_slides]
    assert ids[0] == "title"
    assert ids[1:] == [name for name in ORDER if name in ids]
    assert {"people_in_scale", "killed_by_day", "strikes", "coverage"} <= set(ids)


def test_a_chart_with_nothing_to_show_is_no_slide(story_tables):
    empty = story_tables.only([])
    assert [slide.id for slide in list_slides(empty, empty)] == ["title"]


def test_comparing_asks_the_whole_collection(real_tables, story_tables):
    slides = {slide.id: slide for slide in list_slides(story_tables, real_tables)}
    assert slides["killed_by_day"].tables is story_tables
    spread = slides["spread"].kind.build(slides["spread"].tables, Look(width=ROOM, height=400, fixed=True))
    assert "Thursday 22 September 2016" in spread.title
    assert "killed-aleppo-thursday" in spread.figures
    assert len(spread.figures) >= 3


def test_where_no_figure_of_the_story_is_shared_the_chart_chooses_what_to_compare(real_tables):
    kind = CHARTS["spread"]
    assert focus_comparison(kind, real_tables.with_figures([]), real_tables) == (kind, real_tables)


def test_an_address_finds_a_slide_by_id_and_by_number(story_slides):
    assert find_slide([], story_slides) == (0, None)
    assert find_slide(["killed_by_day"], story_slides) == (2, None)
    assert find_slide(["3"], story_slides) == (2, None)
    assert find_slide(["title", str(len(story_slides))], story_slides) == (len(story_slides) - 1, None)


@pytest.mark.parametrize("asked", ["0", "99", "-1", "1.5", "²", "killed", "x" * 10_000, "<b>"])
def test_an_address_that_makes_no_sense_is_the_first_slide_and_says_so(story_slides, asked):
    at, problem = find_slide([asked], story_slides)
    assert at == 0
    assert problem.startswith(f"There is no slide “{asked[:40]}")
    assert len(problem) < 120


def test_the_first_slide_shows_every_headline_with_its_qualifier_and_what_is_not_known(briefing, story_tables):
    page = briefing()
    for written in story_tables.figures["written"]:
        assert f'<p class="hf-number">{written}</p>' in page.html
    assert "Not known: killed and injured in Aleppo, Friday 23 September 2016." in page.text
    assert "As reported by The Independent, 23 September 2016. Not independently verified." in page.text


def test_of_many_figures_the_headlines_take_each_indicator_before_a_second_of_one(real_tables):
    rows = choose_headlines(real_tables)
    assert len(rows) == MOST_HEADLINES
    assert rows["indicator"].is_unique
    assert f"The first {MOST_HEADLINES} of {len(real_tables.figures)} figures." in write_subtitle(real_tables)


def test_more_gaps_than_fit_are_counted(real_tables):
    lines = write_unknown(real_tables, most=1)
    assert len(lines) <= 2
    assert lines[0].startswith("Not known: ")


def test_every_chart_of_the_story_fits_its_stage_with_labels_legible_from_afar(story_slides):
    for slide in story_slides[1:]:
        looks = []

        def draw(look, slide=slide, looks=looks):
            looks.append(look)
            try:
                return slide.kind.build(slide.tables, look)
            except ChartError as error:
                return str(error)

        staged = stage_chart(draw, "light")
        assert staged.kind == "fixed", slide.id
        assert staged.height >= SMALLEST_ROOM, slide.id
        assert staged.title_size >= 30, slide.id
        assert looks[-1].label_size >= 18, slide.id
        assert (looks[-1].width, looks[-1].height) == (ROOM, staged.height), slide.id


def test_title_and_labels_are_large_where_the_chart_leaves_room():
    staged = stage_chart(draw_plain, "light")
    assert staged.title_size == LARGE_TITLE == 40
    assert staged.height > HEIGHT / 2


def test_a_long_note_takes_room_from_the_chart_and_the_title():
    staged = stage_chart(lambda look: draw_plain(look, note="word " * 330), "light")
    assert staged.kind == "fixed"
    assert staged.title_size < LARGE_TITLE
    assert SMALLEST_ROOM <= staged.height < 400


def test_labels_shrink_before_a_slide_scrolls():
    asked = []

    def draw(look):
        asked.append(look.label_size)
        return draw_plain(look) if look.label_size <= 19 else "labels too large"

    assert stage_chart(draw, "dark").kind == "fixed"
    assert asked[-1] == 19


def test_a_note_too_long_for_any_chart_lets_the_slide_scroll():
    staged = stage_chart(lambda look: draw_plain(look, note="word " * 900), "light")
    assert staged.kind == "tall"
    assert staged.height == 700


def test_a_chart_that_cannot_be_drawn_says_why():
    staged = stage_chart(lambda look: "choose fewer sources", "light")
    assert staged.drawn == "choose fewer sources"
    assert min(LABEL_SIZES) == 18


def test_a_phone_gets_charts_of_its_width(monkeypatch, briefing):
    monkeypatch.setattr(briefing_module, "guess_width", lambda: 320)
    page = briefing(slide="killed_by_day")
    assert len(page.chart_specs) == 1
    assert draw_for_phone(draw_plain, "light", 320).kind == "phone"


def test_keys_turn_the_slides_and_the_address_follows(briefing, story_slides):
    page = briefing()
    last = len(story_slides) - 1
    assert page.app.button(key="previous").disabled
    assert page.press("next").address == {"slide": ["people_in_scale"]}
    assert page.press("next").address == {"slide": ["killed_by_day"]}
    assert page.press("previous").address == {"slide": ["people_in_scale"]}
    assert page.press("key-End").address == {"slide": [story_slides[last].id]}
    assert page.app.button(key="next").disabled
    assert page.press("key-PageUp").address == {"slide": [story_slides[last - 1].id]}
    assert page.press("key-PageDown").address == {"slide": [story_slides[last].id]}
    assert page.press("key-Home").address == {}


def test_the_buttons_carry_the_keys_a_presenter_uses(briefing):
    keys = {button.key: button.proto.shortcut for button in briefing().app.button}
    assert keys == {
        "leave": "escape",
        "previous": "left",
        "next": "right",
        "key-Home": "home",
        "key-End": "end",
        "key-PageUp": "pageup",
        "key-PageDown": "pagedown",
    }


def test_a_slide_stands_with_question_title_source_and_standing_line(briefing):
    page = briefing(slide="killed_by_day")
    assert "At least 80 people reported killed in Aleppo, Thursday 22 September 2016" in page.text
    assert "Source: a member of the city's forensic team, unnamed → AP → The Independent" in page.text
    assert "As reported, not independently verified." in page.text
    assert len(page.chart_specs) == 1


def test_the_counter_says_where_one_is_and_offers_every_question(briefing, story_slides):
    (menu,) = briefing(slide="3").app.get("menu_button")
    assert menu.proto.label == f"3 / {len(story_slides)}"
    assert len(menu.proto.options) == len(story_slides)


def test_a_chosen_source_is_briefed_alone(monkeypatch, real_tables, real_collection):
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(real_tables))
    other = next(source for source in real_tables.figures["source"].unique() if source != real_collection.story)
    publisher = real_tables.sources.set_index("id").loc[other, "publisher"]
    assert f"As reported by {publisher}" in Page(run_briefing, source=other).text


def test_an_unknown_source_or_slide_is_said_quietly(briefing):
    assert "The address asks for a source that is not here" in briefing(source="nobody").text
    page = briefing(slide="<img src=x>")
    assert "There is no slide “<img src=x>” here, so this is the first of" in page.text
    assert "img" not in Tags(page.html).names


def test_hostile_words_of_a_source_stay_words(monkeypatch, story_tables):
    hostile = "<img src=x onerror=alert(1)>**b** $x$ :red[r]"
    sources = story_tables.sources.assign(publisher=hostile, title=hostile)
    tables = story_tables.cut("hostile words of a briefing", sources=sources)
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(tables))
    for slide in ("title", "killed_by_day"):
        page = Page(run_briefing, slide=slide)
        assert hostile in page.text
        assert "img" not in Tags(page.html).names


def test_an_empty_collection_is_one_slide_that_says_so(monkeypatch, story_tables):
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(story_tables.only([])))
    assert "No source could be read yet." in Page(run_briefing).text


def test_no_address_breaks_it(briefing):
    chance = random.Random(5)
    for _ in range(12):
        value = "".join(chance.choice("title12<>&%é\u202e ½") for _ in range(chance.randrange(40)))
        page = briefing(slide=[value, value], source=value)
        assert "script" not in Tags(page.html).names
