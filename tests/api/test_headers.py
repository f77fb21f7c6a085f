"""Security headers stand on every HTTP answer, whoever makes it; a websocket passes untouched."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
import streamlit
from starlette.responses import PlainTextResponse

from dashboard.api.headers import (
    FRAME_VARIABLE,
    HeaderError,
    SecurityHeaders,
    hash_inline_scripts,
    read_frame_ancestors,
    write_page_policy,
)


def call(path="/", kind="http", app=None, root_path=""):
    messages = []

    async def inner(scope, receive, send):
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
        else:
            await PlainTextResponse("", headers={"Referrer-Policy": "no-referrer"})(scope, receive, send)

    async def send(message):
        messages.append(message)

    scope = {"type": kind, "path": path, "root_path": root_path, "method": "GET", "headers": []}
    asyncio.run((app or SecurityHeaders(inner))(scope, None, send))
    return messages


def read_headers(*parts, **more):
    return {name.decode(): value.decode() for name, value in call(*parts, **more)[0]["headers"]}


def read_policy(*parts, **more):
    policy = read_headers(*parts, **more)["content-security-policy"]
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_every_answer_forbids_sniffing_foreign_frames_and_what_the_app_never_uses():
    headers = read_headers("/anything")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_the_pages_policy_names_no_other_host_and_allows_no_eval():
    policy = read_policy("/")
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"].split()
    assert not re.search(r"https?:|\*", " ".join(policy.values()))


def test_each_inline_script_of_the_pages_is_named_by_its_hash():
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    assert len(hash_inline_scripts()) == len(re.findall(r"<script>", page)) + 1
    assert all(named in write_page_policy("'self'") for named in hash_inline_scripts())


def test_an_answer_of_the_api_may_load_nothing():
    assert read_policy("/api/figures.csv")["default-src"] == "'none'"
    assert read_policy("/api/figures.csv")["style-src"] == "'none'"
    assert "script-src" not in read_policy("/api")
    assert "script-src" in read_policy("/apiary")


def test_the_api_is_known_behind_a_prefix_as_well():
    assert "script-src" not in read_policy("/figures/api/figures.csv", root_path="/figures")


def test_a_header_that_is_already_set_stays():
    headers = call("/")[0]["headers"]
    assert [value for name, value in headers if name == b"referrer-policy"] == [b"no-referrer"]


def test_a_websocket_passes_untouched():
    assert call("/_stcore/stream", kind="websocket") == [{"type": "websocket.accept"}]


def test_who_may_frame_the_app_can_be_widened_by_the_environment(monkeypatch):
    monkeypatch.setenv(FRAME_VARIABLE, "'self'  https://example.org https://*.example.com:8443")
    assert read_frame_ancestors() == "'self' https://example.org https://*.example.com:8443"
    assert read_policy("/")["frame-ancestors"] == read_frame_ancestors()
    assert "x-frame-options" not in read_headers("/")


def test_frames_can_be_forbidden_altogether(monkeypatch):
    monkeypatch.setenv(FRAME_VARIABLE, "'none'")
    assert read_headers("/")["x-frame-options"] == "DENY"


@pytest.mark.parametrize("value", ["https://a.org; script-src *", "'unsafe-inline'", "a,b", "<x>"])
def test_what_is_no_origin_is_refused_with_its_name(monkeypatch, value):
    monkeypatch.setenv(FRAME_VARIABLE, value)
    with pytest.raises(HeaderError, match=rf"^{FRAME_VARIABLE}: .*, expected origins such as https://example.org"):
        SecurityHeaders(None)


def test_scripts_of_any_site_may_read_the_api_and_send_their_tag(client):
    response = client.get("/api/figures.csv", method="OPTIONS")
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["access-control-allow-headers"] == "If-None-Match"
    assert "access-control-allow-credentials" not in response.headers
