"""Who may come in: foreign hosts and origins are refused before Streamlit sees them, and nothing leaves the machine."""

from __future__ import annotations

import socket

import pytest
from starlette.responses import PlainTextResponse
from streamlit import config, net_util
from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed

from dashboard.api.doors import HOSTS_VARIABLE, METRICS_VARIABLE, ORIGINS_VARIABLE, Doorkeeper
from tests.api.conftest import call

OWN = [(b"host", b"localhost:8501")]


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    for name in (HOSTS_VARIABLE, ORIGINS_VARIABLE, METRICS_VARIABLE, "DASHBOARD_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def no_network(monkeypatch):
    """Fail the test where a socket is opened to another machine, and forget what Streamlit has found out before."""
    asked = []

    def refuse(self, address, *parts):
        asked.append(address)
        raise OSError("a test opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(net_util, "_internal_ip", None)
    return asked


def admitted(headers, path="/_stcore/stream", kind="websocket") -> list[dict]:
    """Let Streamlit itself judge what the doorkeeper lets in, as its websocket does."""

    async def streamlit(scope, receive, send):
        given = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        if scope["type"] == "http":
            await PlainTextResponse("page")(scope, receive, send)
        elif _is_origin_allowed(given.get("origin"), given.get("host")):
            await send({"type": "websocket.accept"})
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": "Streamlit"})

    return call(Doorkeeper(streamlit), path, headers=headers, kind=kind)


def test_a_page_of_ours_may_connect(no_network):
    assert admitted([*OWN, (b"origin", b"http://localhost:8501")]) == [{"type": "websocket.accept"}]
    assert admitted([*OWN, (b"origin", b"http://LOCALHOST:8501")]) == [{"type": "websocket.accept"}]
    assert admitted(OWN) == [{"type": "websocket.accept"}]
    assert no_network == []


@pytest.mark.parametrize(
    "origin",
    [
        b"https://evil.example",
        b"http://localhost.evil.example:8501",
        b"http://localhost:8502",
        b"null",
        b"http://[x",
        b"x" * 9_000,
    ],
)
def test_a_foreign_page_may_not_and_streamlit_is_not_asked(no_network, origin):
    [message] = admitted([*OWN, (b"origin", origin)])
    assert (message["type"], message["code"]) == ("websocket.close", 1008)
    assert message["reason"].startswith("pages of another origin may not connect")
    assert no_network == []


def test_two_origins_are_refused_where_one_is_foreign(no_network):
    headers = [*OWN, (b"origin", b"http://localhost:8501"), (b"origin", b"https://evil.example")]
    assert admitted(headers)[0]["type"] == "websocket.close"
    assert no_network == []


def test_a_page_of_the_setting_may_connect_and_still_nothing_is_asked_outside(no_network, monkeypatch):
    monkeypatch.setenv(ORIGINS_VARIABLE, "https://intranet.example.org, https://b.example.org")
    assert admitted([*OWN, (b"origin", b"https://intranet.example.org")]) == [{"type": "websocket.accept"}]
    assert no_network == []


def test_streamlit_alone_would_ask_outside(no_network):
    """The reason for all this; where a later Streamlit no longer asks, the doorkeeper can be simpler."""
    assert config.get_option("server.enableCORS")
    assert _is_origin_allowed("https://evil.example", "localhost:8501") is False
    assert no_network != []


@pytest.mark.parametrize(
    "host", [b"evil.example", b"evil.example:8501", b"localhost@evil.example", b"", b"[::1", b"127.0.0.1.evil.example"]
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_foreign_host_name_is_refused_in_words(host, kind):
    first = admitted([(b"host", host)], "/", kind)[0]
    assert first.get("status", 400) == 400 and first["type"] in ("http.response.start", "websocket.close")


@pytest.mark.parametrize(
    "host", [b"localhost:8501", b"127.0.0.1", b"[::1]:8501", b"LOCALHOST.", b"figures.example.org"]
)
def test_loopback_and_the_hosts_of_the_settings_are_answered(monkeypatch, host):
    monkeypatch.setenv("DASHBOARD_URL", "https://figures.example.org")
    assert admitted([(b"host", host)], "/", "http")[0]["status"] == 200


def test_every_host_can_be_admitted_behind_a_proxy_that_checks_them(monkeypatch):
    monkeypatch.setenv(HOSTS_VARIABLE, "*")
    assert admitted([(b"host", b"anything.example:1")], "/", "http")[0]["status"] == 200


def test_a_call_with_two_host_names_is_refused():
    assert admitted([*OWN, (b"host", b"evil.example")], "/", "http")[0]["status"] == 400


def test_metrics_are_off_unless_asked_for(monkeypatch):
    for path in ("/_stcore/metrics", "/_stcore/metrics/"):
        assert admitted(OWN, path, "http")[0]["status"] == 404
    monkeypatch.setenv(METRICS_VARIABLE, "1")
    assert admitted(OWN, "/_stcore/metrics", "http")[0]["status"] == 200


def test_a_probe_may_ask_for_health_by_any_address():
    assert admitted([(b"host", b"10.1.2.3:8501")], "/_stcore/health", "http")[0]["status"] == 200
