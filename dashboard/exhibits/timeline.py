"""What happened when: a dated list, hours where known; announced, background, open and not known stand apart.

One row stands for one event or one thing counted, whatever number of reports tell it.
"""

from collections.abc import Hashable, Sequence

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Cell, Row, Section, Table
from dashboard.exhibits.forms.table import columns, cut, number_cell, tell_who
from dashboard.exhibits.making import Draft, NothingToShow, gather_copies, list_gaps, write_note
from dashboard.records.folding import fold_searched
from dashboard.records.reported import ReportedEvent, ReportedFigure, ReportedGap
from dashboard.wording.days import write_window_short
from dashboard.wording.headings import DayTold, head, name_voices, tell_numbers, title_timeline, write_when_state
from dashboard.wording.scopes import list_numbers, name_attribution, name_count, name_subject, say_when, write_where
from dashboard.wording.sentences import start

MOST_FIRST, MOST_HELD, MOST = 10, 3, 80
LONGEST_DAYS = 7
SIEGE = "siege"
# The parts of the list in their order; the later ones stand in grey.
PARTS = ("days", "held", "announced", "unknown_days", "also_reported", "longer", "background")
MUTED = PARTS[4:]
Record = ReportedEvent | ReportedFigure | ReportedGap


class Happening:
    """The records that tell of one event, or of one thing counted at one place and time; an event comes first.

    ``day`` is that under which it stands: its first, or where that is not known its last.
    """

    def __init__(self, records: Sequence[Record]) -> None:
        self.records, self.first, self.window = records, records[0], records[0].window
        self.event = self.first if isinstance(self.first, ReportedEvent) else None
        self.figures = [record for record in records if isinstance(record, ReportedFigure)]
        self.reports = len({record.source.id for record in records})
        self.day = self.window.first_day or self.window.last_day
        self.part = _find_part(self.first)
        starts, ends = self.window.starts, self.window.ends
        self.order = (str(self.day or "9999"), str(starts or ends or ""), str(ends or ""))


def _find_part(first: Record) -> str:
    if isinstance(first, ReportedGap):
        return "unknown_days"
    if isinstance(first, ReportedEvent) and first.kind != "reported":
        return first.kind
    if isinstance(first, ReportedFigure) and first.counting in ("forecast", "state"):
        return "announced" if first.is_forecast else "held"
    starts, ends = first.window.starts, first.window.ends
    return "days" if ends and (starts is None or (ends - starts).days <= LONGEST_DAYS) else "longer"


def timeline(collection: Collection) -> Draft:
    """List by days the events and what most reports count; then what is open, announced, not known; then the rest."""
    found = sorted(list_happenings(collection), key=lambda one: _rank(one, collection))
    if not found:
        raise NothingToShow(head("nothing_timed"))
    parts = {part: [one for one in found if one.part == part] for part in PARTS}
    parts["also_reported"] = parts["days"][MOST_FIRST:] + parts["held"][MOST_HELD:]
    first, parts["held"] = parts.pop("days")[:MOST_FIRST], parts["held"][:MOST_HELD]
    sections = [Section([_row(one) for one in sorted(first, key=lambda one: one.order)])]
    for part, rows in parts.items():
        ordered = rows if part == "held" else sorted(rows, key=lambda one: one.order)
        sections.append(Section(list(map(_row, ordered)), head(part), part in MUTED))
    shown, more = cut(sections, MOST, "by_reports")
    # A title counts statements, not the reports that carry them.
    counted = ((one, [copies.figure for copies in gather_copies(one.figures)]) for one in _choose_main(first or found))
    title = title_timeline([DayTold(_write_when(one), figures, _tell(one)) for one, figures in counted])
    table = Table(columns("when:day what reported who"), shown, title)
    gaps = sorted(list_gaps(collection), key=lambda gap: gap.source.id != collection.whole.story)
    records = [record for one in found for record in one.records]
    return Draft(title, [table], records, note=write_note(gaps, ()), more=more)


def list_happenings(collection: Collection) -> list[Happening]:
    """Merge what several reports tell of one event, and what one voice tells and counts of one place and time."""
    events: dict[Hashable, list[Record]] = {}
    counted: dict[Hashable, list[Record]] = {}
    for event in collection.events:
        key = (fold_searched(event.label), event.kind, event.place and event.place.id, event.window)
        events.setdefault(key, []).append(event)
    told = {_moment(records[0]): records for records in events.values() if records[0].place}
    for figure in collection.figures:
        twin = told.get(_moment(figure))
        if twin is not None and figure.counting == "period" and _scope(twin[-1]) in (None, _scope(figure)):
            twin.append(figure)
        else:
            counted.setdefault(_scope(figure), []).append(figure)
    for gap in list_gaps(collection):
        counted.setdefault(("gap", gap.indicator.id, gap.place.id, gap.window), []).append(gap)
    return [Happening(records) for records in (*events.values(), *counted.values())]


def _moment(record: Record) -> Hashable:
    return record.source.id, record.said.speaker.id, record.place and record.place.id, record.window


def _scope(figure: Record) -> Hashable:
    """What is counted, of whom, where and when; what holds at a time is one thing on whatever day it is counted."""
    if not isinstance(figure, ReportedFigure):
        return None
    window = None if figure.counting == "state" else figure.window
    where, what = (figure.place.id, window, figure.counting), (figure.indicator.id, figure.group and figure.group.id)
    return *what, *where, figure.cause, figure.responsible


def _rank(one: Happening, collection: Collection) -> tuple[bool, int, int]:
    """Order happenings: events of the list first, then what most reports tell, in the order of the indicators."""
    words = list(collection.vocabulary.indicators)
    order = min((words.index(figure.indicator.id) for figure in one.figures), default=len(words))
    siege = any(figure.indicator.role == SIEGE for figure in one.figures)
    return one.event is None and not siege, -one.reports, order


def _row(one: Happening) -> Row:
    if isinstance(one.first, ReportedGap):
        told = number_cell(one.first)
    elif len(one.figures) == 1:
        told = number_cell(one.figures[0], counted=one.event is not None)
    else:
        counted = [name_count(figure, signs=True) for figure in one.figures]
        counted = counted if one.event else list_numbers(one.figures, signs=True)
        told = Cell(tell_numbers(list(dict.fromkeys(counted)), 5), strong=True)
    who = tell_who(one.records, True) if one.reports == 1 else Cell(name_voices(one.records, 2))
    return Row((Cell(start(_write_when(one))), Cell(_tell(one)), told, who))


def _tell(one: Happening) -> str:
    if isinstance(one.first, ReportedEvent):
        return one.first.label
    attributed = name_attribution(one.first) if isinstance(one.first, ReportedFigure) else ""
    return start(head("what_where", what=name_subject(one.first), where=write_where(one.first) + attributed))


def _write_when(one: Happening) -> str:
    if one.part == "held":
        return write_when_state(one.figures)
    if one.event and one.part == "background" and one.event.date_as_written:
        return one.event.date_as_written
    if one.figures and not one.event:
        return say_when(next((figure for figure in one.figures if figure.days_stated), one.figures[0]), short=True)
    return write_window_short(one.window)


def _choose_main(found: Sequence[Happening]) -> list[Happening]:
    """Choose what the title tells: of each of the three days most reported what most reports count on it."""
    best: dict[object, Happening] = {}
    closed = [one for one in found if one.window.closed] or found
    for one in sorted(closed, key=lambda one: (not one.figures, -one.reports, one.event is not None)):
        best.setdefault(one.day, one)
    return sorted(sorted(best.values(), key=lambda one: -one.reports)[:3], key=lambda one: one.order)
