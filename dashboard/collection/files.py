"""Write files so that a reader never meets half of one, whatever happens in between."""

import ctypes
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

LOCK_SECONDS = 30


class WriteError(Exception):
    """Something could not be written; the old file or folder is whole."""


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Replace files, each in one step (temporary file beside it, fsync, rename), once all are written; in order.
    Raises :class:`WriteError` naming path and reason; where there was no room for one of them, all old files stand."""
    fresh: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            fresh[path] = Path(name)
            _fill(handle, content)
            fresh[path].chmod(0o644)
        for path, temporary in fresh.items():
            temporary.replace(path)
    except OSError as error:
        for temporary in fresh.values():
            temporary.unlink(missing_ok=True)
        raise _explain(path, error) from error


def replace_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write *contents* (name -> bytes) into *folder* as one set: a reader sees all old files or all new ones.
    Files of the folder that are not in *contents* stay. The set is made in a folder beside it, and the two change
    places in one step (Linux ``renameat2``; elsewhere by two renames). Raises :class:`WriteError`."""
    beside = f".{folder.name}.new."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with hold(folder):
            for left in folder.parent.glob(f"{beside}*"):
                shutil.rmtree(left, ignore_errors=True)
            with tempfile.TemporaryDirectory(dir=folder.parent, prefix=beside, ignore_cleanup_errors=True) as made:
                fresh = Path(shutil.copytree(folder, Path(made) / folder.name))
                for name, content in contents.items():
                    _fill(os.open(fresh / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), content)
                if not _exchange(fresh, folder):
                    folder.rename(fresh.with_name(f"{folder.name}.old"))
                    fresh.rename(folder)
    except OSError as error:
        raise _explain(folder, error) from error


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Let one writer of *folder* in at a time; raises :class:`WriteError` where another stays for half a minute."""
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    lock = Path(tempfile.gettempdir()) / f"humanitarian-figures-{name}.lock"  # beside the folder it would be litter
    try:
        with FileLock(str(lock), timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise WriteError(f"{folder.name}/: somebody else writes for over {LOCK_SECONDS} s; try again") from error


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in one step; False where the system cannot."""
    library = ctypes.CDLL(None) if sys.platform.startswith("linux") else None
    rename = getattr(library, "renameat2", None)
    at_here, exchange = -100, 2
    return rename is not None and rename(at_here, os.fsencode(one), at_here, os.fsencode(other), exchange) == 0


def _fill(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _explain(path: Path, error: OSError) -> WriteError:
    why = error.strerror or str(error)
    return WriteError(f"{path}: could not be written ({why}); what stood there is unchanged")
