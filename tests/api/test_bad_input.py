"""Whatever stands in an address: a clear answer, never a traceback, never HTML out of the input."""

from __future__ import annotations

import random
from urllib.parse import quote, urlencode

import pytest

from dashboard.api.call import MAX_QUERY, OPTIONS
from dashboard.api.data import list_files
from dashboard.charts import CHARTS
from dashboard.filters import PARAMETERS, list_choices

SCRIPT = "<script>alert(1)</script>"
NASTY = (
    SCRIPT,
    quote(SCRIPT),
    "%3Csvg onload=alert(1)%3E",
    "' OR 1=1 --",
    "../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "\x00\x1b[31m",
    "\udcff",
    "%ff%fe%",
    "-1",
    "1e999",
    "NaN",
    "null",
    "[]",
    "{}",
    "2016-13-45",
    "حلب",
    "a" * 3000,
    "",
    " ",
)


def test_an_unknown_value_is_named_with_all_that_is_accepted(client, story_tables):
    response = client.get("/api/figures.csv?place=atlantis&basis=guess")
    assert response.status_code == 400
    answer = response.json()
    assert answer["error"].startswith("place: 'atlantis' is not here, expected one of al-waer, aleppo, ")
    assert answer["accepted"] == {name: list_choices(story_tables, name) for name in ("place", "basis")}


def test_a_mistyped_parameter_is_refused_for_it_would_quietly_give_everything(client):
    response = client.get("/api/figures.csv?plase=aleppo")
    assert response.status_code == 400
    assert response.json()["error"].startswith("plase: no such parameter, expected one of indicator, group, place,")
    assert response.json()["accepted_parameters"] == [*PARAMETERS, "download"]


def test_a_parameter_without_a_value_is_as_if_it_were_not_there(client):
    assert client.get("/api/figures.csv?place=&preset=").status_code == 400
    assert client.get("/api/figures.csv?place=&text=+").content == client.get("/api/figures.csv").content


def test_an_option_given_twice_is_refused(client):
    response = client.get("/api/charts/timeline.json?preset=slide&preset=square")
    assert response.status_code == 400
    assert response.json()["error"] == "preset: given 2 times, expected once"


@pytest.mark.parametrize(("option", "expected"), [(name, ", ".join(values)) for name, values in OPTIONS.items()])
def test_an_option_of_another_value_is_named_with_what_is_accepted(client, option, expected):
    response = client.get(f"/api/charts/timeline.json?{option}=purple")
    assert response.status_code == 400
    assert response.json()["error"] == f"{option}: 'purple', expected one of {expected}"


def test_a_query_that_is_too_long_is_414_and_names_the_limit(client):
    response = client.get("/api/figures.csv?text=" + "a" * 100_000)
    assert response.status_code == 414
    assert response.json()["error"] == f"the query has 100005 characters, expected at most {MAX_QUERY}"


def test_a_text_that_is_too_long_is_400(client):
    response = client.get("/api/figures.csv?text=" + "a" * 300)
    assert response.status_code == 400
    assert response.json()["error"].startswith("text: 300 characters, expected at most 200")


def test_a_filter_of_every_value_there_is_stays_below_the_limit(serve, real_tables):
    pairs = [(name, value) for name in PARAMETERS for value in list_choices(real_tables, name)]
    query = urlencode(pairs)
    assert len(query) < MAX_QUERY
    assert serve(real_tables).get(f"/api/figures.csv?{query}").status_code == 200


@pytest.mark.parametrize("path", ["figures.csv", "charts/{}.png", "figures/{}.png", "{}.csv", "{}/{}"])
def test_what_was_sent_never_comes_back_as_html(client, path):
    sent = quote(SCRIPT, safe="")
    response = client.get(f"/api/{path.format(sent, sent)}?place={sent}&{sent}=1")
    assert response.status_code in (400, 404)
    assert response.headers["content-type"] == "application/json"
    assert "<script" not in response.text


def test_a_person_who_followed_a_link_gets_words_and_no_html(client):
    response = client.get(f"/api/charts/strikes.png?preset={quote(SCRIPT)}", accept="text/html,*/*;q=0.8")
    assert response.status_code == 400
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.text.startswith("Preset: ") and "slide, document, square" in response.text
    assert response.text.endswith("Your browser's Back button leads to the page.")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(client, method):
    response = client.get("/api/figures.csv", method=method)
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["error"] == f"{method}: this can only be read"


def test_a_fault_of_the_program_is_json_without_its_inside(client, monkeypatch, caplog):
    from dashboard.api import data

    def fail(*parts):
        raise RuntimeError("secret inside")

    monkeypatch.setattr(data, "write_csv", fail)
    response = client.get("/api/events.csv?place=aleppo")
    assert response.status_code == 500
    assert response.json()["error"] == "a fault of the program; it stands in the server's log"
    assert "secret inside" in caplog.text


def test_errors_are_kept_by_no_cache_and_open_to_every_site(client):
    headers = client.get("/api/nothing.csv").headers
    assert headers["cache-control"] == "no-store"
    assert headers["access-control-allow-origin"] == "*"


def make_query(chance: random.Random, known: dict[str, list[str]]) -> str:
    """Return a random query: known and unknown names and values, repeated, mangled, sometimes very long."""
    if chance.random() < 0.02:
        return chance.choice(["text=", "place=", "x=", ""]) + chance.choice(["a", "%41", "&a=1"]) * 25_000
    pairs = []
    for _ in range(chance.randrange(6)):
        name = chance.choice([*PARAMETERS, *OPTIONS, "figure", chance.choice(NASTY)])
        values = [*known.get(name, ()), *NASTY] if chance.random() < 0.4 else known.get(name, ["x"])
        pairs.append((name, chance.choice(values or ["x"])))
    query = urlencode(pairs, errors="replace") if chance.random() < 0.8 else "&".join("=".join(pair) for pair in pairs)
    return "".join(chance.choice("%&=;<") if chance.random() < 0.005 else letter for letter in query)


def test_a_thousand_random_queries_raise_nothing_and_give_no_5xx(client, browser, story_tables):
    chance = random.Random(20160923)
    known = {name: list_choices(story_tables, name) for name in PARAMETERS} | {k: list(v) for k, v in OPTIONS.items()}
    light = [f"/api/{file}" for file in list_files() if file.endswith(("csv", "json"))]
    # Charts cost a hundred times as much; a tenth of the calls is for them.
    heavy = [f"/api/charts/{chart}.{end}" for chart in CHARTS for end in ("png", "json")]
    paths = [chance.choice(heavy if chance.random() < 0.1 else [*light, "/api/charts/x.png"]) for _ in range(1000)]
    asked = [f"{path}?{make_query(chance, known)}" for path in paths]
    seen = set()
    for start in range(0, len(asked), 10):
        for path, response in zip(asked[start:], client.get_all(asked[start : start + 10]), strict=False):
            seen.add(response.status_code)
            assert response.status_code < 500, (path, response.text)
            assert response.headers["content-type"].split(";")[0] in ("application/json", "text/csv", "image/png"), path
            if response.status_code >= 400:
                assert "<" not in response.text
                assert response.json()["status"] == response.status_code
    assert seen >= {200, 400, 404, 414, 422}
