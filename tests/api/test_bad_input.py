"""Whatever stands in an address: a clear answer, never a traceback, never HTML out of the input."""

from __future__ import annotations

import json
import random
from urllib.parse import quote, unquote, urlencode

import pytest

from dashboard.api.calls import DATA_NAMES, MAX_QUERY, OPTIONS
from dashboard.collection.selection import PARAMETERS, list_choices
from dashboard.exhibits import QUESTIONS
from dashboard.export import FORMATS
from tests.api.conftest import call, make_app

SCRIPT = "<script>alert(1)</script>"
NASTY = (
    SCRIPT, quote(SCRIPT), "%3Csvg onload=alert(1)%3E", "' OR 1=1 --", "../../etc/passwd", "=cmd|' /C calc'!A0",
    "\x00\x1b[31m", "\udcff", "%ff%fe%", "-1", "1e999", "NaN", "null", "[]", "{}", "2016-13-45", "حلب", "a" * 3000, "", " ",
    "a" + "\u0301" * 600,
)  # fmt: skip
LISTED = {name: parameter for name, parameter in PARAMETERS.items() if name not in ("text", "start", "end", "figure")}


def test_an_unknown_value_is_named_with_the_nearest_and_all_that_is_accepted(client, story):
    response = client.get("/api/figures.csv?place=alepo&basis=guess")
    assert response.status_code == 400
    answer = response.json()
    assert answer["error"].startswith(
        "place: 'alepo' is not here, nearest: 'aleppo'; basis: 'guess' is not here, expected"
    )
    assert set(answer["accepted"]) == {"place", "basis"} and "aleppo" in answer["accepted"]["place"]


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("figures.csv?plase=aleppo", "place"),
        ("exhibits/killed.png?presett=slide", "preset"),
        ("briefing.pptx?slide=killed", "slides"),
    ],
)
def test_a_mistyped_parameter_is_refused_for_it_would_quietly_give_everything(client, path, nearest):
    response = client.get(f"/api/{path}")
    assert response.status_code == 400
    assert response.json()["error"].endswith(f"(nearest: {nearest!r})")
    assert nearest in response.json()["accepted_parameters"]


def test_an_option_of_pictures_is_none_of_tables(client):
    response = client.get("/api/figures.csv?preset=slide")
    assert response.status_code == 400
    assert response.json()["accepted_parameters"] == list(DATA_NAMES)


def test_a_parameter_without_a_value_is_as_if_it_were_not_there(client):
    assert client.get("/api/figures.csv?place=&text=+").content == client.get("/api/figures.csv").content


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("about=kiled&who=people&where=aleppo", "about: 'kiled' is not here, nearest: 'killed'"),
        ("about=killed", "where: missing, expected the id of a place"),
        ("from=2016-9-1", "from: '2016-9-1' is no day, expected one such as 2016-09-23"),
        ("from=2016-09-25&to=2016-09-20", "from: 2016-09-25 is after to: 2016-09-20, expected the earlier day first"),
        ("=x", "'': no such parameter, expected one of source, "),
        ("standing=true", "standing: 'true' is not here, expected one of revised, updated"),
    ],
)
def test_a_value_that_makes_no_sense_is_named(client, query, expected):
    response = client.get(f"/api/exhibits/killed.json?{query}")
    assert response.status_code == 400
    assert response.json()["error"].startswith(expected)


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_of_another_value_is_named_with_what_is_accepted(client, option):
    response = client.get(f"/api/exhibits/killed.json?{option}=purple")
    assert response.status_code == 400
    assert response.json()["error"] == f"{option}: 'purple', expected one of {', '.join(OPTIONS[option])}"


def test_a_query_that_is_too_long_is_414_and_names_the_limit(client):
    response = client.get("/api/figures.csv?text=" + "a" * 60_000)
    assert response.status_code == 414
    assert response.json()["error"] == f"the query has 60005 characters, expected at most {MAX_QUERY}"


@pytest.mark.slow
def test_a_selection_of_every_value_there_is_stays_below_the_limit(serve, real):
    query = urlencode(
        [(parameter, value) for name, parameter in LISTED.items() for value in list_choices(real, name)[:200]]
    )
    assert len(query) < MAX_QUERY
    assert serve(real).get(f"/api/figures.csv?{query}").status_code == 200


@pytest.mark.parametrize(
    "path", ["figures.csv", "exhibits/{}.png", "figures/{}.png", "charts/{}.png", "{}.csv", "{}/{}"]
)
def test_what_was_sent_never_comes_back_as_html(client, path):
    sent = quote(SCRIPT, safe="")
    response = client.get(f"/api/{path.format(sent, sent)}?place={sent}&{sent}=1")
    assert response.status_code in (400, 404)
    assert response.headers["content-type"] == "application/json"
    assert "<script" not in response.text


@pytest.mark.parametrize(
    "path",
    [
        "",
        "x",
        "figure.csv",
        "no/such/thing",
        "exhibits/",
        "exhibits/killed.svg",
        "exhibits/killed",
        "..%2fx",
        "figures.csv/",
    ],
)
def test_any_other_address_below_api_is_404_with_the_known_ones_and_not_the_page(client, path):
    response = client.get(f"/api/{path}")
    if not path:
        assert (response.status_code, response.headers["location"]) == (308, "../api")
        return
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/json"
    assert {"/api/figures.csv", "/api/exhibits/<id>.png", "/api/figures/<id>.json"} <= set(response.json()["known"])


def test_a_person_who_followed_a_link_gets_words_and_no_html(client):
    response = client.get(f"/api/exhibits/killed.png?preset={quote(SCRIPT)}", headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.status_code == 400
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.text.startswith("Preset: ") and "slide, half, document, square" in response.text
    assert response.text.endswith("Your browser's Back button leads to the page.")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(client, method):
    response = client.request(method, "/api/figures.csv")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.json()["error"] == f"{method}: this can only be read"


def test_a_fault_of_the_program_is_json_without_its_inside(client, monkeypatch, caplog):
    from dashboard.export import tables

    def fail(*parts):
        raise RuntimeError("secret inside")

    monkeypatch.setattr(tables, "write_csv", fail)
    response = client.get("/api/events.csv?place=aleppo")
    assert response.status_code == 500
    assert response.json()["error"] == "a fault of the program; it stands in the server's log"
    assert "secret inside" in caplog.text


def test_errors_are_kept_by_no_cache(client):
    assert client.get("/api/nothing.csv").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("host", [b"localhost:8501<script>", b"localhost:99999", b"\xff", b'localhost"'])
def test_a_host_that_is_none_reaches_no_link(client, host):
    [start, *_] = call(make_app(), "/api/gaps.json", headers=[(b"host", host)])
    assert start["status"] == 400


def make_query(chance: random.Random, known: dict[str, list[str]]) -> str:
    """Return a random query: known and unknown names and values, repeated, mangled, sometimes very long."""
    if chance.random() < 0.02:
        return chance.choice(["text=", "place=", "x=", ""]) + chance.choice(["a", "%41", "&a=1"]) * 10_000
    pairs = []
    for _ in range(chance.randrange(6)):
        name = chance.choice([*known, "about", "slides", chance.choice(NASTY)])
        values = [*known.get(name, ()), *NASTY] if chance.random() < 0.4 else known.get(name, ["x"])
        pairs.append((name, chance.choice(values or ["x"])))
    query = urlencode(pairs, errors="replace") if chance.random() < 0.8 else "&".join("=".join(pair) for pair in pairs)
    return "".join(chance.choice("%&=;<") if chance.random() < 0.005 else letter for letter in query)


@pytest.mark.slow
def test_a_thousand_random_queries_raise_nothing_and_give_no_5xx(client, painted, story):
    chance = random.Random(20160923)
    known = {p: list(list_choices(story, name)) for name, p in LISTED.items()} | {
        k: list(v) for k, v in OPTIONS.items()
    }
    light = [f"/api/{table}.{one.ending}" for one in FORMATS for table in one.tables]
    heavy = [f"/api/exhibits/{question.id}.{end}" for question in QUESTIONS for end in ("png", "json")]
    seen, app = set(), client.app
    for _ in range(1000):
        path = chance.choice(heavy if chance.random() < 0.1 else [*light, "/api/exhibits/x.png", "/api/exhibits"])
        query = make_query(chance, known)
        start, *parts = call(app, unquote(path), query.encode("utf-8", "surrogateescape"))
        body = b"".join(part.get("body", b"") for part in parts)
        headers = dict(start["headers"])
        seen.add(start["status"])
        assert start["status"] < 500, (path, query, body)
        assert headers[b"content-type"].split(b";")[0] in (b"application/json", b"text/csv", b"image/png"), path
        if start["status"] >= 400:
            assert b"<" not in body and json.loads(body)["status"] == start["status"]
    assert seen >= {200, 400, 404, 414, 422}
