"""Table: a table of words, laid out by the browser; how figures, voices, places and days stand in its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dashboard.exhibits.exhibit import Cell, Column, Row, Section, Table
from dashboard.exhibits.forms.qualifiers import mark_of
from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.wording.days import write_window_short
from dashboard.wording.numbers import name_count_short, name_counted, start
from dashboard.wording.scopes import name_place, name_subject, write_when
from dashboard.wording.sentences import say
from dashboard.wording.voices import Reported, list_chain, write_chain, write_published

TWIN = (Column("Reported", "number"), Column("What"), Column("Who says so"), Column("When"))


def number_cell(figure: ReportedFigure, counted: bool = False) -> Cell:
    """Return a figure's number with its doubt; *counted* adds what it counts ("≥ 80 people")."""
    text = name_count_short(figure) if counted else figure.written
    mark = mark_of(figure)
    return Cell(text, figure=figure.id, mark=None if mark == "solid" else mark, strong=True)


def what_cell(figure: ReportedFigure) -> Cell:
    """Return what is counted and where."""
    return Cell(start(name_subject(figure)), sub=name_place(figure.place))


def what_happened_cell(figure: ReportedFigure) -> Cell:
    """Return what is counted and what happened to it, in the number its value asks for, and where."""
    phrase = f" {figure.indicator.phrase}" if figure.indicator.phrase else ""
    return Cell(start(f"{name_counted(figure)}{phrase}"), sub=name_place(figure.place))


def who_cell(record: Reported) -> Cell:
    """Return who said it and who carried it, with the publisher and day below."""
    links = list_chain(record, short=True)
    published = f"{record.source.publisher}, {write_published(record.source)}"
    said = links[:-1] if len(links) > 1 and links[-1] == record.source.publisher else links
    text = " → ".join(said)
    return Cell(start(text), sub=published)


def chain_cell(record: Reported) -> Cell:
    """Return the whole chain in one line."""
    return Cell(write_chain(record, short=True))


def when_cell(record: ReportedFigure | ReportedGap) -> Cell:
    """Return the days, short where they are only days."""
    if isinstance(record, ReportedFigure) and record.counting != "period":
        return Cell(start(write_when(record, year=False)))
    return Cell(start(write_window_short(record.window)))


class TwinSection(NamedTuple):
    """The records of one section of a chart; ``muted`` is the one below its rule."""

    heading: str | None
    records: Sequence[ReportedFigure | ReportedGap]
    muted: bool = False


def twin_table(sections: Iterable[TwinSection], caption: str) -> Table:
    """Return the table that says in words what a chart shows, a section for each of its sections."""
    made = (Section(tuple(map(_twin_row, one.records)), one.heading, one.muted) for one in sections if one.records)
    return Table(TWIN, tuple(made), caption, twin=True)


def _twin_row(record: ReportedFigure | ReportedGap) -> Row:
    if isinstance(record, ReportedFigure):
        return Row((number_cell(record), what_cell(record), who_cell(record), when_cell(record)))
    what = Cell(start(name_subject(record)), sub=name_place(record.place))
    return Row((gap_cell(record), what, who_cell(record), when_cell(record)))


def gap_cell(gap: ReportedGap) -> Cell:
    """Return what a gap says in place of a number."""
    return Cell(say(f"gap_{gap.status}_short"), mark="hatch" if gap.status == "not_documented" else None)
