"""The live collection: read once, read again when a file changes, kept when it breaks."""

from __future__ import annotations

import shutil
import threading

import pytest

from dashboard import live
from dashboard.live import LiveCollection, open_collection
from tests.conftest import INVENTED


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "seeds"
    shutil.copytree(INVENTED, copy)
    return copy


@pytest.fixture
def collection(folder, monkeypatch):
    monkeypatch.setattr(live, "LOOK_AGAIN_SECONDS", 0.0)
    return LiveCollection(folder)


def change(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new) + "\n", "utf-8")


def test_an_unchanged_folder_is_read_once(collection):
    first = collection.current()
    assert first.tables is not None
    assert collection.current() is first


def test_the_folder_is_not_looked_at_again_within_a_second(folder, monkeypatch):
    collection = LiveCollection(folder)
    first = collection.current()
    monkeypatch.setattr(live, "_list_files", lambda folder: pytest.fail("looked again"))
    assert collection.current() is first


def test_a_changed_file_is_followed_with_a_new_version(collection, folder):
    before = collection.current()
    change(folder / "river-post.toml", "[source]", "# a word\n[source]")
    after = collection.current()
    assert after.version == before.version + 1
    assert list(after.tables.figures["id"]) == list(before.tables.figures["id"])


def test_a_source_that_breaks_is_named_and_the_others_stay(collection, folder):
    collection.current()
    (folder / "river-post.toml").write_text("[source\n", "utf-8")
    state = collection.current()
    assert state.error is None
    assert [fault.file.rpartition("/")[2] for fault in state.faults] == ["river-post.toml"]
    assert "echo-report" in set(state.tables.sources["id"])


def test_a_source_that_vanishes_is_gone_from_the_tables(collection, folder):
    assert len(collection.current().tables.sources) == 2
    (folder / "river-post.toml").unlink()
    assert list(collection.current().tables.sources["id"]) == ["echo-report"]


def test_a_broken_vocabulary_keeps_what_was_shown_and_says_why(collection, folder):
    before = collection.current()
    (folder / "indicators.csv").write_text("id,label\nkilled,\n", "utf-8")
    state = collection.current()
    assert state.tables is before.tables
    assert "indicators.csv: line 2: label" in state.error


def test_an_emptied_vocabulary_that_breaks_every_source_keeps_what_was_shown(collection, folder):
    before = collection.current()
    (folder / "indicators.csv").write_text("", "utf-8")
    state = collection.current()
    assert state.tables is before.tables
    assert state.error == "every source has a fault"
    assert "expected an id of seeds/indicators.csv" in str(state.faults[0])


def test_a_folder_that_is_not_there_gives_no_tables_and_a_reason(tmp_path):
    state = LiveCollection(tmp_path / "nowhere").current()
    assert state.tables is None
    assert "nowhere" in state.error


def test_it_recovers_once_the_file_is_mended(collection, folder):
    collection.current()
    whole = (folder / "indicators.csv").read_text("utf-8")
    (folder / "indicators.csv").write_text("", "utf-8")
    assert collection.current().error
    (folder / "indicators.csv").write_text(whole, "utf-8")
    state = collection.current()
    assert state.error is None
    assert state.faults == ()


def test_many_threads_that_ask_at_once_cause_one_reading(folder, monkeypatch):
    readings = []
    read = live.read_collection
    monkeypatch.setattr(live, "read_collection", lambda path: readings.append(path) or read(path))
    collection = LiveCollection(folder)
    threads = [threading.Thread(target=collection.current) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(readings) == 1
    assert collection.current().tables is not None


def test_the_folder_can_be_named_by_the_environment(folder, monkeypatch):
    monkeypatch.setenv(live.SEEDS_VARIABLE, str(folder))
    open_collection.cache_clear()
    try:
        assert open_collection().folder == folder
        assert open_collection() is open_collection()
    finally:
        open_collection.cache_clear()
