"""What is selected, in words: "Killed in East Aleppo; from 22 September 2016"; and what its values are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from dashboard.collection import Collection, Selection
from dashboard.collection.selection import LABELS
from dashboard.records.model import Source
from dashboard.wording.days import write_day
from dashboard.wording.explanations import RULES
from dashboard.wording.numbers import join, start
from dashboard.wording.sentences import SPEAKER_TYPES
from dashboard.wording.voices import write_published

ALL = "all figures"
QUALIFIERS = {
    "exact": "exact",
    "at_least": "at least",
    "more_than": "more than",
    "about": "about",
    "nearly": "just under",
    "up_to": "up to",
    "fewer_than": "fewer than",
    "range": "a range",
    "vague": "no number (dozens, hundreds)",
}
COUNTINGS = {
    "period": "counted within a period",
    "total": "running total",
    "state": "holds at a time",
    "forecast": "forecast",
}
LENGTHS = {
    "hours": "some hours or a night",
    "day": "one day",
    "week": "two to seven days",
    "longer": "longer than a week",
    "open": "an end is open",
}
STANDINGS = {rule.id: rule.name.lower() for rule in RULES}
_FIXED: Mapping[str, Mapping[str, str]] = {
    "qualifier": QUALIFIERS,
    "counting": COUNTINGS,
    "length": LENGTHS,
    "standing": STANDINGS,
    "speaker_type": SPEAKER_TYPES,
}


def name_report(source: Source) -> str:
    """Name a report: "The Independent, 23 September 2016"."""
    return f"{source.publisher}, {write_published(source)}"


def name_value(name: str, value: str, collection: Collection) -> str:
    """Return what people call a value of a part of the selection (``selection.LABELS``), else the value itself."""
    words = collection.vocabulary
    lookups: Mapping[str, Callable[[str], str]] = {
        "reports": lambda key: name_report(collection.whole.reports[key]),
        "indicator": lambda key: words.indicators[key].label,
        "group": lambda key: start(words.groups[key].label),
        "place": lambda key: words.places[key].name,
        "speaker": lambda key: words.speakers[key].name,
        "day": lambda key: write_day(date.fromisoformat(key)),
    }
    if name in _FIXED:
        return start(_FIXED[name].get(value, value.replace("_", " ")))
    try:
        return lookups[name](value) if name in lookups else start(value)
    except KeyError:
        return value


def describe_selection(selection: Selection, collection: Collection) -> str:
    """Say what is selected: "Indicator: Killed; place: East Aleppo; from 22 September 2016"."""
    parts: list[str] = []
    for name, label in LABELS.items():
        value = getattr(selection, name)
        if not value:
            continue
        if isinstance(value, tuple):
            named = [name_value(name, str(one), collection) for one in value]
            words = join(named) if len(named) <= 4 else f"{len(named)} values"
            parts.append(f"{label}: {words}")
        elif isinstance(value, date):
            parts.append(f"{label} {write_day(value, weekday=False)}")
        else:
            parts.append(f"{label}: {value}")
    return start("; ".join(parts)) if parts else ALL
