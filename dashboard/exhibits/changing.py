"""How one voice's number for the same people, place and days changed, where the order of telling is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Topic, topic_of
from dashboard.exhibits.exhibit import Exhibit
from dashboard.exhibits.forms.base import plain
from dashboard.exhibits.forms.lines import Line, LineSection
from dashboard.exhibits.making import Copies, NothingToShow, break_label, draw_rows, line_of, make_exhibit
from dashboard.records.reported import ReportedFigure
from dashboard.wording.headings import head, title_ladder, write_told
from dashboard.wording.numbers import start
from dashboard.wording.scopes import describe_scope
from dashboard.wording.voices import name_carrier, name_source

MOST_LADDERS = 8


def changing(collection: Collection, topic: Topic | None = None) -> Exhibit:
    """Show each voice's changed numbers, those that it changed most often first."""
    found = [ladder for ladder in compare.of(collection).ladders() if len({rung.written for rung in ladder}) > 1]
    if topic is not None:
        found = [ladder for ladder in found if topic_of(ladder[0]).key[:3] == topic.key[:3]]
    if not found:
        raise NothingToShow(head("nothing_changed"))
    first = found[0]
    alike = [ladder for ladder in found if ladder[0].indicator.unit == first[0].indicator.unit]
    shown = alike[:MOST_LADDERS]
    sections = [LineSection(_name(ladder), tuple(map(_draw_rung, ladder))) for ladder in shown]
    title = title_ladder(first)
    return make_exhibit(
        "changing",
        collection,
        title,
        draw_rows(sections, first[0].indicator.family, title),
        [rung for ladder in shown for rung in ladder],
        note=head("ladder_note"),
        topic=topic,
    )


def _name(ladder: Sequence[ReportedFigure]) -> str:
    return f"{start(name_source(ladder[0]))}: {describe_scope(ladder[0], year=False)}"


def _draw_rung(figure: ReportedFigure) -> Line:
    """Draw one telling: its label is when it was told, and who carried it."""
    carrier = name_carrier(figure)
    label = f"{write_told(figure)} → {carrier}" if carrier else write_told(figure)
    return replace(line_of(Copies(figure, (figure,))), label=break_label(plain(label)))
