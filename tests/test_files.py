"""A reader never meets half a file or half a set of tables, whatever happens while it is written."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard import files
from dashboard.files import WriteError, replace_folder, write_file


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    write_file(tmp_path / "new" / "a.csv", b"old")
    write_file(tmp_path / "new" / "a.csv", b"new")
    assert (tmp_path / "new" / "a.csv").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.csv"]


def test_a_full_disk_is_told_and_the_old_file_is_whole(tmp_path, monkeypatch):
    write_file(tmp_path / "a.csv", b"old")

    def fail(handle, content):
        os.write(handle, content[:1])
        os.close(handle)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "_fill", fail)
    with pytest.raises(
        WriteError, match=r"a.csv: could not be written, the disk is full; what stood there is unchanged"
    ):
        write_file(tmp_path / "a.csv", b"new")
    with pytest.raises(WriteError, match="the disk is full"):
        replace_folder(tmp_path, {"a.csv": b"new"})
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_read_only_folder_is_told(tmp_path, monkeypatch):
    def refuse(**_):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(files.tempfile, "mkstemp", refuse)
    with pytest.raises(WriteError, match="the file system is read-only"):
        write_file(tmp_path / "a.csv", b"new")


def test_a_set_is_replaced_and_other_files_stay(tmp_path):
    folder = tmp_path / "data"
    replace_folder(folder, {"a.csv": b"1", "b.csv": b"1"})
    (folder / "geo").mkdir()
    (folder / "geo" / "land.json").write_text("{}")
    replace_folder(folder, {"a.csv": b"2", "b.csv": b"2"})
    assert [(folder / name).read_bytes() for name in ("a.csv", "b.csv")] == [b"2", b"2"]
    assert (folder / "geo" / "land.json").read_text() == "{}"


def test_a_system_that_cannot_exchange_still_replaces(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_exchange", lambda one, other: False)
    folder = tmp_path / "data"
    replace_folder(folder, {"a.csv": b"1"})
    replace_folder(folder, {"a.csv": b"2"})
    assert (folder / "a.csv").read_bytes() == b"2"


WRITER = """
import itertools, sys
from pathlib import Path
from dashboard.files import replace_folder
folder = Path(sys.argv[1])
print("ready", flush=True)
for number in itertools.count(int(sys.argv[2]) * 1_000_000):
    text = str(number).encode() * 3_000
    replace_folder(folder, {f"{name}.csv": text for name in "abcdef"})
"""


def test_killed_50_times_while_it_writes_the_set_is_whole(tmp_path):
    """kill -9 at any moment leaves all old files or all new ones, never a mixture or a half."""
    folder = tmp_path / "data"
    replace_folder(folder, {f"{name}.csv": b"0" for name in "abcdef"})
    root = Path(__file__).parent.parent
    seen = set()
    for kill in range(50):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(kill + 1)], cwd=root, stdout=subprocess.PIPE
        )
        writer.stdout.readline()
        time.sleep(0.002 + 0.0013 * (kill % 25))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        contents = {path.read_bytes() for path in folder.glob("*.csv")}
        assert len(contents) == 1, "tables of two builds stand side by side"
        seen |= contents
    assert len(seen) > 15, "the writer must have been caught at work"
