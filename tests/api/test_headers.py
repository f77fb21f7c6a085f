"""Security headers stand on every HTTP answer, whoever makes it; a websocket passes untouched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit
from starlette.responses import PlainTextResponse, Response
from streamlit.web.server.starlette.starlette_path_security_middleware import PathSecurityMiddleware

from dashboard.api.doors import (
    CORS_VARIABLE,
    FRAME_VARIABLE,
    SecurityHeaders,
    read_frame_ancestors,
    write_policy,
)
from tests.api.conftest import call


async def page(scope, receive, send):
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        response = PlainTextResponse("", headers={"Referrer-Policy": "no-referrer"})
        response.set_cookie("_streamlit_xsrf", "x")
        await response(scope, receive, send)


def read_headers(path="/", app=page, **more):
    start = call(SecurityHeaders(app), path, **more)[0]
    return {name.decode(): value.decode() for name, value in start["headers"]}


def read_policy(path):
    return dict(part.split(" ", 1) for part in read_headers(path)["content-security-policy"].split("; "))


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


def test_each_inline_script_of_the_page_is_named_by_its_hash():
    index = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    assert write_policy("page").count("'sha256-") == len(re.findall(r"<script>", index)) > 0


def test_an_answer_of_the_api_may_load_nothing():
    assert read_policy("/api/figures.csv")["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-\S+'", read_policy("/api/figures.csv")["style-src"])
    assert "script-src" not in read_policy("/api")
    assert "script-src" in read_policy("/apiary")


def test_a_header_that_is_already_set_stays():
    assert read_headers()["referrer-policy"] == "no-referrer"


def test_a_websocket_passes_untouched():
    assert call(SecurityHeaders(page), "/_stcore/stream", kind="websocket") == [{"type": "websocket.accept"}]


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
    with pytest.raises(ValueError, match=rf"^{FRAME_VARIABLE}: .*, expected origins such as https://example.org"):
        SecurityHeaders(None)


def test_an_answer_without_a_content_type_gets_one():
    headers = read_headers("/x/../../etc", app=PathSecurityMiddleware(page))
    assert headers["content-type"] == "text/plain; charset=utf-8"
    assert "content-type" not in read_headers(app=Response(status_code=204))


def test_cookies_go_over_tls_alone_where_readers_come_by_tls(monkeypatch):
    monkeypatch.delenv("DASHBOARD_URL", raising=False)
    assert "secure" not in read_headers()["set-cookie"].lower()
    monkeypatch.setenv("DASHBOARD_URL", "https://figures.example.org")
    assert read_headers()["set-cookie"].endswith("; Secure")


def test_scripts_of_any_site_may_read_the_api_and_send_their_tag(client):
    response = client.options("/api/figures.csv")
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["access-control-allow-headers"] == "If-None-Match"
    assert "access-control-allow-credentials" not in response.headers


def test_the_owner_can_keep_other_sites_out(client, monkeypatch):
    monkeypatch.setenv(CORS_VARIABLE, "0")
    answers = [client.options("/api/gaps.csv"), client.get("/api/gaps.csv"), client.get("/api/x"), client.get("/api")]
    for response in answers:
        assert not [name for name in response.headers if name.startswith("access-control-")]
        assert response.headers["cross-origin-resource-policy"] == "same-origin"
