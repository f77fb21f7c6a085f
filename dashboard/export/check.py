"""Holds a picture that somebody brings against today's figures, and says in lines what was checked."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.collection.collection import Collection
from dashboard.render.faults import RecordError
from dashboard.render.record import NOT_A_SIGNATURE, Finding, Record, compare_figures, read_record
from dashboard.render.record import check_picture as check_pixels


def check_picture(content: bytes, collection: Collection) -> list[str]:
    """Return what a picture's record says and whether pixels, record and figures are as they were, one line each."""
    try:
        record = read_record(content)
        findings = check_pixels(content, record)
    except RecordError as error:
        return [str(error)]
    lines = [f"{record.title} Made {record.made}, {record.exhibit}, key {record.key}.", *(one.text for one in findings)]
    whole = collection.whole
    if record.collection != whole.about.title:
        return [*lines, f"It is of another collection, “{record.collection}”; here is “{whole.about.title}”."]
    return [*lines, *_list_changes(record, compare_figures(record, whole.figures)), NOT_A_SIGNATURE]


def _list_changes(record: Record, findings: Iterable[Finding]) -> list[str]:
    changed = [finding.text for finding in findings if not finding.holds]
    if not changed:
        return [f"Figures: all {len(record.figures)} are as they are today."]
    return [f"Figures: {len(changed)} of {len(record.figures)} are not as they are today.", *changed]
