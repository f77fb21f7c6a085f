"""Save a draft into seeds/: one person after the other, all or nothing, over nobody else's file."""

import csv
import io
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from dashboard.collection import SeedError, read_collection
from dashboard.collection.faults import show
from dashboard.collection.files import WriteError, hold, write_files
from dashboard.collection.seeds import ABOUT_FILE, ROOT
from dashboard.reading.draft import Draft, check_draft

EDIT_VARIABLE = "DASHBOARD_EDIT"
# Where one of these is set, others than the owner come in, whatever address the server listens at.
_OTHERS = ("DASHBOARD_URL", "DASHBOARD_HOSTS", "DASHBOARD_ORIGINS")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class SavingError(Exception):
    """A draft was not saved, and nothing was changed; the text says why."""


def may_save(folder: Path, address: str | None = None) -> str | None:
    """Return why this server may not write into *folder*, or None where it may.

    It may where ``DASHBOARD_EDIT=1``, and where only its owner reaches it: it listens at a loopback *address* and
    admits no other host. ``DASHBOARD_EDIT=0`` always forbids it.
    """
    said = os.environ.get(EDIT_VARIABLE, "").strip()
    others = next((name for name in _OTHERS if os.environ.get(name, "").strip()), None)
    if said not in ("", "1"):
        return f"{EDIT_VARIABLE}={show(said, 20, quoted=False)} forbids it."
    if not said and address not in _LOOPBACK:
        return f"Others than its owner may reach this server; {EDIT_VARIABLE}=1 lets everybody who does save."
    if not said and others:
        return f"{others} lets others than its owner in; {EDIT_VARIABLE}=1 lets everybody who comes in save."
    return None if os.access(folder, os.W_OK | os.X_OK) else f"{folder.name}/ is read-only for this server."


def save_draft(folder: Path, draft: Draft, text: str | None = None) -> Path:
    """Write *draft* and the rows that it adds to the vocabulary into *folder*; return the path of its file.

    It is checked once more beside what the folder holds by now, and against the *text* that was read. Raises
    :class:`SavingError`, and then nothing was written, where the draft has a fault, somebody else has saved a file of
    this name, or the folder takes none.
    """
    toml, path = draft.write_toml(), folder / Path(draft.label).name
    try:
        with hold(folder):
            if path.is_file() and path.read_text("utf-8") == toml:
                return path
            if path.exists() or path.name == ABOUT_FILE:
                taken = f"{path.name} was saved by somebody else meanwhile and was not touched"
                raise SavingError(f"{taken}; give this report another id, or look whether it is the same report.")
            faults = check_draft(draft, read_collection(folder), text)
            if faults:
                raise SavingError("\n".join(map(str, faults)))
            tables = {folder / f"{table}.csv": rows for table, rows in draft.words.items() if rows}
            contents = {table: _append_rows(table, rows) for table, rows in tables.items()}
            write_files({**contents, path: toml.encode("utf-8")})
    except (WriteError, SeedError, OSError) as error:
        raise SavingError(str(error)) from error
    return path


def _append_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the content of a CSV file with *rows* after what it holds; a row that it holds already is passed over.

    A folder without predicates has the project's own.
    """
    text = (path if path.exists() else ROOT / "seeds" / path.name).read_text("utf-8-sig")
    reader = csv.DictReader(io.StringIO(text))
    columns, known = reader.fieldnames or (), {row.get("id") for row in reader}
    added = io.StringIO()
    writer = csv.DictWriter(added, columns, lineterminator="\r\n" if "\r\n" in text else "\n")
    try:
        writer.writerows(row for row in rows if row["id"] not in known)
    except ValueError as error:
        raise SavingError(f"{path.name}: {error}, expected {', '.join(columns)}") from error
    return "".join([text, "" if text.endswith("\n") else "\n", added.getvalue()]).encode()
