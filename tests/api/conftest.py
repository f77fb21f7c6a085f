"""The API as a caller sees it: in this process for most tests, on a real port where a library opens the URL."""

from __future__ import annotations

import asyncio
import io
import json
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import pytest
import uvicorn
from PIL import Image
from starlette.applications import Starlette

from dashboard.api import MIDDLEWARE, ROUTES, endpoint
from dashboard.export import png
from dashboard.live import State
from dashboard.tables import Tables

APP = Starlette(routes=ROUTES, middleware=MIDDLEWARE)


@dataclass
class FixedCollection:
    """Stands in for the live collection: whatever state a test gives it."""

    state: State

    def current(self) -> State:
        return self.state


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self) -> Any:
        return json.loads(self.content)


class Client:
    """Calls the routes as an ASGI server would, whatever the address: no client library mends it on the way."""

    def get(self, path: str, method: str = "GET", **headers: str) -> Reply:
        return self.get_all([path], method, **headers)[0]

    def get_all(self, paths: list[str], method: str = "GET", **headers: str) -> list[Reply]:
        """Call all *paths* at once."""
        sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]

        async def call() -> list[Reply]:
            return await asyncio.gather(*(call_app(path, method, sent) for path in paths))

        return asyncio.run(call())


async def call_app(
    address: str, method: str, headers: list[tuple[bytes, bytes]], app: Starlette | None = None
) -> Reply:
    path, _, query = address.partition("?")
    messages: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request"}

    async def send(message: dict) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "server": ("test.invalid", 80),
        "path": unquote(path),
        "query_string": query.encode("utf-8", "surrogateescape"),
        "headers": [(b"host", b"test.invalid"), *headers],
    }
    await (app or APP)(scope, receive, send)
    start = messages[0]
    body = b"".join(message.get("body", b"") for message in messages[1:])
    return Reply(start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, body)


@pytest.fixture
def serve(monkeypatch):
    """Let the API serve these tables."""

    def serve_tables(tables: Tables | None, **more: object) -> Client:
        collection = FixedCollection(State(tables, **more))
        monkeypatch.setattr(endpoint, "open_collection", lambda: collection)
        return Client()

    return serve_tables


@pytest.fixture
def client(serve, story_tables) -> Client:
    return serve(story_tables)


class PaintedBrowser:
    """Stands in for Chromium: a small true PNG for every chart, and a count of how many were asked for."""

    def __init__(self) -> None:
        self.drawn = 0

    def draw(self, chart, width, height, scale=1.0, picture_format="png") -> bytes:
        self.drawn += 1
        out = io.BytesIO()
        Image.new("RGB", (2, 2), chart.layout.template.layout.paper_bgcolor).save(out, "png")
        return out.getvalue()


@pytest.fixture
def browser(monkeypatch) -> PaintedBrowser:
    painted = PaintedBrowser()
    monkeypatch.setattr(png, "BROWSER", painted)
    png.CACHE.clear()
    yield painted
    png.CACHE.clear()


@pytest.fixture
def address(serve, real_tables) -> str:
    """The API of the whole collection on a port of this machine."""
    serve(real_tables)
    server = uvicorn.Server(uvicorn.Config(APP, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
