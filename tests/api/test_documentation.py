"""``/api`` documents what answers: every file, parameter, chart and option, and nothing as HTML from a source."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from dashboard.api.call import OPTIONS
from dashboard.api.data import list_files
from dashboard.charts import CHARTS
from dashboard.filters import PARAMETERS


class Links(HTMLParser):
    """Gathers the addresses a page links to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in ("href", "src")]


@pytest.fixture
def page(client):
    return client.get("/api").text


def test_it_is_one_page_that_loads_nothing(client, page):
    assert client.get("/api").headers["content-type"] == "text/html; charset=utf-8"
    assert "<script" not in page
    assert not re.search(r"<(link|img|iframe)", page)


def test_its_style_is_the_one_thing_its_policy_allows(client, page):
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in client.get("/api").headers["content-security-policy"]
    assert "style=" not in page


def test_every_file_and_chart_is_linked_and_every_link_answers(client, browser, page):
    links = set(Links(page).found)
    assert {f"api/{file}" for file in list_files()} <= links
    assert {f"api/charts/{chart}.png" for chart in CHARTS} <= links
    light = [f"/{link}" for link in links if not link.endswith((".png", "charts.json"))]
    assert {answer.status_code for answer in client.get_all([path for path in light if "/charts/" not in path])} == {
        200
    }


def test_every_parameter_and_option_is_named(page):
    for name in (*PARAMETERS, *OPTIONS):
        assert f"<code>{name}</code>" in page


def test_what_a_source_says_stands_there_as_text(serve, story_tables):
    from dataclasses import replace

    page = serve(replace(story_tables, title="<img src=x onerror=alert(1)>")).get("/api").text
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_it_takes_no_parameters_and_says_so(client):
    response = client.get("/api?place=aleppo")
    assert response.status_code == 400
    assert response.json()["error"] == "place: no such parameter, expected none"


def test_with_a_slash_at_the_end_one_is_sent_to_it(client):
    response = client.get("/api/")
    assert (response.status_code, response.headers["location"]) == (308, "../api")
