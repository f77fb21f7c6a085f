"""Scripts go out compressed, each compressed once; who forbids gzip gets none, from any layer."""

from __future__ import annotations

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from dashboard.api.doors import STATIC, CompressedScripts, accepts

SCRIPT = b"let a = 1;\n" * 500


@pytest.fixture
def folder(tmp_path):
    for name, content in (("a.js", SCRIPT), ("a.png", b"\x89PNG" * 1_000)):
        (tmp_path / "static").mkdir(exist_ok=True)
        (tmp_path / "static" / name).write_bytes(content)
    (tmp_path / "secret.js").write_bytes(SCRIPT)
    return tmp_path


@pytest.fixture
def client(folder):
    async def words(request):
        return PlainTextResponse("words " * 500)

    routes = [Mount("/static", StaticFiles(directory=folder / "static")), Route("/words", words)]
    layers = [Middleware(CompressedScripts, folder=folder), Middleware(GZipMiddleware)]
    with TestClient(Starlette(routes=routes, middleware=layers)) as client:
        yield client


def ask(client, path, encoding="gzip", **headers):
    return client.get(path, headers={"Accept-Encoding": encoding, **headers})


@pytest.mark.parametrize(
    ("header", "allowed"),
    [
        ("gzip", True), ("GZIP;q=0.5, br", True), ("br;q=0, gzip", True), ("gzip; q=0.001", True), ("gzip;q=0", False),
        ("gzip; q=0.0", False), ("*, gzip ; q=0", False), ("gzip;q=0, *", False), ("br", False), ("", False),
        ("gzip;q=x", False),
    ],
)  # fmt: skip
def test_whether_gzip_is_allowed_is_read_as_the_rfc_says(header, allowed):
    assert accepts(header, "gzip") is allowed


def test_who_takes_brotli_gets_it_and_it_is_smaller(client):
    answer = ask(client, "/static/a.js", "gzip, deflate, br")
    assert answer.headers["content-encoding"] == "br" and answer.content == SCRIPT
    assert int(answer.headers["content-length"]) < int(ask(client, "/static/a.js").headers["content-length"])
    assert ask(client, "/static/a.js", "gzip, br;q=0").headers["content-encoding"] == "gzip"


def test_a_script_is_compressed_once(client, monkeypatch):
    made = []
    monkeypatch.setattr(
        gzip, "compress", lambda *parts, original=gzip.compress, **more: made.append(1) or original(*parts, **more)
    )
    for answer in (ask(client, "/static/a.js"), ask(client, "/static/a.js")):
        assert answer.headers["content-encoding"] == "gzip" and answer.content == SCRIPT
        assert int(answer.headers["content-length"]) < len(SCRIPT) / 5
        assert answer.headers["vary"] == "Accept-Encoding" and "javascript" in answer.headers["content-type"]
        assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert made == [1]


def test_who_forbids_gzip_gets_none_from_any_layer(client):
    for path in ("/static/a.js", "/words"):
        assert "content-encoding" in ask(client, path).headers
        assert "content-encoding" not in ask(client, path, "gzip;q=0").headers


@pytest.mark.parametrize("path", ["/static/../secret.js", "/static/%2e%2e/secret.js", "/static/none.js", "/secret.js"])
def test_nothing_else_of_the_folder_is_sent(client, path):
    assert ask(client, path).status_code == 404


def test_pictures_and_parts_are_sent_as_they_are(client):
    assert "immutable" not in ask(client, "/static/a.png").headers.get("cache-control", "")
    assert ask(client, "/static/a.js", Range="bytes=0-9").content == SCRIPT[:10]


def test_streamlits_own_scripts_are_found():
    assert sum(path.endswith(".js") for path in CompressedScripts(None)._files) > 10
    assert (STATIC / "index.html").is_file()
