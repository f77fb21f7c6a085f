"""The Explore page: the address restores the view, all selects in all, and no address breaks it."""

from __future__ import annotations

import random
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts import CHARTS, Look
from dashboard.filters import PARAMETERS, Filter, write_query
from dashboard.live import State
from dashboard.tables import Tables
from dashboard.views.explore import results as results_module
from dashboard.views.explore import shown as shown_module
from dashboard.views.explore import table as table_module
from dashboard.views.explore.choices import NAMES, list_all_choices
from dashboard.views.explore.emphasis import list_figures, outline_figure
from dashboard.views.explore.results import choose_next, read_mark
from dashboard.views.explore.shown import make_rows
from dashboard.views.explore.total import add_figures
from dashboard.widgets import state

KILLED, SIEGE, STRIKES = "killed-aleppo-thursday", "besieged-east-aleppo", "air-strikes-thursday-night"


class FixedCollection:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def current(self) -> State:
        return State(self.tables)


class Tags(HTMLParser):
    """The tags and attributes of a page's own HTML."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.names.add(tag)
        self.attributes |= {name for name, _ in attributes}


def read_heading(app: AppTest) -> str:
    """Return the page's name and the line beside it as Markdown shows them."""
    return re.sub(r"\\(.)", r"\1", " ".join(element.value for element in (*app.title, *app.markdown)))


def run_explore():
    from dashboard.views.explore import render

    render()


class Page:
    """The page as a reader has it; ``html`` is what it wrote itself, ``text`` what of it can be read."""

    def __init__(self, script=run_explore, **query: str | list[str]) -> None:
        self.app = AppTest.from_function(script, default_timeout=60)
        self.open(**query)

    def open(self, **query: str | list[str]) -> Page:
        self.app.query_params.clear()
        for name, value in query.items():
            self.app.query_params[name] = value
        return self.run()

    def run(self) -> Page:
        self.app.run()
        assert not self.app.exception, self.app.exception[0].message
        return self

    @property
    def html(self) -> str:
        return "\n".join(element.proto.body for element in self.app.get("html"))

    @property
    def text(self) -> str:
        return f"{read_heading(self.app)} {unescape(' '.join(re.sub(r'<[^>]*>', ' ', self.html).split()))}".strip()

    @property
    def address(self) -> dict[str, list[str]]:
        given = dict(self.app.query_params).items()
        return {name: [value] if isinstance(value, str) else list(value) for name, value in given}

    def press(self, key: str) -> Page:
        self.app.button(key=key).click()
        return self.run()

    @property
    def chart_specs(self) -> list[str]:
        return [chart.proto.spec for chart in self.app.get("plotly_chart")]


@pytest.fixture
def story_page(monkeypatch, story_tables):
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(story_tables))
    return Page


@pytest.fixture
def invented_page(monkeypatch, invented_tables):
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(invented_tables))
    return Page


def test_without_a_filter_all_figures_of_all_sources_are_shown(invented_page, invented_tables):
    page = invented_page()
    assert f"All {len(invented_tables.figures)} figures of 2 sources" in page.text
    assert len(page.app.dataframe[0].value) == len(invented_tables.figures)
    assert len(page.chart_specs) == 1


@pytest.mark.parametrize("name", ["indicator", "group", "place", "day", "speaker_type", "speaker", "via", "basis"])
def test_a_link_restores_each_filter_in_its_widget(invented_page, invented_tables, name):
    choices = list_all_choices(invented_tables.view_hash, invented_tables)[name]
    value = choices.values[0]
    page = invented_page(**{name: value, "chart": "evidence"})
    assert f"{NAMES[name]}: {choices.name(value)}" in page.text
    if name in ("indicator", "place", "day"):
        assert page.app.multiselect(key=f"filter-{name}").value == [value]
    assert 0 < len(page.app.dataframe[0].value) <= len(invented_tables.figures)


def test_a_link_restores_search_chart_selection_and_sum(story_page):
    page = story_page(text="Forensic  Team", chart="evidence", selected=KILLED, sum=[KILLED, SIEGE])
    assert page.app.text_input(key="filter-text").value == "Forensic Team"
    assert page.app.get("button_group")[0].value == "evidence"
    assert "≥ 80" in page.text
    assert "2 figures ticked" in page.text


def test_widgets_write_ids_into_the_address_several_at_once(story_page):
    page = story_page()
    page.app.multiselect(key="filter-place").set_value(["aleppo"])
    page.app.multiselect(key="filter-day").set_value(["2016-09-22"])
    page.app.text_input(key="filter-text").set_value("forensic")
    page.run()
    assert page.address == {"place": ["aleppo"], "day": ["2016-09-22"], "text": ["forensic"]}
    assert page.text.startswith(
        "Explore 1 of 8 figures. Search: “forensic”; Place: Aleppo; Day: Thursday 22 September 2016"
    )


def test_clear_takes_every_filter_and_leaves_the_selection(story_page):
    page = story_page(place="aleppo", text="people", source="independent-2016-09-23", selected=KILLED, page="1")
    page.press("clear")
    assert page.address == {"selected": [KILLED]}
    assert page.app.multiselect(key="filter-place").value == []
    assert page.app.text_input(key="filter-text").value == ""
    assert "All 8 figures of 1 source" in page.text


def test_what_makes_no_sense_in_an_address_is_named_and_the_rest_is_used(story_page):
    page = story_page(place=["aleppo", "atlantis"], day="1999", selected="nobody", page="0", chart="pie", text="people")
    assert "place: 'atlantis' is not here, expected one of al-waer, aleppo, east-aleppo" in page.text
    assert "day: '1999' is not here, expected one of 2016-09-22, 2016-09-23" in page.text
    assert "selected: there is no figure 'nobody'" in page.text
    assert "page: '0', expected a whole number from 1" in page.text
    assert "chart: 'pie', expected one of people_in_scale, killed_by_day" in page.text
    assert "Search: “people”; Place: Aleppo" in page.text


def test_a_chart_that_has_nothing_to_show_is_named_and_another_shown(story_page):
    page = story_page(indicator="besieged", chart="strikes")
    assert f"chart: {CHARTS['strikes'].question!r} has nothing to show of these figures" in page.text
    assert len(page.chart_specs) == 1


def test_the_selected_figure_opens_its_full_note_and_how_it_compares(story_page):
    page = story_page(selected=KILLED)
    assert "At least 80 people reported killed in Aleppo, Thursday 22 September 2016" in page.text
    assert "“At least 80 people died on Thursday”" in page.text
    assert "How it compares Stands apart, no other voice agrees" in page.text
    page.press("close-note")
    assert page.address == {}
    assert "its full note opens here" in page.text


def test_a_selected_figure_outside_the_filter_keeps_its_note_and_says_so(story_page):
    page = story_page(place="al-waer", selected=KILLED)
    assert "The selected figure is not among those the filters leave." in page.text
    assert "≥ 80" in page.text


def test_a_place_with_several_figures_can_be_shown_alone(story_page):
    page = story_page(selected=KILLED).press("only-place")
    assert page.address == {"place": ["aleppo"], "selected": [KILLED]}
    assert page.text.startswith("Explore 6 of 8 figures. Place: Aleppo")


@pytest.mark.parametrize(
    ("ids", "title", "text"),
    [
        ([KILLED], "1 figure ticked", "Tick another to add the two up."),
        ([KILLED, STRIKES], "2 figures ticked", "No sum: people and air strikes are different units."),
        ([KILLED, SIEGE], "2 figures ticked", "No sum: killed and besieged count different things."),
    ],
)
def test_a_sum_that_makes_no_sense_is_refused_with_the_reason(story_page, ids, title, text):
    page = story_page(sum=ids)
    assert f"Sum of selected {title} {text}" in page.text
    assert page.press("untick").address == {}


def test_a_sum_goes_over_bounds(real_tables):
    rows = real_tables.described.set_index("id", drop=False)
    first = rows.loc[KILLED].to_dict()
    other = first | {"id": "other", "place": "homs", "qualifier": "about", "value": 300, "written": "≈ 300"}
    assert add_figures([first, other], real_tables) == (
        "At least 80 people killed",
        "The sum of ≥ 80 and ≈ 300. Low: 80; best: not known; high: not stated.",
    )


def test_a_refused_sum_names_figures_as_the_table_does(real_tables):
    first = real_tables.described.set_index("id", drop=False).loc[KILLED].to_dict()
    other = first | {"id": f"{KILLED}-again", "written": "≥ 90", "publisher": "Another"}
    assert add_figures([first, other], real_tables) == (
        None,
        "No sum: “≥ 80” (The Independent) and “≥ 90” (Another) overlap in place and time, "
        "so the same may be counted twice.",
    )


def test_where_nothing_is_left_the_page_says_which_filter_to_loosen(story_page):
    page = story_page(indicator="besieged", place="aleppo")
    assert "No figure fits all of these filters. Loosen one of these:" in page.text
    assert page.app.button(key="loosen-indicator").label.replace("\\", "") == "Without “Indicator: Besieged”: 6 figures"
    assert not page.chart_specs
    page.press("loosen-place")
    assert page.address == {"indicator": ["besieged"]}
    assert len(page.app.dataframe[0].value) == 1


def test_where_no_single_filter_is_the_reason_all_can_be_cleared(story_page):
    page = story_page(indicator="besieged", place="al-waer", day="2016-09-22")
    assert "No single filter is the reason: clear them all." in page.text
    assert page.press("loosen-all").address == {}


def test_the_table_shows_the_written_form_and_a_number_to_sort_by(invented_tables):
    rows = make_rows(invented_tables.described).set_index("Reported")
    assert rows.loc["≥ 150", "Number"] == 150
    assert rows["Number"].isna().any(), "a vague figure has no number"
    assert {"Where", "When", "Who says so", "Carried by", "Published by", "Quote"} <= set(rows.columns)


def test_long_tables_are_paged_and_say_so(monkeypatch, invented_page):
    monkeypatch.setattr(shown_module, "ROWS_A_PAGE", 3)
    monkeypatch.setattr(table_module, "ROWS_A_PAGE", 3)
    page = invented_page(page="2", text="e")
    assert len(page.app.dataframe[0].value) == 3
    assert re.search(
        r"Rows 4 to 6 of \d+: a page holds 3\. Sorting and searching in the table reach this page", page.text
    )
    beyond = invented_page(page="999", text="e")
    assert re.search(r"page: 999, expected at most \d", beyond.text)
    assert len(beyond.app.dataframe[0].value) > 0


def test_too_many_figures_are_not_drawn_and_the_page_says_so(monkeypatch, invented_page):
    monkeypatch.setattr(shown_module, "MOST_DRAWN", 3)
    monkeypatch.setattr(results_module, "MOST_DRAWN", 3)
    page = invented_page(text="a", chart="evidence")
    assert re.search(r"\d+ figures are too many to draw: narrow the view to 3 or fewer\.", page.text)
    assert not page.chart_specs
    assert len(page.app.dataframe[0].value) > 3


@pytest.mark.parametrize(
    ("data", "figures"),
    [
        ("a-figure", ["a-figure"]),
        (["a-figure"], ["a-figure"]),
        (["one", "a-place", "one two"], ["one", "two"]),
        ([None], []),
        (None, []),
        (7, []),
    ],
)
def test_a_mark_knows_its_figures(data, figures):
    assert list_figures(data) == figures
    assert read_mark({"selection": {"points": [{"customdata": data}]}}) == figures


@pytest.mark.parametrize(
    ("figures", "selected", "after"),
    [(["a"], None, "a"), (["a"], "a", None), (["a", "b"], "a", "b"), (["a", "b"], "b", "a"), (["a", "b"], "c", "a")],
)
def test_another_click_on_a_mark_goes_on_to_its_next_figure_or_lets_go(figures, selected, after):
    assert choose_next(figures, selected) == after


@pytest.mark.parametrize("chart", ["people_in_scale", "killed_by_day", "strikes", "places", "timeline", "evidence"])
def test_the_selected_figure_is_outlined_and_the_drawn_chart_stays_as_it_was(story_tables, chart):
    look = Look("light", 760, 380)
    drawn = CHARTS[chart].build(story_tables, look)
    figure = next(one for trace in drawn.chart.data for data in _customdata(trace) for one in list_figures(data))
    before = drawn.chart.to_json()
    outlined = outline_figure(drawn.chart, figure, look)
    assert len(outlined.layout.shapes) + len(outlined.data) > len(drawn.chart.layout.shapes) + len(drawn.chart.data)
    assert drawn.chart.to_json() == before
    assert outline_figure(drawn.chart, "no-such-figure", look) is None


def _customdata(trace):
    data = getattr(trace, "customdata", None)
    return () if data is None else data


def test_selecting_a_figure_redraws_the_chart_with_its_outline(story_page):
    plain = story_page(chart="evidence").chart_specs
    selected = story_page(chart="evidence", selected=KILLED).chart_specs
    assert len(plain) == len(selected) == 1
    assert plain != selected


def test_two_choices_of_one_name_are_told_apart(real_tables):
    for name, choices in list_all_choices(real_tables.view_hash, real_tables).items():
        assert len(set(choices.labels.values())) == len(choices.values), name


def test_hostile_words_of_a_source_stay_words(monkeypatch, story_tables):
    hostile = "<img src=x onerror=alert(1)> **bold** [x](javascript:alert(1)) :red[x] $x$"
    sources = story_tables.sources.assign(publisher=hostile, title=hostile)
    places = story_tables.places.assign(name=hostile)
    tables = story_tables.cut("hostile words", sources=sources, places=places)
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(tables))
    page = Page(selected=KILLED, sum=[KILLED, STRIKES], place="aleppo", indicator="besieged")
    page.open(selected=KILLED, chart="evidence")
    assert hostile in page.text
    assert Tags(page.html).names.isdisjoint({"img", "script", "iframe"})
    assert not {name for name in Tags(page.html).attributes if name.startswith("on")}
    assert "**bold**" not in page.app.button(key="only-place").label


def _random_value(draw: random.Random, known: list[str]) -> str:
    junk = [
        "<script>alert(1)</script>",
        "%00",
        "'; DROP TABLE",
        "𝕳é\u202e",
        "-1",
        "1e9",
        "",
        " ",
        "2016-13-45",
        "[x](y)",
    ]
    return draw.choice([*known, *junk, "x" * draw.randint(1, 3000), str(draw.random())])


def test_300_random_addresses_are_answered_without_a_fault(monkeypatch, invented_tables):
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(invented_tables))
    draw = random.Random(20160923)
    figures = invented_tables.figures
    known = {name: figures[name].dropna().astype(str).tolist() for name in PARAMETERS if name in figures}
    known |= {"day": ["2021-03-04"], "text": ["dead", "a"], "chart": [*CHARTS], "page": ["1", "2"]}
    known |= {"selected": figures["id"].tolist(), "sum": figures["id"].tolist()}
    page = Page()
    for number in range(300):
        # Drawing is most of the time: one address in five has its chart.
        for module in (shown_module, results_module):
            monkeypatch.setattr(module, "MOST_DRAWN", 0 if number % 5 else 2000)
        names = draw.sample([*known, "unknown", "embed", "theme"], draw.randint(1, 6))
        page.open(
            **{name: [_random_value(draw, known.get(name, [])) for _ in range(draw.randint(1, 4))] for name in names}
        )
        assert "<script>alert" not in page.html


def test_an_address_of_100_kb_is_cut_and_named(story_page):
    page = story_page(text="x" * 100_000, place="y" * 100_000)
    assert "text: 100000 characters, expected at most 200; the first 200 are used" in page.text
    assert len(page.html) < 20_000


def test_the_query_of_a_view_is_the_filters_own(story_tables, story_page):
    page = story_page(place="aleppo", day="2016-09-22", chart="evidence")
    query = write_query(Filter(place=("aleppo",), day=()))
    assert query in unescape(page.html)
