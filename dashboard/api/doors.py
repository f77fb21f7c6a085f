"""Who may come in: foreign hosts and foreign origins are refused before Streamlit sees them.

Streamlit asks an outside address for its own where a websocket brings an origin it does not know, and does so on the
event loop. Refusing such a handshake here keeps every visitor served and nothing leaves the machine.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from dashboard.export.about import read_base

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

HOSTS_VARIABLE = "DASHBOARD_HOSTS"
ORIGINS_VARIABLE = "DASHBOARD_ORIGINS"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
# Probes of a container platform ask by an address of their own; the answer holds nothing.
_HEALTH = "/_stcore/health"
# Numbers about visitors and memory.
_METRICS = "/_stcore/metrics"
METRICS_VARIABLE = "DASHBOARD_METRICS"
_REFUSED = 1008


@dataclass(frozen=True)
class Doors:
    """Which host names this server answers to, and which other sites may open a websocket to it.

    ``hosts`` holds names without a port; ``*`` admits every name (behind a proxy that checks them itself).
    ``origins`` holds whole origins such as ``https://intranet.example.org``.
    """

    hosts: frozenset[str]
    origins: frozenset[str]
    metrics: bool = False

    @classmethod
    def from_environment(cls) -> Doors:
        """Read ``DASHBOARD_HOSTS``, ``DASHBOARD_ORIGINS`` and ``DASHBOARD_METRICS``.

        Loopback and the host of ``DASHBOARD_URL`` are always admitted.
        """
        hosts = os.environ.get(HOSTS_VARIABLE, "").lower().replace(",", " ").split()
        hosts += [name for name in (_name_of(read_base()),) if name]
        origins = os.environ.get(ORIGINS_VARIABLE, "").lower().replace(",", " ").split()
        return cls(frozenset((*LOOPBACK, *hosts)), frozenset(origins), os.environ.get(METRICS_VARIABLE) == "1")

    def admit_host(self, host: str | None) -> bool:
        """Whether this server answers to *host* (a Host header): the rest is DNS rebinding or a mistake."""
        name = _name_of(f"//{host or ''}")
        return "*" in self.hosts or (name is not None and name in self.hosts)

    def admit_origin(self, origin: str, host: str) -> bool:
        """Whether a page of *origin* may open a websocket: our own pages, and those of the setting."""
        same = urlsplit(origin).netloc.lower() == host.lower() if _name_of(origin) else False
        return same or origin.lower() in self.origins


def _name_of(address: str) -> str | None:
    """Return the host name of an address, or None where it has none that can be read."""
    try:
        parts = urlsplit(address)
        _ = parts.port
        return parts.hostname.rstrip(".") if parts.hostname and "@" not in parts.netloc else None
    except ValueError:
        return None


class Doorkeeper:
    """ASGI middleware that lets in what :class:`Doors` admits; others get 400 or 403, a websocket is not opened.

    What is let in with another site's origin goes on as one of our own pages: Streamlit would ask about it outside.
    """

    def __init__(self, app: ASGIApp, doors: Doors | None = None) -> None:
        self.app = app
        self.doors = doors or Doors.from_environment()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, or refuse it in words."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = self._refuse(scope, Headers(scope=scope))
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
        if len(hosts) != 1 or not self.doors.admit_host(hosts[0]):
            return 400, f"this server does not answer to that host name; its owner can add it to {HOSTS_VARIABLE}"
        origins = headers.getlist("origin")
        if scope["type"] == "websocket" and not all(self.doors.admit_origin(one, hosts[0]) for one in origins):
            return 403, f"pages of another origin may not connect; its owner can add it to {ORIGINS_VARIABLE}"
        if path == _METRICS and not self.doors.metrics:
            return 404, f"metrics are off; the owner can set {METRICS_VARIABLE}=1"
        return None


def path_of(scope: Scope) -> str:
    """Return the path of a call without a prefix under which the app is mounted."""
    return str(scope.get("path", "")).removeprefix(str(scope.get("root_path", "")))


def _with_own_origin(scope: Scope) -> Scope:
    if scope["type"] != "websocket":
        return scope
    headers = Headers(scope=scope)
    if "origin" not in headers:
        return scope
    kept = [pair for pair in scope["headers"] if pair[0].lower() != b"origin"]
    return {**scope, "headers": [*kept, (b"origin", b"http://" + headers["host"].encode("latin-1"))]}
