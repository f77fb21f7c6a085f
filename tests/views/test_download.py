"""The Download page: what it links, what it makes, what it answers to a picture; hostile text stays text."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from dashboard.api import data
from dashboard.charts import CHARTS
from dashboard.export import browser as export_browser
from dashboard.export import png
from dashboard.export.chunks import insert_text, read_chunks
from dashboard.export.faults import BusyError
from dashboard.export.provenance import KEYWORD, read_picture, write_record
from dashboard.live import State
from dashboard.views.download import bundle, pictures
from dashboard.views.download.check import answer_html
from dashboard.widgets import state
from tests.api.conftest import FixedCollection, PaintedBrowser
from tests.views.test_explore import read_heading

STORY = "independent-2016-09-23"
NOW = datetime(2026, 1, 2, tzinfo=UTC)


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name == "href"]


class Page:
    """The page as a reader has it: its HTML as one text, its links and widgets."""

    def __init__(self, query: dict[str, str | list[str]]) -> None:
        def script():
            from dashboard.views.download import render

            render()

        self.app = AppTest.from_function(script, default_timeout=60)
        for name, value in query.items():
            self.app.query_params[name] = value
        self.run()

    def run(self) -> None:
        self.app.run()
        assert not self.app.exception

    @property
    def html(self) -> str:
        return "\n".join(element.proto.body for element in self.app.get("html"))

    @property
    def links(self) -> list[str]:
        return Links(self.html).found

    @property
    def code(self) -> str:
        return "\n".join(element.value for element in self.app.code)


@pytest.fixture
def visit(monkeypatch, real_tables):
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(State(real_tables)))
    monkeypatch.setattr(pictures, "find_chrome", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(bundle, "find_chrome", lambda: "/usr/bin/chromium")
    bundle.open_kept.clear()

    def visit_page(**query) -> Page:
        return Page(query)

    return visit_page


@pytest.fixture
def painted(monkeypatch):
    one = PaintedBrowser()
    monkeypatch.setattr(png, "BROWSER", one)
    png.CACHE.clear()
    yield one
    png.CACHE.clear()


@pytest.fixture
def picture(painted, story_tables):
    return png.make_png("killed_by_day", story_tables, now=NOW, link=f"/explore?source={STORY}&chart=killed_by_day")


def with_record(picture, **changes):
    """Return the picture with its record changed."""
    record = read_picture(picture)
    plain = png_without_record(picture)
    return insert_text(plain, {KEYWORD: write_record(record.model_copy(update=changes))})


def png_without_record(picture):
    from dashboard.export.chunks import SIGNATURE, _encode_chunk

    kept = [chunk for chunk in read_chunks(picture) if chunk.kind not in (b"tEXt", b"iTXt", b"zTXt")]
    return SIGNATURE + b"".join(_encode_chunk(chunk.kind, chunk.data) for chunk in kept)


def test_without_a_filter_it_offers_the_story_and_everything(visit):
    page = visit()
    assert "8 figures from 1 source. Source: The Independent, 23 September 2016. As" in read_heading(page.app)
    assert page.app.button_group[0].value == "story"
    everything = visit(of="all")
    assert re.search(r"\d+ figures from \d\d sources\. No filter\.", read_heading(everything.app))


def test_every_table_is_linked_in_every_form_with_the_filter(visit):
    links = visit(place="al-waer", of="filter").links
    files = {link.split("?")[0].removeprefix("api/") for link in links if link.startswith("api/")}
    assert files >= set(data.list_files()) - {"datapackage.json"}
    assert all("place=al-waer" in link and "download=1" in link for link in links if link.startswith("api/"))
    assert "explore?place=al-waer" in links


def test_nothing_is_made_until_it_is_asked_for(visit, painted, monkeypatch):
    monkeypatch.setattr(data, "write_xlsx", lambda *parts: pytest.fail("made a workbook"))
    visit()
    assert painted.drawn == 0


def test_a_link_for_each_chart_that_has_something_to_show(visit, story_tables):
    page = visit(theme="dark", preset="square")
    applying = [kind.id for kind in CHARTS.values() if kind.applies(story_tables)]
    assert [link for link in page.links if "/charts/" in link] == [
        f"api/charts/{chart}.png?preset=square&theme=dark&source={STORY}&download=1" for chart in applying
    ]
    assert "1080 × 1080 px, for a message, social media." in page.html


def test_the_chosen_size_stands_in_the_address_and_in_the_links(visit):
    page = visit()
    page.app.button_group[1].set_value("document").run()
    assert page.app.query_params["preset"] == "document"
    assert "preset=document" in page.html
    assert "preset=document" in page.code


def test_addresses_to_copy_hold_the_same_filter(visit):
    code = visit(place="al-waer", of="filter").code
    assert 'pd.read_csv(\n    "http://localhost:8501/api/figures.csv?place=al-waer"\n)' in code
    assert "&amp;place=al-waer" in code


def test_a_value_that_makes_no_sense_is_named_and_left_out(visit):
    page = visit(place=["<script>alert(1)</script>", "al-waer"])
    assert "Left out of the filter:" in page.html
    assert "place: &#x27;&lt;script&gt;alert(1)&lt;/script&gt;&#x27; is not here, expected one of" in page.html
    assert "<script" not in page.html
    assert page.app.button_group[0].value == "filter"


@pytest.mark.parametrize("value", ["purple", "", "<b>", "x" * 5000])
def test_options_of_another_value_are_passed_over(visit, value):
    page = visit(preset=value, theme=value, of=value)
    assert [group.value for group in page.app.button_group] == ["story", "slide", "light"]


def test_where_a_filter_leaves_nothing_it_says_so(visit):
    page = visit(text="no such word", of="filter")
    assert "0 figures from 0 sources. Search: “no such word”." in read_heading(page.app)


def test_where_there_is_no_chrome_it_says_how_to_get_one(visit, monkeypatch):
    monkeypatch.setattr(pictures, "find_chrome", lambda: None)
    monkeypatch.setattr(bundle, "find_chrome", lambda: None)
    page = visit()
    assert "No pictures here." in page.html
    assert export_browser.HOW_TO_GET_CHROME in unescape(page.html)
    assert all(button.disabled for button in page.app.button)
    assert not [link for link in page.links if "/charts/" in link]


def test_the_zip_is_made_once_with_progress_and_then_offered(visit, painted, story_tables):
    page = visit()
    page.app.button(key="make-archive").click().run()
    assert not page.app.exception
    assert page.app.status[0].label == "The ZIP is ready"
    kept = next(iter(bundle.open_kept()._bundles.values()))
    with zipfile.ZipFile(io.BytesIO(kept.content)) as archive:
        names = archive.namelist()
    assert {"README.txt", "tables/figures.csv", "charts/killed_by_day.png", "notes/all-figures.txt"} <= set(names)
    assert kept.file_name.endswith("-source-independent-2016-09-23.zip")
    assert page.app.get("download_button")[0].proto.label.startswith("Save the ZIP, ")
    drawn = painted.drawn
    page.app.button(key="make-archive").click().run()
    assert painted.drawn == drawn


def test_the_deck_is_drawn_as_slides_whatever_size_was_chosen(visit, painted, story_tables):
    page = visit(preset="square")
    page.app.button(key="make-deck").click().run()
    assert not page.app.exception
    kept = next(iter(bundle.open_kept()._bundles.values()))
    slides = len(Presentation(io.BytesIO(kept.content)).slides)
    assert slides == 1 + sum(kind.applies(story_tables) for kind in CHARTS.values()) - len(kept.left_out)


def test_another_choice_takes_the_offer_away(visit, painted):
    page = visit()
    page.app.button(key="make-deck").click().run()
    page.app.button_group[2].set_value("dark").run()
    assert not page.app.get("download_button")


def test_a_package_that_cannot_be_made_says_why(visit, painted, monkeypatch):
    def fail(*parts):
        raise BusyError("Many pictures are being drawn <just now>; try again in a minute.")

    monkeypatch.setattr(painted, "draw", fail)
    page = visit()
    page.app.button(key="make-archive").click().run()
    assert not page.app.exception
    assert page.app.status[0].label == "The ZIP could not be made"
    assert "drawn &lt;just now&gt;; try again in a minute." in page.html


def test_only_the_last_packages_are_kept():
    kept = bundle.Kept()
    for number in range(bundle.KEPT + 2):
        kept.put(number, bundle.Bundle(b"", "x.zip", ()))
    assert [number for number in range(bundle.KEPT + 2) if kept.get(number)] == [2, 3, 4, 5]


def test_a_picture_of_today_is_as_today(picture, real_tables):
    answer = answer_html(picture, real_tables)
    assert "As today: 1 figure, none changed" in answer
    assert "<dd>≥ 80</dd>" in answer
    assert "<dd>2026-01-02T00:00:00Z</dd>" in answer


def test_a_figure_that_changed_since_is_named_with_both_numbers(picture, real_tables):
    figures = real_tables.figures.copy()
    here = figures["id"] == "killed-aleppo-thursday"
    figures.loc[here, ["value", "bound_low"]] = 91
    figures.loc[here, "written"] = "≥ 91"
    answer = answer_html(picture, real_tables.cut("changed", figures=figures))
    assert "Not as today: 1 figure has changed" in answer
    assert "<li>killed-aleppo-thursday: was ≥ 80, is now ≥ 91</li>" in answer


def test_a_picture_of_another_collection_is_told_apart(picture, invented_tables):
    answer = answer_html(picture, invented_tables)
    assert "From another collection" in answer
    assert "The picture is of another collection, “Aleppo, September 2016”" in answer


@pytest.mark.parametrize(
    ("change", "verdict", "words"),
    [
        (lambda content: b"GIF89a", "Not a picture from here", "The file is no PNG"),
        (lambda content: b"", "Not a picture from here", "The file is no PNG"),
        (lambda content: content[:-20], "Not a picture from here", "The PNG is cut off"),
        (png_without_record, "No record", "The picture carries no record."),
    ],
)
def test_a_file_that_is_none_of_ours_gets_a_clear_answer(picture, real_tables, change, verdict, words):
    answer = answer_html(change(picture), real_tables)
    assert f'<p class="hf-check-head">{verdict}</p>' in answer
    assert words in answer


def test_what_a_strangers_picture_says_is_shown_as_text(picture, real_tables):
    hostile = "<img src=x onerror=alert(1)>"
    answer = answer_html(with_record(picture, chart=hostile, filter=hostile, made=hostile), real_tables)
    assert "<img" not in answer
    assert answer.count("&lt;img src=x onerror=alert(1)&gt;") == 3


def test_a_record_of_thousands_of_figures_is_answered_in_short(picture, real_tables):
    one = read_picture(picture).figures[0]
    many = [one.model_copy(update={"id": f"gone-{number}"}) for number in range(3000)]
    answer = answer_html(with_record(picture, figures=many), real_tables)
    assert "Not as today: 3,000 figures have changed" in answer
    assert "<p>2960 more.</p>" in answer
    assert len(answer) < 20_000


def test_the_page_works_with_a_collection_that_has_no_story(visit, monkeypatch, invented_tables):
    without = replace(invented_tables, story=None)
    monkeypatch.setattr(state, "open_collection", lambda: FixedCollection(State(without)))
    page = visit()
    assert page.app.button_group[0].options == [f"Everything ({len(without.figures)})"]
