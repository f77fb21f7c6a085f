"""``/api`` documents what answers: every file, exhibit, parameter and option, and nothing as HTML from a source."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dashboard.api.calls import OPTIONS
from dashboard.collection.selection import PARAMETERS
from dashboard.exhibits import QUESTIONS
from dashboard.export import FORMATS


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
    assert "<script" not in page and not re.search(r"<(link|img|iframe)", page)


def test_its_style_is_the_one_thing_its_policy_allows(client, page):
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in client.get("/api").headers["content-security-policy"]
    assert "style=" not in page


def test_every_file_and_exhibit_is_linked_and_every_link_answers(client, painted, page):
    links = set(Links(page).found)
    assert {f"api/{table}.{one.ending}" for one in FORMATS for table in one.tables} <= links
    assert {one.address for one in FORMATS if one.scope in ("tables", "briefing")} <= links
    assert {f"api/exhibits/{question.id}.png" for question in QUESTIONS} <= links
    for link in sorted(links):
        response = client.get(f"/{link}")
        assert response.status_code in (200, 422), (link, response.text[:200])


def test_every_parameter_option_and_format_is_explained(page):
    for name in (*PARAMETERS.values(), *OPTIONS):
        assert f"<code>{name}</code>" in page
    for one in FORMATS:
        assert one.label in page


def test_its_examples_hold_where_the_caller_found_it(client, page):
    assert "http://localhost:8501/api/figures.csv?indicator=killed" in page and "ADDRESS" not in page


def test_what_a_source_says_stands_there_as_text(serve, story):
    hostile = replace(
        story, about=story.about.model_copy(update={"title": "<img src=x onerror=alert(1)>"}), part_of=None, version="h"
    )
    page = serve(hostile).get("/api").text
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_it_takes_no_parameters_and_says_so(client):
    response = client.get("/api?place=aleppo")
    assert (response.status_code, response.json()["error"]) == (400, "place: no such parameter, expected none")
