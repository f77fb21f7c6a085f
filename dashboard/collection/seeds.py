"""Read the files of a seeds folder: one TOML file a report, checked one by one; every fault says file, entry and key.

A file with a fault is left out whole and its faults are told together; the other reports stay. What holds between
files is checked in :mod:`dashboard.collection.refusals`.
"""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from dashboard.collection.defaults import check_defaults, list_entries, set_aside, spread_defaults, with_ids
from dashboard.collection.faults import Fault, SeedError, cut_faults, faults_of, show
from dashboard.collection.toml import MAX_FILE_BYTES, ReadFile, label_of, parse_text
from dashboard.records.model import About, SourceFile

ABOUT_FILE = "collection.toml"
SEEDS_VARIABLE = "DASHBOARD_SEEDS"
ROOT = Path(__file__).parents[2]


def default_folder() -> Path:
    """Return the seeds folder that every command and the app read: ``DASHBOARD_SEEDS``, else the project's seeds/."""
    return Path(os.environ.get(SEEDS_VARIABLE) or ROOT / "seeds")


def add_seeds_option(parser: argparse.ArgumentParser) -> None:
    """Give a command the option ``--seeds``, which by default is :func:`default_folder`."""
    parser.add_argument(
        "--seeds", type=Path, default=default_folder(), metavar="DIR", help=f"the seeds folder (or ${SEEDS_VARIABLE})"
    )


def read_reports(folder: Path, read_file: ReadFile) -> tuple[About, dict[str, SourceFile], list[Fault]]:
    """Read what *folder* is about, its reports by the label of their file, and the faults of what was left out."""
    faults: list[Fault] = []
    about = About(title=show(folder.resolve().parent.name, 300, quoted=False) or "Untitled")
    files: dict[str, SourceFile] = {}
    for path in _list_files(folder, faults):
        label = label_of(path)
        try:
            content = read_file(path, MAX_FILE_BYTES)
            if path.name == ABOUT_FILE:
                about = About.model_validate(parse_text(content, label))
                continue
            file, found = read_report(content, label)
            faults += found
            files |= {label: file} if file else {}
        except SeedError as error:
            faults.append(Fault(label, "", str(error).removeprefix(f"{label}: ")))
        except ValidationError as error:
            faults += faults_of(label, error)
    return about, files, faults


def _list_files(folder: Path, faults: list[Fault]) -> Iterator[Path]:
    """Yield the TOML files of *folder* by name; tell of those that lie or end where none is read.

    Names that begin with a dot are an editor's or a file system's own and passed over.
    """
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.suffix == ".toml":
            yield path
        elif path.suffix.lower() == ".toml":
            faults.append(Fault(label_of(path), "", f"suffix {show(path.suffix)}, expected '.toml'"))
        elif path.is_dir() and not path.is_symlink():
            lost = next((file for file in path.rglob("*.[tT][oO][mM][lL]") if not file.name.startswith(".")), None)
            if lost is not None:
                label = show(f"{folder.name}/{lost.relative_to(folder)}", 200, quoted=False)
                faults.append(Fault(label, "", f"lies in a folder of its own, expected in {folder.name}/ itself"))


def read_report(content: bytes, label: str) -> tuple[SourceFile | None, list[Fault]]:
    """Turn what a TOML file holds into records: defaults spread, our own words set aside, ids made, all checked.

    *label* names the file in faults: "seeds/who-2024-03-13.toml". Returns no records where a fault leaves the file out.
    """
    try:
        raw = parse_text(content, label)
    except SeedError as error:
        return None, [Fault(label, "", str(error).removeprefix(f"{label}: "))]
    if faults := check_defaults(label, raw.get("defaults", {})):
        return None, cut_faults(label, faults)
    taken = spread_defaults(raw)
    source = raw.get("source")
    publisher = str(source.get("publisher", "")) if isinstance(source, dict) else ""
    asides = [
        Fault(label, f"{name}[{number}].{key}", message, left_out=False)
        for name, number, entry in list_entries(raw)
        for key, message in set_aside(entry, publisher)
    ]
    try:
        file = SourceFile.model_validate(raw)
    except ValidationError as error:
        return None, faults_of(label, error, taken)
    name = label.rpartition("/")[2].removesuffix(".toml")
    if file.source.id == name:
        return with_ids(file), cut_faults(label, asides)
    found = f"{show(file.source.id)}, expected the file's own name {show(name)}"
    return None, [*cut_faults(label, asides), Fault(label, "source.id", found)]
