"""What is broken is named on every page: file, entry, key, expectation; a traceback reaches no reader."""

from __future__ import annotations

from types import SimpleNamespace

from streamlit.testing.v1 import AppTest

from dashboard.widgets import state


def read_page(script, monkeypatch, **given) -> str:
    for name, value in given.items():
        monkeypatch.setattr(state, name, value)
    app = AppTest.from_function(script).run()
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def tell_broken():
    from dashboard.widgets import read_state, tell_faults

    tell_faults(read_state())


def collection_of(**values):
    now = SimpleNamespace(**({"tables": None, "error": None, "faults": ()} | values))
    return lambda: SimpleNamespace(current=lambda: now)


def test_faults_of_files_are_counted_and_listed(monkeypatch):
    class Fault(str):
        file = "a.toml"

    faults = [Fault(f"a.toml: entry {number}") for number in range(state.MAX_FAULTS_SHOWN + 3)]
    page = read_page(tell_broken, monkeypatch, open_collection=collection_of(tables=1, faults=faults))
    assert "1 source file is left out because of faults; all others are shown." in page
    assert page.count("<li>") == state.MAX_FAULTS_SHOWN
    assert "<p>3 more faults.</p>" in page


def test_a_collection_that_cannot_be_read_says_what_stays_on_show(monkeypatch):
    page = read_page(tell_broken, monkeypatch, open_collection=collection_of(error="seeds: no such folder <b>"))
    assert "The collection could not be read. There is nothing to show yet." in page
    assert "<li>seeds: no such folder &lt;b&gt;</li>" in page
    page = read_page(tell_broken, monkeypatch, open_collection=collection_of(tables=1, error="x"))
    assert "What was read before stays on show." in page


def test_where_nothing_is_broken_nothing_is_said(monkeypatch):
    assert read_page(tell_broken, monkeypatch, open_collection=collection_of(tables=1)) == ""


def test_an_error_is_told_by_its_kind_and_not_by_its_words(monkeypatch):
    def fail():
        from dashboard.widgets import tell_error

        assert tell_error(ValueError("/home/secret/path"))

    page = read_page(fail, monkeypatch)
    assert "This page could not be shown." in page and "ValueError" in page
    assert "secret" not in page
