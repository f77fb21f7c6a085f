"""How one voice's number for the same people, place and days changed, where the order of telling is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Topic, topic_of
from dashboard.exhibits.exhibit import Cell, Column, Exhibit, Row, Section, Table
from dashboard.exhibits.forms.base import break_lines
from dashboard.exhibits.forms.lines import Line, LineSection
from dashboard.exhibits.making import LABEL_LETTERS, Copies, NothingToShow, draw_rows, line_of, make_exhibit
from dashboard.records.reported import ReportedFigure
from dashboard.wording.comparisons import write_growth
from dashboard.wording.headings import head, title_ladder, write_told
from dashboard.wording.numbers import start
from dashboard.wording.scopes import describe_scope
from dashboard.wording.voices import name_carrier, name_source

MOST_OTHERS = 12


def changing(collection: Collection, topic: Topic | None = None) -> Exhibit:
    """Show one voice's changed number, of a *topic* or the one that was changed most often; the others in words."""
    ladders = compare.of(collection).ladders()
    # A later version of a report that no longer credits anybody is not this voice's own change.
    credited = [ladder for ladder in ladders if all(rung.said.credited for rung in ladder)]
    found = [ladder for ladder in credited if len({rung.written for rung in ladder}) > 1]
    if topic is not None:
        found = [ladder for ladder in found if topic_of(ladder[0]).key[:3] == topic.key[:3]]
    if not found:
        raise NothingToShow(head("nothing_changed"))
    first, *others = found[: MOST_OTHERS + 1]
    title = title_ladder(first)
    section = LineSection("", tuple(map(_draw_rung, first)))
    return make_exhibit(
        "changing",
        collection,
        title,
        [*draw_rows([section], first[0].indicator.family, title), *([_write_others(others)] if others else [])],
        [rung for ladder in (first, *others) for rung in ladder],
        note=head("ladder_note"),
        topic=topic,
    )


def _draw_rung(figure: ReportedFigure) -> Line:
    """Draw one telling: its label is when it was told, and who carried it."""
    carrier = name_carrier(figure)
    labels = [write_told(figure), *([f"→ {carrier}"] if carrier else [])]
    together = " ".join(labels)
    lines = [together] if len(together) <= LABEL_LETTERS else labels
    label = "<br>".join(break_lines(one, LABEL_LETTERS) for one in lines)
    return replace(line_of(Copies(figure, (figure,))), label=label)


def _write_others(ladders: Sequence[Sequence[ReportedFigure]]) -> Table:
    columns = (Column(head("column_changed")), Column(head("column_what")), Column(head("column_voice")))
    rows = tuple(map(_write_row, ladders))
    return Table(columns, (Section(rows, head("others_changed")),), head("others_changed"))


def _write_row(ladder: Sequence[ReportedFigure]) -> Row:
    what = Cell(start(describe_scope(ladder[0], year=False)))
    return Row((Cell(write_growth(ladder), figure=ladder[-1].id), what, Cell(start(name_source(ladder[0])))))
