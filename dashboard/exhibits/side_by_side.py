"""Two reports side by side: what both say of the same thing, what is similar, what only one of them says."""

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Comparison
from dashboard.exhibits.exhibit import Cell, Column, Row, Section, Table
from dashboard.exhibits.forms.table import columns, cut, number_cell
from dashboard.exhibits.making import Draft, NothingToShow
from dashboard.records.model import Source
from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.wording.days import write_window_short
from dashboard.wording.headings import head
from dashboard.wording.scopes import name_attribution, name_place, name_subject, say_when, tell_differences, write_where
from dashboard.wording.sentences import count, start
from dashboard.wording.sources import list_chain, name_report

MOST = 80
Spoken = ReportedFigure | ReportedGap


class _Pair(NamedTuple):
    """What both say: how far apart the two are (0 is the same thing), and that in words."""

    left: Spoken
    right: Spoken
    distance: int
    told: str


def side_by_side(collection: Collection) -> Draft:
    """Set two reports side by side, each figure beside the nearest of the other; only what is the same is compared."""
    if len(collection.reports) != 2:
        raise NothingToShow(head("two_reports"))
    records: list[Spoken] = [*collection.figures, *collection.gaps]
    left, right = ([record for record in records if record.source.id == name] for name in collection.reports)
    comparison, pairs = compare.of(collection.whole), list[_Pair]()
    related = [pair for one in left for other in right if (pair := _relate(comparison, one, other))]
    for pair in sorted(related, key=lambda pair: pair.distance):
        if all(pair.left is not other.left and pair.right is not other.right for other in pairs):
            pairs.append(pair)
    matched = [record for pair in pairs for record in (pair.left, pair.right)]
    alone = [record for record in (*left, *right) if record not in matched]
    rows = {
        "same": [_pair_row(pair) for pair in pairs if not pair.distance],
        "similar": [_pair_row(pair) for pair in pairs if pair.distance],
        "left": [Row((_what(record), _cell(record), Cell(""))) for record in alone if record in left],
        "right": [Row((_what(record), Cell(""), _cell(record))) for record in alone if record in right],
    }
    one, other = collection.reports.values()
    name: Callable[[Source], str] = name_report if one.publisher == other.publisher else attrgetter("publisher")
    names = {"one": name(one), "other": name(other)}
    shown, more = cut([Section(rows[part], head(f"sides_{part}", **names)) for part in rows], MOST, "in_order")
    same, similar = (count(len(rows[part]), "pair") for part in ("same", "similar"))
    rest = count(sum(isinstance(record, ReportedFigure) for record in alone), "figure")
    title = head("sides_title", same=same, similar=similar, rest=rest, **names)
    heads = (*columns("what", 40), *(Column(label, "number", 30) for label in names.values()))
    return Draft(title, [Table(heads, shown, title)], records, more=more)


def _relate(comparison: Comparison, one: Spoken, other: Spoken) -> _Pair | None:
    """Relate two records: the same thing, similar by all but one or two axes, or None."""
    if one.indicator.id != other.indicator.id:
        return None
    if isinstance(one, ReportedGap) or isinstance(other, ReportedGap):
        same = (one.group, one.place.id, one.window) == (other.group, other.place.id, other.window)
        return _Pair(one, other, 0, "") if same else None
    pair, axes = comparison.pair(one, other), comparison.relate(other, one).axes
    if pair.relation in ("same", "same_statement"):
        key = "statement" if pair.relation == "same_statement" else pair.verdict
        return _Pair(one, other, 0, "" if key == "none" else head(f"sides_{key}"))
    if "apart" in (axes["where"], axes["who"]):
        return None
    told = "; ".join(tell_differences(axes, other, one))
    distance = 1 + sum(axis != "equal" for axis in axes.values()) + 4 * (axes["when"] == "apart")
    return _Pair(one, other, distance, head("sides_differs", other=other.source.publisher, differences=told))


def _pair_row(pair: _Pair) -> Row:
    what = Cell(start(name_subject(pair.left)), sub=pair.told or None) if pair.distance else _what(pair.left, pair.told)
    return Row((what, _cell(pair.left, bool(pair.distance)), _cell(pair.right, bool(pair.distance))))


def _what(record: Spoken, told: str = "") -> Cell:
    where = write_where(record) + (name_attribution(record) if isinstance(record, ReportedFigure) else "")
    return Cell(f"{start(name_subject(record))} {where}, {_when(record)}", sub=told or None)


def _when(record: Spoken) -> str:
    return say_when(record, short=True) if isinstance(record, ReportedFigure) else write_window_short(record.window)


def _cell(record: Spoken, scoped: bool = False) -> Cell:
    """Return a number with who says so, and where the two differ its place and days."""
    who = start(list_chain(record, short=True)[0])
    return replace(number_cell(record), sub=f"{name_place(record.place)}, {_when(record)}; {who}" if scoped else who)
