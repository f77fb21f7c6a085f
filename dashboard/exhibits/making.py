"""What all exhibits share: copies of one statement taken together, who says so at a mark, and the finished exhibit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.collection.collection import Collection
from dashboard.compare import Beside, Topic, VoiceLine
from dashboard.exhibits.exhibit import Block, Cell, Chart, Column, Exhibit, Row, Section, Table
from dashboard.exhibits.forms.base import break_lines, plain
from dashboard.exhibits.forms.lines import Line, LineSection, draw_lines
from dashboard.exhibits.forms.table import TwinSection, number_cell, twin_table, who_cell
from dashboard.records.reported import ReportedEvent, ReportedFigure, ReportedGap, ReportedStatement
from dashboard.wording.comparisons import tell_beside
from dashboard.wording.headings import bind_signs, count_digits, head, limit_words
from dashboard.wording.notes import list_sources, write_full_note, write_short_note, write_source_lines
from dashboard.wording.numbers import start
from dashboard.wording.scopes import state_figure
from dashboard.wording.sentences import say
from dashboard.wording.voices import list_chain, name_carrier, name_source, write_published

MOST_NOTES, MOST_ALT_WORDS = 24, 60
# A label takes no more than half of a phone.
LABEL_LETTERS = 18

Record = ReportedFigure | ReportedGap | ReportedStatement | ReportedEvent


class NothingToShow(Exception):
    """There is nothing at all to answer the question with; its text says so in one plain sentence."""


@dataclass(frozen=True)
class Copies:
    """One statement and all reports that carry it: ``figure`` stands for them."""

    figure: ReportedFigure
    figures: tuple[ReportedFigure, ...]

    @property
    def reports(self) -> int:
        """By how many reports it is carried."""
        return len({figure.source.id for figure in self.figures})


def gather_copies(figures: Iterable[ReportedFigure]) -> list[Copies]:
    """Take together what one voice says in the same words of the same people, place and days, in their order."""
    groups: dict[tuple[object, ...], list[ReportedFigure]] = {}
    for figure in figures:
        group = figure.group.id if figure.group else None
        voice = figure.said.voice.id if figure.said.credited else None
        scope = (figure.indicator.id, group, figure.place.id, figure.window, figure.cause, figure.responsible)
        groups.setdefault((*scope, voice, figure.written), []).append(figure)
    return [Copies(copies[0], tuple(copies)) for copies in groups.values()]


def name_line(record: ReportedFigure | ReportedGap, copies: int = 1) -> str:
    """Name who says so at a mark, with the carrier of a single report: "Forensic team → AP"."""
    who = start(list_chain(record, short=True)[0]) if record.said.credited else record.source.publisher
    carrier = name_carrier(record) if copies == 1 and record.said.credited else None
    if carrier is None or carrier == who:
        return break_lines(who, LABEL_LETTERS)
    together = f"{who} → {carrier}"
    if len(together) <= LABEL_LETTERS:
        return plain(together)
    return f"{break_lines(who, LABEL_LETTERS)}<br>{break_lines(f'→ {carrier}', LABEL_LETTERS)}"


def hover_over(figure: ReportedFigure) -> str:
    """Write what a mark tells when it is pointed at; nothing stands only there."""
    return f"<b>{plain(state_figure(figure))}</b><br>{plain(write_short_note(figure))}"


def make_exhibit(
    name: str,
    collection: Collection,
    title: str,
    body: Sequence[Block],
    records: Sequence[Record],
    *,
    subtitle: str | None = None,
    note: str | None = None,
    more: str | None = None,
    alt: str | None = None,
    topic: Topic | None = None,
) -> Exhibit:
    """Finish an exhibit: its source, alt text, printed id and address follow from the *records* it shows."""
    if not records:
        raise NothingToShow(head("nothing"))
    figures = tuple(record for record in records if isinstance(record, ReportedFigure))
    ids = tuple(dict.fromkeys(figure.id for figure in figures))
    address = {"exhibit": name}
    if topic is not None:
        address |= dict(zip(("about", "who", "where", "when"), topic.key, strict=True))
    if len(collection.reports) == 1 and len(collection.whole.reports) > 1:
        address["source"] = next(iter(collection.reports))
    return Exhibit(
        id=name,
        key=_write_key(name, collection, topic),
        question=head(name),
        title=bind_signs(title),
        subtitle=bind_signs(subtitle) if subtitle else None,
        body=tuple(body),
        source=tuple(map(bind_signs, write_sources(records))),
        note=bind_signs(note) if note else None,
        alt=alt or write_alt(title, figures),
        figures=ids,
        details=_write_details(collection, figures),
        more=more,
        address=address,
    )


def _write_key(name: str, collection: Collection, topic: Topic | None) -> str:
    """Return a short id that differs for each exhibit, topic and selection."""
    entries: tuple[Record, ...] = (*collection.figures, *collection.gaps, *collection.statements)
    shown = sorted(entry.id for entry in entries)
    asked = " ".join((name, *(topic.key if topic else ()), *sorted(collection.reports), *shown))
    return f"{name.replace('_', '-')}-{hashlib.sha256(asked.encode()).hexdigest()[:6]}"


def write_sources(records: Sequence[Record]) -> tuple[str, ...]:
    """Write the source lines of figures and gaps; claims and events are credited by their reports."""
    numbers = [record for record in records if isinstance(record, ReportedFigure)]
    gaps = [record for record in records if isinstance(record, ReportedGap)]
    if numbers or gaps:
        return write_source_lines(numbers, gaps)
    reports: dict[str, list[str]] = {}
    for record in records:
        publisher, links = record.source.publisher, list_chain(record, short=True)
        said = links[:-1] if len(links) > 1 and links[-1] == publisher else links
        reports.setdefault(f"{publisher}, {write_published(record.source)}", []).append(" to ".join(said))
    told = (f"{report}: {'; '.join(dict.fromkeys(said))}" for report, said in reports.items())
    return (limit_words(". ".join(told), 50),)


def write_alt(title: str, figures: Sequence[ReportedFigure]) -> str:
    """Write what a picture shows in at most 60 words: its title, then its figures with who says so."""
    alt = f"{title}."
    for told in dict.fromkeys(f"{figure.written}, {name_source(figure)}" for figure in figures):
        longer = f"{alt} {told}."
        if len(longer.split()) > MOST_ALT_WORDS:
            break
        alt = longer
    return limit_words(alt, MOST_ALT_WORDS)


def _write_details(collection: Collection, figures: Sequence[ReportedFigure]) -> tuple[str, ...]:
    """Write the full note of each figure, or of many the chain of each report."""
    if len(figures) > MOST_NOTES:
        return tuple(list_sources(figures))
    whole = collection.whole
    notes = []
    for figure in figures:
        contained = figure.part_of is not None and whole.has_figure(figure.part_of)
        part_of = whole.figure(figure.part_of) if contained and figure.part_of else None
        notes.append(write_full_note(figure, whole=part_of).as_text())
    return tuple(notes)


def line_of(copies: Copies) -> Line:
    """Return the row of one statement, with the number of its reports where it is more than one."""
    label = name_line(copies.figure, copies.reports)
    if copies.reports > 1:
        together = f"{label}, {count_digits(copies.reports, 'report')}"
        label = together if len(together) <= LABEL_LETTERS else label
    return Line(copies.figure, label, hover=hover_over(copies.figure))


def draw_answer_line(line: VoiceLine) -> Line:
    """Return the row of one voice of an answer."""
    return line_of(Copies(line.figure, line.figures))


def gap_line(gap: ReportedGap) -> Line:
    """Return the hatched row of what somebody says that nobody could count."""
    return Line(gap, name_line(gap), written=_write_gap(gap))


def _write_gap(gap: ReportedGap) -> str:
    """Write what stands at a hatching: true of a toll that nobody could count and of one that is not complete."""
    return head("no_full_count") if gap.status == "not_documented" else say(f"gap_{gap.status}_short")


def draw_rows(sections: Sequence[LineSection], family: str, caption: str) -> tuple[Chart, Table]:
    """Return the lines of *sections* as a chart, and as the table that says the same in words."""
    told = [TwinSection(one.heading or None, [line.record for line in one.lines]) for one in sections]
    return draw_lines(sections, family), twin_table(told, caption)


def list_beside(topic: Topic, beside: Iterable[Beside], most: int) -> tuple[Table | None, list[ReportedFigure], int]:
    """List what does not count the same thing as a topic, nearest first, each with how it differs.

    Returns the table (None without rows), its figures, and how many statements more there are.
    """
    told = {one.figure.id: tell_beside(topic, one) for one in beside}
    copies = gather_copies(one.figure for one in beside)
    shown = copies[:most]
    rows = tuple(
        Row((number_cell(one.figure), Cell(start(told[one.figure.id])), who_cell(one.figure)), muted=True)
        for one in shown
    )
    columns = (
        Column(head("column_reported"), "number"),
        Column(head("column_differs")),
        Column(head("column_who")),
    )
    heading = head("not_the_same")
    table = Table(columns, (Section(rows, heading, muted=True),), heading) if rows else None
    return table, [figure for one in shown for figure in one.figures], len(copies) - len(shown)
