"""What a visitor may not do to the others: empty caches, fill memory with uploads, or land on a blank page."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.api.doors import REFUSED_FIELDS, Doorkeeper, UploadLimit
from tests.api.conftest import call
from tests.conftest import ROOT

REFUSED = ("clear_cache", "load_git_info", "debug_disconnect_websocket", "debug_shutdown_runtime")


def test_the_refused_messages_are_those_that_streamlit_calls_so():
    """The numbers are part of Streamlit's protocol, which we do not import: this fails where they change."""
    names = {field.name: field.number for field in BackMsg.DESCRIPTOR.fields}
    assert {names[name] for name in REFUSED} == REFUSED_FIELDS


def pass_through(*frames: bytes | str) -> list[dict]:
    """Send frames through the filter; return what came out at the other end."""
    sent = [
        {"type": "websocket.receive", "bytes": f} if isinstance(f, bytes) else {"type": "websocket.receive", "text": f}
        for f in frames
    ]
    sent.append({"type": "websocket.disconnect", "code": 1000})
    seen: list[dict] = []

    async def app(scope, receive, send):
        while not seen or seen[-1]["type"] != "websocket.disconnect":
            seen.append(await receive())

    async def receive():
        return sent.pop(0)

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [(b"host", b"localhost")]}
    asyncio.run(Doorkeeper(app)(scope, receive, None))
    return seen


def test_a_visitor_cannot_empty_the_caches_of_all():
    rerun = BackMsg()
    rerun.rerun_script.query_string = "place=aleppo"
    clear, mixed = BackMsg(clear_cache=True), rerun.SerializeToString() + BackMsg(clear_cache=True).SerializeToString()
    seen = pass_through(
        clear.SerializeToString(), BackMsg(clear_cache=False).SerializeToString(), mixed, rerun.SerializeToString()
    )
    assert [message.get("bytes") for message in seen] == [rerun.SerializeToString(), None]


@pytest.mark.parametrize("name", ["rerun_script", "file_urls_request", "backend_operation_request"])
def test_what_a_page_needs_to_say_passes(name):
    message = BackMsg()
    getattr(message, name).SetInParent()
    assert pass_through(message.SerializeToString())[0]["bytes"] == message.SerializeToString()


@pytest.mark.parametrize("frame", [b"\xff" * 20, b"\x0a\x7fabc", b"\x28"])
def test_what_is_no_message_ends_the_connection(frame):
    assert pass_through(frame)[0] == {"type": "websocket.disconnect", "code": 1002}


@given(st.binary(max_size=30), st.booleans())
def test_whatever_protobuf_reads_as_a_refused_message_is_never_passed_on(junk, before):
    clear = BackMsg(clear_cache=True).SerializeToString()
    frame = clear + junk if before else junk + clear
    try:
        read = BackMsg.FromString(frame)
    except Exception:
        return
    passed = any(message.get("bytes") == frame for message in pass_through(frame))
    assert not passed or read.WhichOneof("type") not in REFUSED


class Uploads:
    """Stands in for Streamlit's keeper of uploads."""

    def __init__(self, **bounds: int) -> None:
        self.kept: dict[str, int] = {}
        inner = Starlette(
            routes=[
                Route("/_stcore/upload_file/{session}/{file}", self.put, methods=["PUT"]),
                Route("/_stcore/upload_file/{session}/{file}", self.delete, methods=["DELETE"]),
            ]
        )
        self.client = TestClient(UploadLimit(inner, **bounds))

    async def put(self, request):
        body = await request.body()
        if not request.headers.get("x-xsrftoken"):
            return Response(status_code=403)
        self.kept["/".join(request.path_params.values())] = len(body)
        return Response(status_code=204)

    async def delete(self, request):
        assert request.headers.get("x-xsrftoken")
        self.kept.pop("/".join(request.path_params.values()), None)
        return Response(status_code=204)

    def upload(self, name: str, size: int = 10, token: str = "t") -> int:
        return self.client.put(
            f"/_stcore/upload_file/{name}", content=b"x" * size, headers={"X-Xsrftoken": token}
        ).status_code


def test_of_a_sessions_uploads_the_last_three_are_kept():
    uploads = Uploads()
    assert [uploads.upload(f"one/{number}") for number in range(20)] == [204] * 20
    uploads.upload("two/0")
    assert list(uploads.kept) == ["one/17", "one/18", "one/19", "two/0"]


def test_all_uploads_together_have_a_bound():
    uploads = Uploads(most_bytes=1_000)
    for number in range(8):
        uploads.upload(f"{number}/0", 300)
    assert list(uploads.kept) == ["5/0", "6/0", "7/0"]


def test_a_refused_upload_deletes_nothing():
    uploads = Uploads(most=1)
    uploads.upload("one/0")
    assert uploads.upload("one/1", token="") == 403
    assert list(uploads.kept) == ["one/0"]


def test_an_upload_that_its_reader_deletes_makes_room():
    uploads = Uploads(most=2)
    uploads.upload("one/0")
    uploads.client.delete("/_stcore/upload_file/one/0", headers={"X-Xsrftoken": "t"})
    for number in (1, 2):
        uploads.upload(f"one/{number}")
    assert list(uploads.kept) == ["one/1", "one/2"]


async def streamlit(scope, receive, send):
    """Stands in for Streamlit, which sends its page to every address."""
    found = {
        "/static/js/a.js": PlainTextResponse("js", media_type="text/javascript"),
        "/explore/_stcore/health": Response(status_code=404),
    }
    await found.get(scope["path"], HTMLResponse("<script src='./static/js/a.js'>"))(scope, receive, send)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/explore", 200),
        ("/no/such", 404),
        ("/explore/x", 404),
        ("/static/js/a.js", 200),
        ("/static/none.js", 404),
        ("/explore/_stcore/health", 404),
    ],
)
def test_an_address_with_a_slash_inside_is_404_and_no_blank_page(path, status):
    start, *rest = call(Doorkeeper(streamlit), path)
    assert start["status"] == status
    if path == "/no/such":
        assert rest[0]["body"].startswith(b"There is no page at this address.") and len(rest) == 1


def test_a_page_below_a_prefix_of_the_setting_is_found(monkeypatch):
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "figures")
    assert call(Doorkeeper(streamlit), "/figures/explore")[0]["status"] == 200
    assert call(Doorkeeper(streamlit), "/figures/explore/x")[0]["status"] == 404


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["DASHBOARD_URL", "DASHBOARD_FRAME_ANCESTORS"])
def test_a_setting_that_makes_no_sense_ends_the_start_with_one_line(setting):
    command = [sys.executable, "dashboard/app.py"]
    ended = subprocess.run(command, cwd=ROOT, env=os.environ | {setting: "<x>"}, capture_output=True, text=True)
    said = [line for line in ended.stderr.splitlines() if "ScriptRunContext" not in line]
    assert ended.returncode == 1 and len(said) == 1 and said[0].startswith(f"{setting}: '<x>', expected ")
