"""How firm each figure is: whether its voice, day and place are stated, how it was arrived at, how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Cell, Row, Section, Table
from dashboard.exhibits.forms.table import columns, cut, number_cell
from dashboard.exhibits.making import Copies, Draft, NothingToShow, gather_copies, list_figures
from dashboard.records.reported import ReportedFigure
from dashboard.wording.headings import head, name_reports, name_voices, title_doubt
from dashboard.wording.numbers import start
from dashboard.wording.scopes import name_place, name_subject, write_when
from dashboard.wording.sentences import say

MOST = 60


# What is said of one aspect of a figure, and how much it lacks: 0 nothing, 1 a part, 2 all.
_Aspect = tuple[Cell, int]


def how_firm(collection: Collection) -> Draft:
    """List the figures, the least firm first where there is more than one page; what is wanting stands in bold."""
    rows = [(one, _judge(one, collection)) for one in gather_copies(collection.figures)]
    if not rows:
        raise NothingToShow(head("no_figure"))
    rows.sort(key=lambda row: (-sum(lack for _, lack in row[1]), -row[0].reports))
    made = tuple(_row(one.figure, found) for one, found in rows)
    sections, more = cut([Section(made)], MOST, "by_doubt")
    title = title_doubt(collection.figures, name_reports(collection.reports))
    heads = columns("reported:number what who day place basis standing")
    figures = list_figures(one for one, _ in rows[:MOST])
    return Draft(title, [Table(heads, sections, title)], figures, more=more)


def _judge(copies: Copies, collection: Collection) -> tuple[_Aspect, ...]:
    figure, said = copies.figure, copies.figure.said
    standing = compare.of(collection.whole).standing(figure).kind
    named = said.speaker_named and said.voice.named
    voice = _say(start(said.voice.short), int(not named), head("named" if named else "not_named"))
    return (
        voice if said.credited else _say(start(head("nobody")), 2, name_voices(copies.figures)),
        _judge_stated(figure.days_stated, figure.window.known),
        _judge_stated(figure.place_stated, True),
        _say(head(f"basis_{figure.basis}"), int(figure.basis == "estimate")),
        _say(say(f"name_{standing}"), 2 * (standing in ("contradicted", "revised", "not_comparable"))),
    )


def _say(text: str, lack: int, sub: str | None = None) -> _Aspect:
    return Cell(text, sub, strong=lack > 0), lack


def _judge_stated(stated: bool, known: bool) -> _Aspect:
    return _say(head("stated"), 0) if stated else _say(head("part"), 1) if known else _say(head("no_day"), 2)


def _row(figure: ReportedFigure, aspects: Sequence[_Aspect]) -> Row:
    where = head("where_when", where=name_place(figure.place), when=write_when(figure, short=True))
    number, what = replace(number_cell(figure), strong=False), Cell(start(name_subject(figure)), sub=where)
    return Row((number, what, *(cell for cell, _ in aspects)))
