"""What all exhibits share: copies of one statement taken together, who says so at a mark, and the finished exhibit."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Topic
from dashboard.exhibits.exhibit import Block, Exhibit
from dashboard.exhibits.forms.qualifiers import break_lines
from dashboard.records.model import Source
from dashboard.records.reported import Reported, ReportedFigure, ReportedGap
from dashboard.wording.headings import bind_signs, count_digits, head, note_caveats
from dashboard.wording.sentences import end, fold, start
from dashboard.wording.sources import (
    list_chain,
    list_sources,
    name_carrier,
    name_report,
    name_source,
    note_gap,
    write_full_note,
    write_source_lines,
)

MOST_NOTES, MOST_ALT_WORDS = 24, 60
# A label takes no more than half of a phone.
LABEL_LETTERS = 18


class NothingToShow(Exception):
    """There is nothing at all to answer the question with; its text says so in one plain sentence."""


@dataclass(frozen=True)
class Draft:
    """What a question answers; the rest of the exhibit follows from the *records* it shows.

    ``left`` is how many rows a first page leaves out, where ``more`` does not say it. ``topic`` is the one it answers,
    ``sources`` are the reports it speaks of besides those of its records.
    """

    title: str
    body: Sequence[Block]
    records: Sequence[Reported]
    subtitle: str | None = None
    note: str | None = None
    more: str | None = None
    left: int = 0
    alt: str | None = None
    topic: Topic | None = None
    sources: Sequence[Source] = ()


def finish(name: str, collection: Collection, draft: Draft) -> Exhibit:
    """Finish an exhibit: its source, alt text, printed id and address follow from what it shows."""
    records = list({(type(record), record.id): record for record in draft.records}.values())
    figures = [record for record in records if isinstance(record, ReportedFigure)]
    gaps = [record for record in records if isinstance(record, ReportedGap)]
    reports = dict.fromkeys(map(name_report, (*draft.sources, *(record.source for record in records))))
    if not reports:
        raise NothingToShow(head("nothing"))
    topic, whole = draft.topic.key if draft.topic else (), collection.whole
    address = {"exhibit": name, **dict(zip(("about", "who", "where", "when"), topic, strict=False))}
    if len(collection.reports) == 1 and len(whole.reports) > 1:
        address["source"] = next(iter(collection.reports))
    # The printed id differs for each exhibit, topic and selection.
    shown = sorted(entry.id for kind in (collection.figures, collection.gaps, collection.statements) for entry in kind)
    asked = hashlib.sha256(" ".join((name, *topic, *collection.reports, *shown)).encode()).hexdigest()
    details = list_sources(figures)
    if len(figures) <= MOST_NOTES:
        parts = [one.part_of if one.part_of in whole.by_id else None for one in figures]
        wholes = [whole.figure(part) if part else None for part in parts]
        details = [write_full_note(one, whole=part).as_text() for one, part in zip(figures, wholes, strict=True)]
    return Exhibit(
        id=name,
        key=f"{name.replace('_', '-')}-{asked[:6]}",
        question=head(name),
        title=bind_signs(draft.title),
        subtitle=bind_signs(draft.subtitle) if draft.subtitle else None,
        body=tuple(draft.body),
        source=tuple(map(bind_signs, write_source_lines([*figures, *gaps]) or [fold(list(reports), 4)])),
        note=bind_signs(draft.note) if draft.note else None,
        alt=draft.alt or _write_alt(draft.title, figures),
        figures=tuple(figure.id for figure in figures),
        details=tuple(details),
        more=draft.more or (head("rows_left", count=draft.left) if draft.left else None),
        address=address,
    )


def _write_alt(title: str, figures: Sequence[ReportedFigure]) -> str:
    """Write what a picture shows in at most 60 words: its title, then its figures with who says so."""
    alt = f"{title}."
    for told in dict.fromkeys(f"{figure.written}, {name_source(figure)}" for figure in figures):
        longer = f"{alt} {told}."
        if len(longer.split()) > MOST_ALT_WORDS:
            break
        alt = longer
    words = alt.split()
    return alt if len(words) <= MOST_ALT_WORDS else " ".join(words[:MOST_ALT_WORDS]).rstrip(".,;:") + " …"


def list_gaps(collection: Collection) -> list[ReportedGap]:
    """List the gaps that their own voice did not fill later, in the order of their reports."""
    standing = {gap.id for gap in compare.of(collection).gaps}
    return [gap for gap in collection.gaps if gap.id in standing]


class Copies(NamedTuple):
    """One statement and all figures that carry it: ``figure`` stands for them, in so many reports."""

    figure: ReportedFigure
    figures: Sequence[ReportedFigure]
    reports: int


def gather_copies(figures: Iterable[ReportedFigure]) -> list[Copies]:
    """Take together what one voice says in the same words of the same people, place and days, in their order."""
    groups: dict[tuple[object, ...], list[ReportedFigure]] = {}
    for figure in figures:
        voice = figure.said.voice.id if figure.said.credited else None
        people = (figure.indicator.id, figure.group and figure.group.id, figure.cause, figure.responsible)
        groups.setdefault((*people, figure.place.id, figure.window, voice, figure.written), []).append(figure)
    return [Copies(same[0], same, len({one.source.id for one in same})) for same in groups.values()]


def list_figures(copies: Iterable[Copies]) -> list[ReportedFigure]:
    """List all figures of statements."""
    return [figure for one in copies for figure in one.figures]


def name_line(record: ReportedFigure | ReportedGap, reports: int = 1) -> str:
    """Name who says so at a mark, with the carrier of a single report or the number of more: "Forensic team → AP"."""
    who, carrier = record.source.publisher, None
    if record.said.credited:
        who, carrier = start(list_chain(record, short=True)[0]), name_carrier(record)
    label = label_line(who, carrier if reports == 1 and carrier != who else None)
    counted = f"{label}, {count_digits(reports, 'report')}"
    return counted if reports > 1 and len(counted) <= LABEL_LETTERS else label


def label_line(who: str, carrier: str | None = None) -> str:
    """Write both on one line of a label where they fit, else on lines of their own, broken where they are long."""
    words = [who, f"→ {carrier}"] if carrier else [who]
    together = " ".join(words)
    return together if len(together) <= LABEL_LETTERS else "\n".join(break_lines(one, LABEL_LETTERS) for one in words)


def write_note(gaps: Sequence[ReportedGap], figures: Iterable[ReportedFigure]) -> str | None:
    """Write what a briefer must say aloud: the first gap, else what goes with the numbers."""
    return end(note_gap(gaps[0])) if gaps else note_caveats(figures)
