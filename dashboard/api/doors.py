"""Who may come in: foreign hosts and foreign origins are refused before Streamlit sees them.

Streamlit asks an outside address for its own where a websocket brings an origin it does not know, and does so on the
event loop. Refusing such a handshake here keeps every visitor served and nothing leaves the machine.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from dashboard.api.headers import path_of
from dashboard.export.about import read_base

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS_VARIABLE = "DASHBOARD_HOSTS"
ORIGINS_VARIABLE = "DASHBOARD_ORIGINS"
METRICS_VARIABLE = "DASHBOARD_METRICS"
BASE_VARIABLE = "STREAMLIT_SERVER_BASE_URL_PATH"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
# Probes of a container platform ask by an address of their own; the answer holds nothing.
_HEALTH = "/_stcore/health"
# Numbers about visitors and memory.
_METRICS = "/_stcore/metrics"
_REFUSED = 1008


def _read_words(variable: str) -> list[str]:
    return os.environ.get(variable, "").lower().replace(",", " ").split()


def _name_of(address: str) -> str | None:
    """Return the host name of an address, or None where it has none that can be read."""
    try:
        parts = urlsplit(address)
        _ = parts.port
        return parts.hostname.rstrip(".") if parts.hostname and "@" not in parts.netloc else None
    except ValueError:
        return None


class Doorkeeper:
    """ASGI middleware that lets in the hosts and origins of the settings; others get words, a websocket is closed.

    ``DASHBOARD_HOSTS`` holds host names beside loopback and that of ``DASHBOARD_URL``; ``*`` admits all, behind a
    proxy that checks them. ``DASHBOARD_ORIGINS`` holds whole origins such as ``https://intranet.example.org``.
    What is let in with another site's origin goes on as one of our own pages: Streamlit would ask about it outside.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.hosts = {*LOOPBACK, _name_of(read_base()), *_read_words(HOSTS_VARIABLE)}
        self.origins = _read_words(ORIGINS_VARIABLE)
        self.metrics = os.environ.get(METRICS_VARIABLE) == "1"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, or refuse it in words."""
        refusal = self._refuse(scope, Headers(scope=scope)) if scope["type"] in ("http", "websocket") else None
        if refusal is None:
            await self.app(_with_own_origin(scope), receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _REFUSED, "reason": refusal[1][:120]})
        else:
            await PlainTextResponse(f"{refusal[1]}\n", refusal[0])(scope, receive, send)

    def _refuse(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        path = path_of(scope).rstrip("/")
        if path == _HEALTH:
            return None
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._admit_host(hosts[0]):
            return 400, f"this server does not answer to that host name; its owner can add it to {HOSTS_VARIABLE}"
        origins = headers.getlist("origin") if scope["type"] == "websocket" else []
        if not all(self._admit_origin(one, hosts[0]) for one in origins):
            return 403, f"pages of another origin may not connect; its owner can add it to {ORIGINS_VARIABLE}"
        if path == _METRICS and not self.metrics:
            return 404, f"metrics are off; the owner can set {METRICS_VARIABLE}=1"
        return None

    def _admit_host(self, host: str) -> bool:
        """Whether this server answers to a Host header: the rest is DNS rebinding or a mistake."""
        name = _name_of(f"//{host}")
        return "*" in self.hosts or (name is not None and name in self.hosts)

    def _admit_origin(self, origin: str, host: str) -> bool:
        """Whether a page may open a websocket: our own, and those of the setting."""
        own = _name_of(origin) is not None and urlsplit(origin).netloc.lower() == host.lower()
        return own or origin.lower() in self.origins


def _with_own_origin(scope: Scope) -> Scope:
    if scope["type"] != "websocket" or "origin" not in (headers := Headers(scope=scope)):
        return scope
    kept = [pair for pair in scope["headers"] if pair[0].lower() != b"origin"]
    return {**scope, "headers": [*kept, (b"origin", b"http://" + headers["host"].encode("latin-1"))]}


class LostPages:
    """ASGI middleware that answers 404 where Streamlit sends its page to an address with a slash inside.

    Its scripts have relative addresses: from ``/no/such`` they lead to ``/no/static/…``, and the page stays blank.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.base = f"/{os.environ.get(BASE_VARIABLE, '').strip('/')}".rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, and replace a page that could not be shown."""
        path = path_of(scope).removeprefix(self.base) if scope["type"] == "http" else ""
        lost = False

        async def send_unless_lost(message: Message) -> None:
            nonlocal lost
            if message["type"] == "http.response.start" and message["status"] in (200, 304):
                lost = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
                if lost:
                    words = "There is no page at this address. The dashboard begins at the address without it.\n"
                    await PlainTextResponse(words, 404)(scope, receive, send)
            if not lost:
                await send(message)

        could_be = "/" in path.strip("/") and not path.startswith("/api/")
        await self.app(scope, receive, send_unless_lost if could_be else send)
