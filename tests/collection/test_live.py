"""The live collection: read once, read again when a file changes, kept when it breaks, never older than one version."""

from __future__ import annotations

import gc
import os
import shutil
import threading
import weakref
from pathlib import Path

import pytest

from dashboard.collection import live
from dashboard.collection.live import LOOK_SECONDS, LiveCollection, open_collection

INVENTED = Path(__file__).parents[1] / "samples" / "invented"


class Clock:
    """A clock that goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(INVENTED, tmp_path / "seeds"))


@pytest.fixture
def look(folder, clock):
    """Return the state after the time in which the folder is not looked at again."""
    collection = LiveCollection(folder, clock)

    def look(seconds=LOOK_SECONDS):
        clock.now += seconds
        return collection.current()

    return look


def add_remark(path):
    path.write_text(path.read_text("utf-8") + "# a remark\n", "utf-8")


def test_an_unchanged_folder_is_read_once(look):
    first = look()
    assert look() is first
    assert list(first.collection.reports) == ["echo-report", "river-post"]


def test_the_folder_is_not_looked_at_again_within_a_second_unless_asked(folder, clock):
    collection = LiveCollection(folder, clock)
    first = collection.current()
    add_remark(folder / "river-post.toml")
    clock.now += LOOK_SECONDS / 2
    assert collection.current() is first
    assert collection.current(at_once=True) is not first


def test_a_changed_file_is_followed_and_the_old_collection_is_let_go(look, folder):
    before = look()
    version, old = before.version, weakref.ref(before.collection)
    del before
    add_remark(folder / "river-post.toml")
    assert look().version != version
    gc.collect()
    assert old() is None


def test_an_edit_of_the_same_size_and_time_is_seen(look, folder):
    path = folder / "collection.toml"
    title, status = look().collection.about.title, path.stat()
    path.write_text(path.read_text("utf-8").replace(title, title[::-1]), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert look().collection.about.title == title[::-1]


@pytest.mark.parametrize("name", [".#river-post.toml", "lost.toml"])
def test_a_link_that_leads_nowhere_hides_no_edit(look, folder, name):
    look()
    (folder / name).symlink_to("nowhere-at-all")
    look()
    (folder / "river-post.toml").unlink()
    assert list(look().collection.reports) == ["echo-report"]


def test_a_pipe_among_the_files_is_named_and_nothing_waits_for_it(look, folder):
    os.mkfifo(folder / "pipe.toml")
    state = look()
    assert [str(fault) for fault in state.faults] == ["seeds/pipe.toml: a pipe or device, expected a plain file"]
    assert list(look().collection.reports) == ["echo-report", "river-post"]


def test_a_report_that_breaks_is_named_and_the_others_stay(look, folder):
    look()
    (folder / "river-post.toml").write_text("[source\n", "utf-8")
    state = look()
    assert (state.error, state.stale) == (None, False)
    assert [fault.file for fault in state.faults] == ["seeds/river-post.toml"]
    assert list(state.collection.reports) == ["echo-report"]


def test_a_vocabulary_that_vanishes_keeps_what_was_shown_and_says_so(look, folder):
    before = look()
    whole = (folder / "indicators.csv").read_bytes()
    (folder / "indicators.csv").unlink()
    state = look()
    assert state.collection is before.collection
    assert state.stale
    assert state.version != before.version
    assert "seeds/indicators.csv: cannot be read (No such file or directory)" in state.error
    (folder / "indicators.csv").write_bytes(whole)
    state = look()
    assert (state.error, state.stale, state.version) == (None, False, before.version)


def test_an_emptied_vocabulary_that_breaks_every_report_keeps_what_was_shown(look, folder):
    before = look()
    lines = (folder / "indicators.csv").read_text("utf-8").splitlines()
    (folder / "indicators.csv").write_text(lines[0] + "\n", "utf-8")
    state = look()
    assert state.collection is before.collection
    assert (state.error, state.stale) == ("every report has a fault", True)


def test_a_folder_that_is_not_there_gives_nothing_and_a_reason(tmp_path):
    state = LiveCollection(tmp_path / "nowhere").current()
    assert (state.collection, state.stale) == (None, False)
    assert state.error.startswith("nowhere/: no such folder")


def test_many_threads_that_ask_at_once_cause_one_reading(folder, clock, monkeypatch):
    readings, read = [], live.read_collection
    monkeypatch.setattr(live, "read_collection", lambda path: readings.append(path) or read(path))
    collection = LiveCollection(folder, clock)
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(collection.current())) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(readings) == 1
    assert all(state.collection is not None for state in seen)


def test_while_one_thread_reads_the_others_are_given_what_there_was(folder, clock, monkeypatch):
    collection = LiveCollection(folder, clock)
    before = collection.current()
    begun, go_on, read = threading.Event(), threading.Event(), live.read_collection

    def read_slowly(path):
        begun.set()
        assert go_on.wait(60)
        return read(path)

    monkeypatch.setattr(live, "read_collection", read_slowly)
    add_remark(folder / "river-post.toml")
    clock.now += LOOK_SECONDS
    reader = threading.Thread(target=collection.current)
    reader.start()
    assert begun.wait(60)
    assert collection.current() is before
    go_on.set()
    reader.join()
    assert collection.current() is not before


def test_the_folder_can_be_named_by_the_environment(folder, monkeypatch):
    monkeypatch.setenv("DASHBOARD_SEEDS", str(folder))
    open_collection.cache_clear()
    try:
        assert open_collection().folder == folder
        assert open_collection() is open_collection()
    finally:
        open_collection.cache_clear()
