"""A draft is saved whole or not at all, over nobody else's file, and only where the server may write."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from dataclasses import replace

import pytest

from dashboard.collection import files, read_collection
from dashboard.collection.seeds import ROOT
from dashboard.reading.lexicon import read_lexicon
from dashboard.reading.saving import SavingError, may_save, save_draft
from tests.reading.test_draft import KILLED, TEXT, draft

DOCKS = {
    "id": "varno-docks",
    "name": "Varno, Docks",
    "country": "SYR",
    "place_precision": "3",
    "basis": "No coordinate is known.",
}


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(ROOT / "seeds", tmp_path / "seeds")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    for name in ("DASHBOARD_EDIT", "DASHBOARD_URL", "DASHBOARD_HOSTS", "DASHBOARD_ORIGINS"):
        monkeypatch.delenv(name, raising=False)


def test_a_draft_and_its_new_words_are_saved_together(folder):
    made = replace(draft(("figure", KILLED | {"place": "varno-docks"})), words={"places": (DOCKS,)})
    path = save_draft(folder, made, TEXT)
    collection = read_collection(folder)
    assert collection.faults == () and path.name == "river-post-2016-09-24.toml"
    assert collection.vocabulary.places["varno-docks"].name == "Varno, Docks"
    assert (folder / "places.csv").read_text("utf-8").startswith((ROOT / "seeds" / "places.csv").read_text("utf-8"))
    assert save_draft(folder, made, TEXT) == path  # a second click
    assert (folder / "places.csv").read_text("utf-8").count("varno-docks") == 1


def test_of_two_who_save_one_report_at_once_one_wins_and_the_other_is_told(folder):
    drafts = [draft(("figure", KILLED | {"caveat": name})) for name in ("first", "second")]
    told, start = [], threading.Barrier(2)

    def save(made):
        start.wait()
        try:
            save_draft(folder, made, TEXT)
        except SavingError as error:
            told.append(str(error))

    threads = [threading.Thread(target=save, args=(made,)) for made in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1 and "was saved by somebody else meanwhile and was not touched" in told[0]
    saved = (folder / "river-post-2016-09-24.toml").read_text("utf-8")
    assert saved in [made.write_toml() for made in drafts]


def test_a_predicate_is_added_to_the_lexicon_and_checked(folder):
    row = {
        "id": "marooned",
        "takes": "object",
        "words": "marooned*",
        "indicators": "trapped",
        "description": "Cut off.",
    }
    save_draft(folder, replace(draft(), words={"predicates": (row,)}), TEXT)
    vocabulary = read_collection(folder).vocabulary
    lexicon, faults = read_lexicon(vocabulary, folder)
    assert lexicon.predicates["marooned"].words == ("marooned*",) and faults == []
    wrong = replace(draft(id="other"), words={"predicates": ({**row, "id": "stuck", "indicators": "traped"},)})
    with pytest.raises(SavingError, match=r"predicates\.csv: stuck: indicators: 'traped', expected an id"):
        save_draft(folder, wrong, TEXT)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (draft(("figure", KILLED | {"value": 21})), r"figures\[0\].value: 21, expected the number of the quote"),
        (draft(id="../escape"), "source.id: '../escape', expected"),
        (draft(id="collection"), "collection.toml was saved by somebody else"),
        (draft(url="https://www.independent.co.uk/news/world/middle-east/aleppo-syria-war-assad-troops-to-invade-city-under-siege-rebels-a7326266.html"), "has the same address"),
        (replace(draft(), words={"places": ({**DOCKS, "country": "Syria"},)}), "places.csv: varno-docks: country"),
    ],
)  # fmt: skip
def test_a_fault_keeps_everything_out(folder, made, message):
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(SavingError, match=message):
        save_draft(folder, made, TEXT)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_full_disk_is_said_and_changes_nothing(folder, monkeypatch):
    fill = files._fill

    def fail(handle, content):
        if content.startswith(b"[source]"):
            os.close(handle)
            raise OSError(errno.ENOSPC, "No space left on device")
        fill(handle, content)

    monkeypatch.setattr(files, "_fill", fail)
    names = sorted(path.name for path in folder.iterdir())
    with pytest.raises(SavingError, match=r"No space left on device\); what stood there is unchanged"):
        save_draft(folder, replace(draft(), words={"places": (DOCKS,)}), TEXT)
    assert sorted(path.name for path in folder.iterdir()) == names
    assert "varno-docks" not in (folder / "places.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("settings", "address", "reason"),
    [
        ({}, "127.0.0.1", None),
        ({}, "0.0.0.0", "Others than its owner may reach this server; DASHBOARD_EDIT=1 lets everybody who does save."),
        ({}, None, "Others than its owner may reach this server"),
        ({"DASHBOARD_HOSTS": "figures.example.org"}, "127.0.0.1", "DASHBOARD_HOSTS lets others than its owner in"),
        ({"DASHBOARD_EDIT": "1", "DASHBOARD_HOSTS": "figures.example.org"}, "0.0.0.0", None),
        ({"DASHBOARD_EDIT": "0"}, "127.0.0.1", "DASHBOARD_EDIT=0 forbids it."),
    ],
)
def test_only_the_owner_saves_unless_the_setting_says_so(folder, monkeypatch, settings, address, reason):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    said = may_save(folder, address)
    assert said == reason if reason is None else said.startswith(reason)


def test_a_read_only_folder_is_said(folder, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert may_save(folder, "127.0.0.1") == "seeds/ is read-only for this server."
