"""Exhibits, cards and briefings by URL: they carry source and record, and say what to do where there is no picture."""

from __future__ import annotations

import io
import urllib.request
import zipfile
from urllib.parse import urlsplit

import plotly.graph_objects as go
import pytest
from PIL import Image

from dashboard.exhibits import QUESTIONS
from dashboard.render.browser import (
    BROWSER,
    HOW_TO_GET_A_BROWSER,
    DoesNotFitError,
    NoBrowserError,
    RenderError,
)
from dashboard.render.record import check_picture, read_record

TOPIC = "about=killed&who=people&where=aleppo&when=2016-09-23"
IDS = [question.id for question in QUESTIONS]


def test_the_list_names_every_exhibit_and_which_have_something_to_show(client, serve, empty):
    listed = client.get("/api/exhibits").json()["exhibits"]
    assert [one["id"] for one in listed] == IDS and any(one["applies"] for one in listed)
    nothing = serve(empty).get("/api/exhibits").json()["exhibits"]
    assert not any(one["applies"] for one in nothing)
    assert all(one["why"].endswith(".") and "png" not in one for one in nothing)


def test_a_link_of_the_list_is_absolute_carries_the_selection_and_works(client, painted):
    listed = client.get("/api/exhibits?place=aleppo").json()["exhibits"]
    first = next(one for one in listed if one["applies"])
    assert first["png"] == f"http://localhost:8501/api/exhibits/{first['id']}.png?place=aleppo"
    for ending in ("png", "pdf", "json"):
        link = urlsplit(first[ending])
        assert client.get(f"{link.path}?{link.query}").status_code == 200


def test_the_list_says_that_no_picture_can_be_had_without_a_browser(client, monkeypatch):
    from dashboard.api import routes

    monkeypatch.setattr(routes, "find_browser", lambda: None)
    assert client.get("/api/exhibits").json()["pictures"] == {"possible": False, "why": HOW_TO_GET_A_BROWSER}


def test_a_picture_is_a_png_whose_record_fits_todays_figures(client, painted, story):
    response = client.get("/api/exhibits/killed.png?preset=document&theme=dark&place=aleppo")
    assert response.headers["content-type"] == "image/png"
    assert response.headers["content-disposition"].startswith('inline; filename="killed-document-dark-')
    record = read_record(response.content)
    assert record.exhibit == "killed"
    assert record.link == "http://localhost:8501/?place=aleppo&exhibit=killed"
    assert f"Figures: all {len(record.figures)} are as they are today." in check_picture(response.content, story)


def test_the_same_picture_is_drawn_once_and_keeps_its_tag(client, painted):
    tags = {
        client.get(f"/api/exhibits/killed.png{query}").headers["etag"] for query in ("", "?download=1", "?preset=slide")
    }
    assert len(tags) == 1 and painted.drawn == ["killed"]
    assert client.get("/api/exhibits/killed.png", headers={"If-None-Match": tags.pop()}).status_code == 304
    assert client.get("/api/exhibits/killed.png?theme=dark").status_code == 200 and len(painted.drawn) == 2


def test_an_exhibit_as_json_holds_its_words_and_a_plotly_chart(client):
    content = client.get("/api/exhibits/killed.json").json()
    charts = [block["plotly"] for block in content["body"] if block["kind"] == "chart"]
    assert content["id"] == "killed" and content["source"] and content["alt"]
    assert go.Figure(charts[0]).data


def test_a_topic_is_answered_by_those_that_take_one_and_passed_over_by_the_others(serve, real):
    client = serve(real)
    asked = client.get(f"/api/exhibits/killed.json?{TOPIC}").json()
    assert "about=killed" in asked["link"] and asked["key"] != client.get("/api/exhibits/killed.json").json()["key"]
    plain = client.get("/api/exhibits/who_says.json").json()
    assert client.get(f"/api/exhibits/who_says.json?{TOPIC}").json()["title"] == plain["title"]


def test_the_card_of_a_figure_is_a_picture_of_that_figure_alone(client, painted):
    response = client.get("/api/figures/killed-aleppo-thursday.png")
    assert 'filename="figure-killed-aleppo-thursday-slide-light-' in response.headers["content-disposition"]
    record = read_record(response.content)
    assert [figure.written for figure in record.figures] == ["≥ 80"]
    assert record.link == "http://localhost:8501/figure?figure=killed-aleppo-thursday"


def test_a_figure_as_json_is_its_row_and_its_card_with_its_full_note(client):
    content = client.get("/api/figures/killed-aleppo-thursday.json").json()
    [row] = content["records"]
    assert (row["value"], row["qualifier"], row["via"]) == (80, "at_least", "AP")
    assert content["figures"] == ["killed-aleppo-thursday"] and "“" in content["details"][0]
    assert content["link"] == "http://localhost:8501/figure?figure=killed-aleppo-thursday"


def test_a_briefing_holds_the_slides_of_its_link_in_their_order(client, painted):
    response = client.get("/api/briefing.pdf?slides=where,killed&theme=dark")
    assert response.headers["content-disposition"].startswith('attachment; filename="briefing-')
    assert response.content == b"%PDF-1.4 where killed"


def test_without_slides_a_briefing_holds_the_usual_ones(client, painted):
    usual = [question.id for question in QUESTIONS if question.in_briefing]
    assert client.get("/api/briefing.pdf").content.decode().split()[1:] == [
        one for one in usual if one in painted.drawn
    ]
    assert painted.drawn[0] == "killed"


def test_a_deck_and_everything_open(client, painted):
    from pptx import Presentation

    deck = Presentation(io.BytesIO(client.get("/api/briefing.pptx?slides=killed,where").content))
    assert len(deck.slides) == 3
    with zipfile.ZipFile(io.BytesIO(client.get("/api/everything.zip?slides=killed").content)) as archive:
        assert {"README.txt", "briefing.pptx", "exhibits/killed.png", "tables/figures.csv"} <= set(archive.namelist())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("exhibits/kiled.png", "exhibit 'kiled' is not known; did you mean 'killed'?"),
        ("briefing.pdf?slides=killed,kiled", "exhibit 'kiled' is not known; did you mean 'killed'?"),
        (
            "figures/killed-aleppo-thirsday.png",
            "there is no figure 'killed-aleppo-thirsday' (nearest: 'killed-aleppo-thursday')",
        ),
        (
            "figures/killed-aleppo-thirsday.json",
            "there is no figure 'killed-aleppo-thirsday' (nearest: 'killed-aleppo-thursday')",
        ),
    ],
)
def test_an_unknown_name_is_404_with_the_known_ones(client, path, expected):
    response = client.get(f"/api/{path}")
    assert (response.status_code, response.json()["error"]) == (404, expected)
    known = response.json()["known"]
    assert known == "/api/figures.csv" if path.startswith("figures/") else "killed" in known


def test_an_exhibit_with_nothing_to_show_is_422_and_says_what_to_do(serve, empty, painted):
    client = serve(empty)
    response = client.get("/api/exhibits/killed.png")
    assert response.status_code == 422
    assert response.json()["error"].endswith("Choose other reports or loosen the selection")
    assert client.get("/api/briefing.pptx").status_code == 422


@pytest.mark.parametrize(
    ("error", "status", "wait"),
    [
        (NoBrowserError(HOW_TO_GET_A_BROWSER), 503, None),
        (RenderError("Many pictures are being drawn just now"), 503, "5"),
        (DoesNotFitError("killed: does not fit a picture of this size"), 422, None),
    ],
)
@pytest.mark.parametrize("path", ["exhibits/killed.png", "figures/killed-aleppo-thursday.png", "everything.zip"])
def test_what_the_browser_cannot_do_is_said_in_words(client, painted, monkeypatch, path, error, status, wait):
    def refuse(*parts, **more):
        raise error

    monkeypatch.setattr(BROWSER, "draw_picture", refuse)
    if path == "everything.zip" and status == 422:
        return  # what does not fit never blocks the rest
    response = client.get(f"/api/{path}")
    assert (response.status_code, response.headers.get("retry-after")) == (status, wait)
    assert response.json()["error"] == str(error)
    assert client.get("/api/exhibits/killed.json").status_code == 200


def test_a_picture_that_does_not_fit_never_blocks_everything(client, painted, monkeypatch):
    def refuse(exhibit, *parts, **more):
        raise DoesNotFitError(f"{exhibit.id}: does not fit")

    monkeypatch.setattr(BROWSER, "draw_picture", refuse)
    assert client.get("/api/exhibits/killed.png").status_code == 422
    with zipfile.ZipFile(io.BytesIO(client.get("/api/everything.zip?slides=killed,where").content)) as archive:
        assert "killed was left out: does not fit" in archive.read("README.txt").decode()


def test_a_picture_fails_once_and_works_the_next_time(client, painted, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(BROWSER, "draw_picture", lambda *parts, **more: (_ for _ in ()).throw(RenderError("busy")))
        assert client.get("/api/exhibits/killed.png").status_code == 503
    assert client.get("/api/exhibits/killed.png").status_code == 200


@pytest.mark.browser
@pytest.mark.slow
def test_an_img_in_somebody_elses_page_gets_a_true_picture(address, chromium):
    query = "source=independent-2016-09-23&preset=square"
    with urllib.request.urlopen(f"{address}/api/exhibits/killed.png?{query}", timeout=120) as response:
        picture = Image.open(io.BytesIO(response.read()))
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert picture.size == (1080, 1080)
    assert len(picture.convert("RGB").getcolors(1 << 24)) > 20
