"""Count what a person had to correct in ten invented reports, by field: ``python -m tests.reading.reports``.

tests/samples/reports has each text and the file that was saved after it was read and corrected.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from dashboard.collection import Collection, read_collection
from dashboard.collection.seeds import ROOT
from dashboard.reading import read_document
from dashboard.reading.proposals import Proposal, Proposals
from dashboard.reading.texts import read_content
from dashboard.records.moments import as_day

REPORTS = ROOT / "tests" / "samples" / "reports"
FIELDS = ("indicator", "group", "qualifier", "place", "days", "speaker", "via")


def read_reports(folder: Path) -> Collection:
    """Return the saved reports, with the project's own indicators and groups, read from a new *folder*."""
    shutil.copytree(REPORTS, folder, ignore=shutil.ignore_patterns("*.txt", "*.html"))
    for name in ("indicators.csv", "groups.csv"):
        shutil.copy(ROOT / "seeds" / name, folder)
    return read_collection(folder)


def read_text(name: str, collection: Collection) -> Proposals:
    """Read the text of a saved report anew, its publisher and day given as a person gives them first."""
    path = next(path for path in REPORTS.glob(f"{name}.*") if path.suffix != ".toml")
    source = collection.reports[name]
    document = read_content(path.read_bytes(), path.name)
    document = replace(document, publisher=source.publisher, published=source.date_published)
    return read_document(document, collection.vocabulary)


def pair_entries(read: Proposals, saved: list, proposed: tuple[Proposal, ...]) -> list[tuple[object, Proposal | None]]:
    """Return each saved entry with the proposal of its number, which stands within its quote, or None."""
    free, pairs = list(proposed), []
    for entry in saved:
        found = next((one for one in free if is_proposal_of(one, entry, read.document.text)), None)
        if found is not None:
            free.remove(found)
        pairs.append((entry, found))
    return pairs


def is_proposal_of(one: Proposal, entry, text: str) -> bool:
    """Whether a proposal is of the number or the words that a saved entry quotes."""
    start = text.find(entry.quote)
    stands = any(start <= span.start < start + len(entry.quote) for span in (one.span, *one.twins))
    if one.kind == "gap":
        return stands and one.value("indicator") == entry.indicator.id
    numbers = (one.value("value"), one.value("value_low"), one.value("value_high"))
    return stands and numbers == (entry.value, entry.value_low, entry.value_high)


def list_wrong(entry, one: Proposal) -> list[str]:
    """Return the fields of a proposal that a person had to correct."""
    group = entry.group.id if entry.group else None
    via = (entry.said.via or "").lower()
    days = tuple(day and as_day(day) for day in (one.value("date_start"), one.value("date_end")))
    right = {
        "indicator": one.value("indicator") == entry.indicator.id,
        "group": one.value("group") == group,
        "qualifier": one.kind == "gap" or one.value("qualifier") == entry.qualifier,
        "place": one.value("place") == entry.place.id,
        "days": days
        == (entry.window.start and as_day(entry.window.start), entry.window.end and as_day(entry.window.end)),
        "speaker": one.value("speaker") == entry.said.speaker.id,
        "via": (one.value("via") or "").lower() == via,
    }
    return [name for name in FIELDS if not right[name]]


def count_corrections(collection: Collection, name: str) -> Counter[str]:
    """Return how many entries were saved, found, missed and rejected, and in how many each field was corrected."""
    read, counted = read_text(name, collection), Counter[str]()
    figures = [one for one in collection.figures if one.source.id == name]
    gaps = [one for one in collection.gaps if one.source.id == name]
    pairs = [*pair_entries(read, figures, read.figures), *pair_entries(read, gaps, read.gaps)]
    for entry, one in pairs:
        counted["saved"] += 1
        counted["found" if one else "added"] += 1
        counted.update(list_wrong(entry, one) if one else [])
    counted["rejected"] = len(read.figures) + len(read.gaps) - counted["found"]
    return counted


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        reports = read_reports(Path(folder) / "seeds")
        columns = ("saved", "found", "added", "rejected", *FIELDS)
        rows = {name: count_corrections(reports, name) for name in reports.reports}
        rows["all but French"] = sum((one for name, one in rows.items() if name != "inondations"), Counter())
        print(f"{'':16}" + "".join(f"{column:>10}" for column in columns))
        for name, row in rows.items():
            print(f"{name:16}" + "".join(f"{row[column]:>10}" for column in columns))
