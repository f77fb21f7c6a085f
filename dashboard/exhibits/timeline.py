"""What happened when: a dated list, hours where known; announced, background, open and not known stand apart."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Cell, Row, Section, Table
from dashboard.exhibits.forms.table import columns, cut, number_cell, tell_who
from dashboard.exhibits.happenings import Happening, list_happenings
from dashboard.exhibits.making import Draft, NothingToShow, gather_copies, list_gaps, write_note
from dashboard.records.reported import ReportedEvent, ReportedFigure, ReportedGap
from dashboard.wording.days import write_window_short
from dashboard.wording.headings import (
    DayTold,
    head,
    name_voices,
    tell_numbers,
    title_timeline,
    write_when_state,
)
from dashboard.wording.numbers import list_numbers, name_count_short, start
from dashboard.wording.scopes import name_attribution, name_subject, say_when, write_where

MOST_FIRST, MOST_HELD, MOST = 10, 3, 80
SIEGE = "siege"
# The parts of the list in their order; the later ones stand in grey.
PARTS = ("days", "held", "announced", "unknown_days", "also_reported", "longer", "background")
MUTED = PARTS[4:]


def timeline(collection: Collection) -> Draft:
    """List by days the events and what most reports count; then what is open, announced, not known; then the rest."""
    found = sorted(list_happenings(collection), key=lambda one: _rank(one, collection))
    if not found:
        raise NothingToShow(head("nothing_timed"))
    parts = {part: [one for one in found if one.part == part] for part in PARTS}
    first, held = parts["days"][:MOST_FIRST], parts["held"][:MOST_HELD]
    parts["also_reported"] = parts["days"][MOST_FIRST:] + parts["held"][MOST_HELD:]
    sections = [Section(tuple(map(_row, sorted(first, key=_when)))), Section(tuple(map(_row, held)), head("held"))]
    for part in PARTS[2:]:
        sections.append(Section(tuple(map(_row, sorted(parts[part], key=_when))), head(part), part in MUTED))
    shown, more = cut(sections, MOST, "by_reports")
    # A title counts statements, not the reports that carry them.
    counted = ((one, [copies.figure for copies in gather_copies(one.figures)]) for one in _choose_main(first or found))
    title = title_timeline([DayTold(_write_when(one), figures, _tell(one)) for one, figures in counted])
    table = Table(columns("when:day what reported who"), shown, title)
    gaps = sorted(list_gaps(collection), key=lambda gap: gap.source.id != collection.whole.story)
    records = [record for one in found for record in one.records]
    return Draft(title, [table], records, note=write_note(gaps, ()), more=more)


def _rank(one: Happening, collection: Collection) -> tuple[bool, int, int]:
    """Order happenings: events of the list first, then what most reports tell, in the order of the indicators."""
    words = list(collection.vocabulary.indicators)
    order = min((words.index(figure.indicator.id) for figure in one.figures), default=len(words))
    siege = any(figure.indicator.role == SIEGE for figure in one.figures)
    return one.event is None and not siege, -one.reports, order


def _when(one: Happening) -> tuple[str, str, str]:
    window = one.records[0].window
    return str(one.day or "9999"), str(window.starts or window.ends or ""), str(window.ends or "")


def _row(one: Happening) -> Row:
    first, figures = one.records[0], one.figures
    if isinstance(first, ReportedGap):
        told = number_cell(first)
    elif len(figures) == 1:
        told = number_cell(figures[0], counted=one.event is not None)
    else:
        counted = [name_count_short(figure) for figure in figures] if one.event else list_numbers(figures, signs=True)
        told = Cell(tell_numbers(list(dict.fromkeys(counted)), 5), strong=True)
    who = tell_who(one.records, True) if one.reports == 1 else Cell(name_voices(one.records, 2))
    return Row((Cell(start(_write_when(one))), Cell(_tell(one)), told, who))


def _tell(one: Happening) -> str:
    first = one.records[0]
    if isinstance(first, ReportedEvent):
        return first.label
    attributed = name_attribution(first) if isinstance(first, ReportedFigure) else ""
    return start(head("what_where", what=name_subject(first), where=write_where(first) + attributed))


def _write_when(one: Happening) -> str:
    if one.part == "held":
        return write_when_state(one.figures)
    if one.event and one.part == "background" and one.event.date_as_written:
        return one.event.date_as_written
    if one.figures and not one.event:
        return say_when(next((figure for figure in one.figures if figure.days_stated), one.figures[0]), short=True)
    return write_window_short(one.records[0].window)


def _choose_main(found: Sequence[Happening]) -> list[Happening]:
    """Choose what the title tells: of each of the three days most reported what most reports count on it."""
    best: dict[object, Happening] = {}
    closed = [one for one in found if one.records[0].window.closed] or found
    for one in sorted(closed, key=lambda one: (not one.figures, -one.reports, one.event is not None)):
        best.setdefault(one.day, one)
    return sorted(sorted(best.values(), key=lambda one: -one.reports)[:3], key=_when)
