"""While the collection has a fault, every answer says so; and where there is none at all, that is said too."""

from __future__ import annotations

import pytest

from dashboard.collection import Fault


def test_what_was_read_before_a_fault_is_marked_in_header_and_json(serve, earthquake):
    client = serve(earthquake, stale=True, error="indicators.csv: empty, expected a header", version="later")
    for file in ("figures.csv", "figures.json", "tables.xlsx", "exhibits"):
        assert client.get(f"/api/{file}").headers["dashboard-stale"] == "true"
    for file in ("figures.json", "exhibits", "exhibits/killed.json", f"figures/{earthquake.figures[0].id}.json"):
        assert client.get(f"/api/{file}").json()["about"]["stale"] == "indicators.csv: empty, expected a header"


def test_a_304_says_it_as_well(serve, earthquake):
    client = serve(earthquake, stale=True, error="x", version="later")
    tag = client.get("/api/figures.csv").headers["etag"]
    response = client.get("/api/figures.csv", headers={"If-None-Match": tag})
    assert (response.status_code, response.headers["dashboard-stale"]) == (304, "true")


def test_an_answer_from_before_the_fault_is_not_taken_for_one_of_now(serve, earthquake):
    before = serve(earthquake).get("/api/figures.json").headers["etag"]
    stale = serve(earthquake, stale=True, error="x", version="later")
    assert stale.get("/api/figures.json", headers={"If-None-Match": before}).status_code == 200


def test_what_is_left_out_for_its_faults_is_counted_and_named(serve, earthquake):
    fault = Fault("seeds/wire.toml", "figures[4].value", "'many', expected a number")
    response = serve(earthquake, faults=(fault,), version="faulty").get("/api/figures.json")
    assert response.headers["dashboard-faults"] == "1" and "dashboard-stale" not in response.headers
    assert response.json()["about"]["faults"] == ["seeds/wire.toml: figures[4].value: 'many', expected a number"]


def test_a_sound_collection_is_not_marked(client):
    response = client.get("/api/figures.json")
    assert not {"dashboard-stale", "dashboard-faults"} & set(response.headers)
    assert not {"stale", "faults"} & set(response.json()["about"])


@pytest.mark.parametrize("path", ["figures.csv", "exhibits", "exhibits/killed.png", "briefing.pdf", ""])
def test_a_collection_that_cannot_be_read_is_503_with_the_reason(serve, path):
    response = serve(None, error="seeds/: no such folder").get(f"/api/{path}".rstrip("/"))
    assert response.status_code == 503
    assert response.json()["error"] == "the collection could not be read: seeds/: no such folder"
