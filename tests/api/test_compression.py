"""Scripts go out compressed, each compressed once; who forbids gzip gets none, from any layer."""

from __future__ import annotations

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.api.compression import CompressedScripts, accepts_gzip

SCRIPT = b"let a = 1;\n" * 500


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def client(asked):
    async def script(request):
        asked.append(request.url.path)
        return Response(
            SCRIPT, media_type="text/javascript", headers={"ETag": '"a"', "Cache-Control": "public, immutable"}
        )

    async def picture(request):
        return Response(b"\x89PNG" * 1_000, media_type="image/png")

    async def words(request):
        return PlainTextResponse("words " * 500)

    routes = [Route("/static/{name}.js", script), Route("/static/a.png", picture), Route("/words", words)]
    layers = [Middleware(CompressedScripts), Middleware(GZipMiddleware)]
    with TestClient(Starlette(routes=routes, middleware=layers)) as client:
        yield client


@pytest.mark.parametrize(
    ("header", "accepts"),
    [
        ("gzip", True), ("GZIP;q=0.5, br", True), ("br, *", True), ("gzip;q=0", False), ("gzip; q=0.0", False),
        ("*, gzip;q=0", False), ("gzip;q=0, *", False), ("br", False), ("", False), ("gzip;q=x", False),
    ],
)  # fmt: skip
def test_whether_gzip_is_allowed_is_read_as_the_rfc_says(header, accepts):
    assert accepts_gzip(header) is accepts


def test_a_script_is_compressed_once(monkeypatch, asked):
    async def app(scope, receive, send):
        asked.append(scope["path"])
        await Response(SCRIPT, media_type="text/javascript", headers={"ETag": '"a"'})(scope, receive, send)

    client = TestClient(CompressedScripts(app))
    first, second = (client.get("/static/a.js", headers={"Accept-Encoding": "gzip"}) for _ in range(2))
    assert asked == ["/static/a.js"]
    for answer in (first, second):
        assert answer.headers["content-encoding"] == "gzip" and answer.content == SCRIPT
        assert int(answer.headers["content-length"]) < len(SCRIPT) / 5
        assert answer.headers["vary"] == "Accept-Encoding" and answer.headers["etag"] == 'W/"a"'


def test_who_forbids_gzip_gets_none_from_any_layer(client):
    for path in ("/static/a.js", "/words"):
        assert "content-encoding" in client.get(path, headers={"Accept-Encoding": "gzip"}).headers
        assert "content-encoding" not in client.get(path, headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_pictures_and_parts_are_sent_as_they_are(client):
    assert "content-encoding" not in client.get("/static/a.png", headers={"Accept-Encoding": "gzip"}).headers


def test_what_is_kept_has_a_bound(monkeypatch):
    monkeypatch.setattr("dashboard.api.compression._KEPT_BYTES", 400)
    kept = CompressedScripts(None)
    for number in range(20):
        kept.keep(f"/static/{number}.js", {}, gzip.compress(SCRIPT)[:90])
    assert sum(len(body) for _, body in kept._kept.values()) <= 400
