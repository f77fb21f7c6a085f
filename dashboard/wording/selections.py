"""What is selected, in words, what its values are called, and the rules of comparison and signs explained."""

from datetime import date
from typing import Final, NamedTuple, get_args

from dashboard.collection.collection import Collection
from dashboard.collection.selection import LABELS, Selection
from dashboard.compare.standing import StandingWord
from dashboard.wording.days import write_day
from dashboard.wording.numbers import join, start
from dashboard.wording.sentences import VALUES, say
from dashboard.wording.voices import name_report

ALL = "all figures"


class Rule(NamedTuple):
    """What a standing or a sign is called, and when it holds or what it means."""

    id: str
    name: str
    when: str


# The first that holds is the standing of a figure.
RULES: Final = tuple(Rule(kind, say(f"name_{kind}"), say(f"rule_{kind}")) for kind in get_args(StandingWord))
STANDINGS: Final = {rule.id: rule.name.lower() for rule in RULES}
# How to read a figure: the sign before it, and what it means.
_SIGNS = ("at_least", "more_than", "about", "up_to", "fewer_than", "estimate", "so_far", "forecast")
SIGNS: Final = tuple(Rule(sign, say(f"sign_{sign}"), say(f"meaning_{sign}")) for sign in _SIGNS)


def name_value(name: str, value: str, collection: Collection) -> str:
    """Return what people call a value of a part of the selection (``selection.LABELS``), else the value itself."""
    if name == "day":
        return write_day(date.fromisoformat(value))
    if name == "reports":
        reports = collection.whole.reports
        return name_report(reports[value]) if value in reports else value
    if name in ("indicator", "group", "place", "speaker"):
        record = collection.vocabulary.table(f"{name}s").get(value)
        return getattr(record, "name", None) or start(getattr(record, "label", value))
    called = STANDINGS if name == "standing" else VALUES.get(name, {})
    return start(called.get(value, value.replace("_", " ") if called else value))


def describe_selection(selection: Selection, collection: Collection) -> str:
    """Say what is selected: "Indicator: Killed; place: East Aleppo; from 22 September 2016"."""
    parts: list[str] = []
    for name, label in LABELS.items():
        value = getattr(selection, name)
        if isinstance(value, tuple) and value:
            named = [name_value(name, str(one), collection) for one in value]
            parts.append(f"{label}: {join(named) if len(named) <= 4 else f'{len(named)} values'}")
        elif isinstance(value, date):
            parts.append(f"{label} {write_day(value, weekday=False)}")
        elif value:
            parts.append(f"{label}: {value}")
    return start("; ".join(parts)) if parts else ALL
