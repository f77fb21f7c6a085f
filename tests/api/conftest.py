"""The API as a caller sees it: in this process for most tests, on a real port where a library opens the URL."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.testclient import TestClient

from dashboard.api import MIDDLEWARE, ROUTES, calls
from dashboard.collection import Collection
from dashboard.collection.live import State
from dashboard.render.browser import BROWSER, Picture

HOME = "http://localhost:8501"


def make_app() -> Starlette:
    """As the app has it: our own layers, then Streamlit's compression, then the routes."""
    return Starlette(routes=ROUTES, middleware=[*MIDDLEWARE, Middleware(GZipMiddleware, minimum_size=500)])


@dataclass
class FixedCollection:
    """Stands in for the live collection: whatever state a test gives it."""

    state: State

    def current(self, at_once: bool = False) -> State:
        return self.state


@pytest.fixture
def serve(monkeypatch):
    """Let the API serve this collection; ``version`` is the collection's own unless another state is given."""
    monkeypatch.delenv("DASHBOARD_URL", raising=False)

    def serve_collection(collection: Collection | None, **more: object) -> TestClient:
        version = collection.version if collection is not None else "none"
        state = replace(State(collection, version=version), **more)
        monkeypatch.setattr(calls, "open_collection", lambda: FixedCollection(state))
        return TestClient(make_app(), base_url=HOME, follow_redirects=False)

    calls.SHELF.follow(object())
    yield serve_collection
    calls.SHELF.follow(object())


@pytest.fixture
def client(serve, story) -> TestClient:
    return serve(replace(story, part_of=None))


@pytest.fixture
def empty(earthquake) -> Collection:
    """A collection in which nothing is reported."""
    return replace(earthquake.cut("nothing", keep=lambda one: False), part_of=None)


class PaintedBrowser:
    """Stands in for Chromium: a small true PNG for every exhibit, and which were asked for."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def paint(self) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (2, 2)).save(out, "png")
        return out.getvalue()

    def draw_picture(self, exhibit, *parts, **more) -> Picture:
        self.drawn.append(exhibit.id)
        return Picture(self.paint())

    def draw_pdf(self, exhibits, *parts, **more) -> bytes:
        self.drawn += [exhibit.id for exhibit in exhibits.values()]
        return b"%PDF-1.4 " + " ".join(exhibit.id for exhibit in exhibits.values()).encode()


@pytest.fixture
def painted(monkeypatch) -> PaintedBrowser:
    """A browser that paints at once."""
    browser = PaintedBrowser()
    for name in ("draw_picture", "draw_pdf"):
        monkeypatch.setattr(BROWSER, name, getattr(browser, name))
    return browser


@pytest.fixture
def address(serve, real) -> Iterator[str]:
    """The API of the whole collection on a port of this machine."""
    app = serve(real).app
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    started = threading.Event()
    while not server.started and not started.wait(0.01):
        pass
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


async def call_asgi(
    app, path: str, query: bytes = b"", headers=(), method: str = "GET", kind: str = "http"
) -> list[dict]:
    """Call an ASGI app with exactly these bytes, and return the messages that came back."""
    messages: list[dict] = []

    async def receive() -> dict:
        return {"type": "websocket.connect"} if kind == "websocket" else {"type": "http.request"}

    async def send(message: dict) -> None:
        messages.append(message)

    scope = {
        "type": kind,
        "method": method,
        "scheme": "http",
        "server": ("localhost", 8501),
        "path": path,
        "query_string": query,
        "headers": [(b"host", b"localhost:8501"), *headers]
        if not any(name == b"host" for name, _ in headers)
        else list(headers),
        "subprotocols": [],
    }
    await app(scope, receive, send)
    return messages


def call(*parts, **more) -> list[dict]:
    return asyncio.run(call_asgi(*parts, **more))
