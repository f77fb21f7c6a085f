"""How one voice's number for the same people, place and days changed, where the order of telling is known."""

from __future__ import annotations

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Topic, topic_of
from dashboard.exhibits.exhibit import Cell, Row, Section, Table
from dashboard.exhibits.forms.lines import Line
from dashboard.exhibits.forms.table import columns
from dashboard.exhibits.making import Draft, NothingToShow, draw_rows, join_lines
from dashboard.records.reported import ReportedFigure
from dashboard.wording.comparisons import write_growth
from dashboard.wording.headings import head, title_ladder, write_told
from dashboard.wording.numbers import start
from dashboard.wording.scopes import describe_scope
from dashboard.wording.voices import name_carrier, name_source

MOST_OTHERS = 12


def changing(collection: Collection, topic: Topic | None = None) -> Draft:
    """Show one voice's changed number, of a *topic* or the one that was changed most often; the others in words."""
    ladders = compare.of(collection).ladders()
    # A later version of a report that no longer credits anybody is not this voice's own change.
    credited = [ladder for ladder in ladders if all(rung.said.credited for rung in ladder)]
    found = [ladder for ladder in credited if len({rung.written for rung in ladder}) > 1]
    if topic is not None:
        found = [ladder for ladder in found if topic_of(ladder[0]).key[:3] == topic.key[:3]]
    if not found:
        raise NothingToShow(head("nothing_changed"))
    first, *others = found = found[: MOST_OTHERS + 1]
    title, heading = title_ladder(first), head("others_changed")
    body = draw_rows([("", list(map(_draw_rung, first)))], first[0].indicator.family, title)
    if others:
        heads = columns("changed what voice")
        rows = tuple(
            Row(
                (
                    Cell(write_growth(ladder), figure=ladder[-1].id),
                    Cell(start(describe_scope(ladder[0], year=False))),
                    Cell(start(name_source(ladder[0]))),
                )
            )
            for ladder in others
        )
        body.append(Table(heads, (Section(rows, heading),), heading))
    return Draft(title, body, [rung for ladder in found for rung in ladder], note=head("ladder_note"), topic=topic)


def _draw_rung(figure: ReportedFigure) -> Line:
    """Draw one telling: its label is when it was told, and who carried it."""
    carrier = name_carrier(figure)
    return Line(figure, join_lines(write_told(figure), *([f"→ {carrier}"] if carrier else [])), figure.written)
