"""The HTML behind a page says where its server is, and is Streamlit's own otherwise."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette

from dashboard.api.shell import HOST_SCRIPT, list_pages, write_shell
from tests.api.conftest import call_app

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


def test_a_page_is_streamlits_own_with_two_things_more():
    page = write_shell()
    own = INDEX.read_text("utf-8")
    before, script, after = page.partition(f"<script>{HOST_SCRIPT}</script>")
    added = after.removesuffix(own.partition("</head>")[2]).removesuffix("</head>").split()
    assert script and own.startswith(before) and "viewport" in before
    assert added and all(
        word in ("<link", 'rel="modulepreload"', "crossorigin") or word.startswith("href=") for word in added
    )


def test_the_scripts_asked_for_early_are_there():
    """A renamed script of a newer Streamlit would be a 404 on every page."""
    names = [
        line.split("./static/js/")[1].split('"')[0]
        for line in write_shell().splitlines()
        if "preload" in line and "/js/" in line
    ]
    assert all((INDEX.parent / "static" / "js" / name).is_file() for name in names)


@pytest.mark.parametrize("text", [None, "", "no page at all"])
def test_what_is_no_page_is_left_to_streamlit(tmp_path, text):
    if text is not None:
        (tmp_path / "index.html").write_text(text)
    assert write_shell(tmp_path) is None


def test_each_page_is_served_at_its_own_address_and_no_other():
    app = Starlette(routes=list_pages(["", "explore"]))
    ask = lambda path: asyncio.run(call_app(path, "GET", [], app))  # noqa: E731
    assert [ask(path).status_code for path in ("/", "/explore", "/explore?place=homs", "/other")] == [
        200,
        200,
        200,
        404,
    ]
    assert ask("/explore").headers["content-type"] == "text/html; charset=utf-8"
    assert ask("/explore").headers["cache-control"] == "no-cache"
