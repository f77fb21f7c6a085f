"""Table: a table of words, laid out by the browser; how figures, voices, places and days stand in its cells."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import cast

from dashboard.exhibits.exhibit import Cell, Column, Kind, Row, Section, Table
from dashboard.exhibits.forms.qualifiers import mark_of
from dashboard.records.reported import Reported, ReportedFigure, ReportedGap
from dashboard.wording.days import write_window_short
from dashboard.wording.headings import head, name_publishers, name_voices
from dashboard.wording.scopes import name_attribution, name_count, name_counted, name_place, name_subject, say_when
from dashboard.wording.sentences import say, start
from dashboard.wording.sources import ARROW, list_links, name_report, write_published

TwinSection = tuple[str | None, Sequence[ReportedFigure | ReportedGap]]  # of a chart, under its heading


def columns(names: str, *widths: int) -> tuple[Column, ...]:
    """Return columns of the catalogue by their names and kinds ("reported:number what"), with shares of the table."""
    both = zip_longest((name.partition(":") for name in names.split()), widths)
    return tuple(Column(head(f"column_{name}"), cast("Kind", kind or "text"), width) for (name, _, kind), width in both)


FIGURE_COLUMNS = columns("reported:number what when who")  # of a table of figures and gaps, each by its row


def figure_row(record: ReportedFigure | ReportedGap) -> Row:
    """Return a figure's number, or what a gap says, what is counted and what happened to it, when, and who says so."""
    told, when = name_subject(record), write_window_short(record.window)
    if isinstance(record, ReportedFigure):
        told = " ".join(filter(None, (name_counted(record), record.indicator.phrase))) + name_attribution(record)
        when = when if record.counting == "period" else say_when(record, year=False)
    what = Cell(start(told), sub=name_place(record.place))
    return Row((number_cell(record), what, Cell(start(when)), who_cell(record)))


def number_cell(record: ReportedFigure | ReportedGap, counted: bool = False) -> Cell:
    """Return a figure's number with its doubt, or what a gap says; *counted* adds what it counts ("≥ 80 people")."""
    if isinstance(record, ReportedGap):
        return Cell(say(f"gap_{record.status}_short"), mark="hatch" if record.status == "not_documented" else None)
    text, mark = name_count(record, signs=True) if counted else record.written, mark_of(record)
    return Cell(text, figure=record.id, mark=None if mark == "solid" else mark, strong=True)


def who_cell(record: Reported) -> Cell:
    """Return who said it and who carried it, with the publisher and day below."""
    return Cell(start(ARROW.join(list_links(record))), sub=name_report(record.source))


def tell_who(records: Sequence[Reported], alone: bool) -> Cell:
    """Return who says so: of one report its chains, with its name unless it stands *alone*; of several their voices."""
    if len({record.source.id for record in records}) > 1:
        return Cell(name_voices(records), sub=name_publishers(records))
    source = records[0].source
    if not any(record.said.credited for record in records):
        return Cell(source.publisher, sub=None if alone else head("nobody_on", day=write_published(source)))
    chains = dict.fromkeys(ARROW.join(list_links(record)) for record in records)
    return Cell(start("; ".join(chains)), sub=None if alone else name_report(source))


def twin_table(sections: Iterable[TwinSection], caption: str, twin: bool = True) -> Table:
    """Return the table that says in words what a chart shows, a section for each of its sections."""
    made = [Section(list(map(figure_row, records)), heading) for heading, records in sections if records]
    return Table(FIGURE_COLUMNS, made, caption, twin)


def cut(sections: Iterable[Section], most: int, how: str) -> tuple[tuple[Section, ...], str | None]:
    """Return the first *most* rows, and what is said of the rest: "40 of 212, the least firm first"."""
    kept: list[Section] = []
    total = 0
    for section in sections:
        kept.append(replace(section, rows=section.rows[: max(0, most - total)]))
        total += len(section.rows)
    more = head("shown_of", shown=most, total=total, how=head(how)) if total > most else None
    return tuple(section for section in kept if section.rows), more
