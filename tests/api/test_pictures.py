"""Charts and cards by URL: they carry their sources and record, and say what to do where there is no picture."""

from __future__ import annotations

import io
import urllib.request

import plotly.graph_objects as go
import pytest
from PIL import Image

from dashboard.charts import CHARTS
from dashboard.export import png
from dashboard.export.browser import HOW_TO_GET_CHROME, find_chrome
from dashboard.export.faults import BusyError, NoChromeError, PictureError
from dashboard.export.provenance import compare_picture, read_picture


def applying(tables):
    return next(kind.id for kind in CHARTS.values() if kind.applies(tables))


@pytest.fixture
def chart(story_tables):
    return applying(story_tables)


def test_the_list_names_every_chart_and_which_have_something_to_show(client, story_tables):
    charts = client.get("/api/charts").json()["charts"]
    assert [chart["id"] for chart in charts] == list(CHARTS)
    assert {chart["id"] for chart in charts if chart["applies"]} == {
        kind.id for kind in CHARTS.values() if kind.applies(story_tables)
    }
    nothing = client.get("/api/charts?text=no-such-word").json()["charts"]
    assert sum(chart["applies"] for chart in nothing) < sum(chart["applies"] for chart in charts)


def test_a_picture_is_a_png_whose_record_fits_todays_figures(client, browser, chart, story_tables):
    response = client.get(f"/api/charts/{chart}.png?preset=document&theme=dark")
    assert response.headers["content-type"] == "image/png"
    name = response.headers["content-disposition"]
    assert name.startswith(f'inline; filename="{chart}-document-dark-')
    record = read_picture(response.content)
    assert record.chart == chart
    assert record.link == f"/explore?chart={chart}"
    assert compare_picture(record, story_tables) == []


def test_a_filtered_picture_holds_the_filter_and_a_link_to_the_same_view(client, browser, story_tables):
    response = client.get("/api/charts/coverage.png?place=aleppo&download=1")
    assert response.headers["content-disposition"].startswith("attachment; ")
    record = read_picture(response.content)
    assert record.filter == "place: aleppo"
    assert record.link == "/explore?place=aleppo&chart=coverage"
    assert compare_picture(record, story_tables) == []


def test_the_same_picture_is_drawn_once_and_keeps_its_tag(client, browser, chart):
    answers = client.get_all([f"/api/charts/{chart}.png"] * 6)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.headers["etag"] for answer in answers}) == 1
    tag = answers[0].headers["etag"]
    assert client.get(f"/api/charts/{chart}.png?download=1", if_none_match=tag).status_code == 304
    assert browser.drawn == 1


def test_another_theme_is_another_picture_with_another_tag(client, browser, chart):
    tags = {client.get(f"/api/charts/{chart}.png?theme={mode}").headers["etag"] for mode in png.MODES}
    assert len(tags) == 2


def test_a_chart_as_json_is_the_plotly_chart_with_its_sources_inside(client, chart):
    content = client.get(f"/api/charts/{chart}.json?preset=square").json()
    drawn = go.Figure(content)
    assert drawn.layout.width == drawn.layout.height == 720
    texts = " ".join(note.text for note in drawn.layout.annotations)
    assert "<b>Source:</b>" in texts
    assert "As reported, not independently verified" in texts
    assert content["layout"]["meta"]["id"] == chart
    assert "at least 80 people" in str(content["layout"]["meta"]["alt"]).lower()


def test_the_card_of_a_figure_is_a_picture_of_that_figure_alone(client, browser, story_tables):
    response = client.get("/api/figures/killed-aleppo-thursday.png")
    assert 'filename="figure-killed-aleppo-thursday-slide-light-' in response.headers["content-disposition"]
    record = read_picture(response.content)
    assert [figure.written for figure in record.figures] == ["≥ 80"]
    assert record.link == "/?figure=killed-aleppo-thursday"
    assert compare_picture(record, story_tables) == []


def test_an_unknown_chart_is_404_with_the_known_ids(client):
    response = client.get("/api/charts/pie.png")
    assert response.status_code == 404
    assert response.json() == {"status": 404, "error": "there is no chart 'pie'", "known": list(CHARTS)}


def test_an_unknown_figure_is_404_with_known_ids_as_many_as_one_can_read(serve, real_tables):
    answer = serve(real_tables).get("/api/figures/none.png").json()
    assert answer["error"] == "there is no figure 'none'"
    assert len(answer["known"]) == 100
    assert answer["known_in_all"] == len(real_tables.figures)
    assert answer["all_known"] == "/api/figures.csv"


def test_a_chart_with_nothing_to_show_is_422_and_says_what_to_do(client, browser):
    response = client.get("/api/charts/strikes.png?indicator=besieged")
    assert response.status_code == 422
    assert response.json()["error"] == (
        "strikes: nothing of what is chosen can be shown by it; choose other sources or loosen the filter"
    )


@pytest.mark.parametrize("form", ["png", "json"])
def test_a_chart_too_full_to_be_read_is_422_and_found_out_once(serve, browser, real_tables, monkeypatch, form):
    from dashboard.api import pictures

    tried = []
    name = "draw_picture" if form == "png" else "lay_out"
    original = getattr(pictures, name)
    monkeypatch.setattr(pictures, name, lambda *parts: tried.append(name) or original(*parts))
    client = serve(real_tables)
    answers = [client.get(f"/api/charts/coverage.{form}?preset=square") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422] * 3
    assert "choose fewer" in answers[0].json()["error"]
    assert len(tried) == 1


def test_where_there_is_no_chrome_it_is_503_with_how_to_get_one(client, browser, chart, monkeypatch):
    def refuse(*parts):
        raise NoChromeError(HOW_TO_GET_CHROME)

    monkeypatch.setattr(browser, "draw", refuse)
    response = client.get(f"/api/charts/{chart}.png")
    assert response.status_code == 503
    assert response.json()["error"] == HOW_TO_GET_CHROME
    assert "retry-after" not in response.headers
    assert client.get(f"/api/charts/{chart}.json").status_code == 200


@pytest.mark.parametrize(
    ("error", "wait"), [(BusyError("Many pictures are being drawn just now"), "5"), (PictureError("it ended"), "10")]
)
def test_a_busy_or_failing_browser_is_503_with_when_to_come_again(client, browser, chart, monkeypatch, error, wait):
    def fail(*parts):
        raise error from TimeoutError()

    monkeypatch.setattr(browser, "draw", fail)
    response = client.get(f"/api/charts/{chart}.png")
    assert response.status_code == 503
    assert response.headers["retry-after"] == wait
    assert response.json()["error"] == str(error)
    monkeypatch.undo()


def test_a_picture_fails_once_and_works_the_next_time(client, browser, chart, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(browser, "draw", lambda *parts: (_ for _ in ()).throw(BusyError("busy")))
        assert client.get(f"/api/charts/{chart}.png").status_code == 503
    assert client.get(f"/api/charts/{chart}.png").status_code == 200


@pytest.mark.browser
@pytest.mark.skipif(find_chrome() is None, reason="no Chrome or Chromium")
def test_an_img_in_somebody_elses_page_gets_a_true_picture(address):
    query = "source=independent-2016-09-23&preset=square"
    with urllib.request.urlopen(f"{address}/api/charts/coverage.png?{query}", timeout=60) as response:
        picture = Image.open(io.BytesIO(response.read()))
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert picture.size == (1080, 1080)
    assert len(picture.convert("RGB").getcolors(1 << 24)) > 20
