"""What is selected, in words: "Killed in East Aleppo; from 22 September 2016"; and what its values are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dashboard.collection.collection import Collection
from dashboard.collection.selection import LABELS, Selection
from dashboard.records.model import Group, Indicator, Place, Speaker
from dashboard.wording.days import write_day
from dashboard.wording.explanations import RULES
from dashboard.wording.numbers import join, start
from dashboard.wording.sentences import VALUES
from dashboard.wording.voices import name_report

ALL = "all figures"
STANDINGS = {rule.id: rule.name.lower() for rule in RULES}
_MOST_NAMED = 4


def name_value(name: str, value: str, collection: Collection) -> str:
    """Return what people call a value of a part of the selection (``selection.LABELS``), else the value itself."""
    if name == "day":
        return write_day(date.fromisoformat(value))
    if name == "reports":
        reports = collection.whole.reports
        return name_report(reports[value]) if value in reports else value
    words = collection.vocabulary
    tables: Mapping[str, Mapping[str, Indicator | Group | Place | Speaker]] = {
        "indicator": words.indicators, "group": words.groups, "place": words.places, "speaker": words.speakers
    }  # fmt: skip
    if name in tables:
        record = tables[name].get(value)
        return value if record is None else record.name if isinstance(record, Place | Speaker) else start(record.label)
    called = STANDINGS if name == "standing" else VALUES.get(name, {})
    return start(called.get(value, value.replace("_", " ") if called else value))


def describe_selection(selection: Selection, collection: Collection) -> str:
    """Say what is selected: "Indicator: Killed; place: East Aleppo; from 22 September 2016"."""
    parts: list[str] = []
    for name, label in LABELS.items():
        value = getattr(selection, name)
        if isinstance(value, tuple) and value:
            named = [name_value(name, str(one), collection) for one in value]
            parts.append(f"{label}: {join(named) if len(named) <= _MOST_NAMED else f'{len(named)} values'}")
        elif isinstance(value, date):
            parts.append(f"{label} {write_day(value, weekday=False)}")
        elif value:
            parts.append(f"{label}: {value}")
    return start("; ".join(parts)) if parts else ALL
