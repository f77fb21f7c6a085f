"""A reader never meets half a file or half a set of tables, whatever happens while it is written."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.collection import files
from dashboard.collection.files import WriteError, replace_folder, write_files

ROOT = Path(__file__).parents[2]


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    write_files({tmp_path / "new" / "a.csv": b"old"})
    write_files({tmp_path / "new" / "a.csv": b"new"})
    assert (tmp_path / "new" / "a.csv").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.csv"]


def test_a_full_disk_is_named_and_the_old_file_is_whole(tmp_path, monkeypatch):
    write_files({tmp_path / "a.csv": b"old"})

    def fail(handle, content):
        os.write(handle, content[:1])
        os.close(handle)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "_fill", fail)
    message = r"a.csv: could not be written \(No space left on device\); what stood there is unchanged"
    with pytest.raises(WriteError, match=message):
        write_files({tmp_path / "a.csv": b"new"})
    with pytest.raises(WriteError, match="No space left on device"):
        replace_folder(tmp_path, {"a.csv": b"new"})
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_read_only_folder_is_named(tmp_path, monkeypatch):
    def refuse(**_):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(files.tempfile, "mkstemp", refuse)
    with pytest.raises(WriteError, match="Read-only file system"):
        write_files({tmp_path / "a.csv": b"new"})


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_set_is_replaced_and_other_files_stay(tmp_path, monkeypatch, can_exchange):
    if not can_exchange:
        monkeypatch.setattr(files, "_exchange", lambda one, other: False)
    folder = tmp_path / "data"
    replace_folder(folder, {"a.csv": b"1", "b.csv": b"1"})
    (folder / "geo").mkdir()
    (folder / "geo" / "land.json").write_text("{}")
    replace_folder(folder, {"a.csv": b"2", "b.csv": b"2"})
    assert [(folder / name).read_bytes() for name in ("a.csv", "b.csv")] == [b"2", b"2"]
    assert (folder / "geo" / "land.json").read_text() == "{}"


# Before each step it says the step's name and waits for leave: it can be killed at any step, however fast the machine.
WRITER = """
import sys
from pathlib import Path
from dashboard.collection import files

def wait_before(name):
    step = getattr(files, name)
    def waiting(*arguments):
        print(name, flush=True)
        sys.stdin.readline()
        return step(*arguments)
    setattr(files, name, waiting)

for name in ("_fill", "_exchange"):
    wait_before(name)
files.replace_folder(Path(sys.argv[1]), {f"{name}.csv": b"new" * 3_000 for name in "abc"})
print("done", flush=True)
sys.stdin.readline()
"""


@pytest.mark.slow
def test_killed_before_any_step_of_its_writing_the_set_is_whole(tmp_path):
    """kill -9 leaves all old files or all new ones, never a mixture or a half."""
    killed_at = []
    while not killed_at or killed_at[-1] != "done":
        folder = tmp_path / "data"
        replace_folder(folder, {f"{name}.csv": b"old" for name in "abc"})
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in killed_at:
            writer.stdout.readline()
            writer.stdin.write(b"\n")
            writer.stdin.flush()
        killed_at.append(writer.stdout.readline().decode().strip())
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        contents = {path.read_bytes() for path in folder.glob("*.csv")}
        assert len(contents) == 1, f"killed before {killed_at[-1]}: tables of two builds stand side by side"
    assert killed_at[:4] == ["_fill", "_fill", "_fill", "_exchange"]
    assert contents == {b"new" * 3_000}
