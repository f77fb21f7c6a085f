"""Who says so: every voice with what it says, and who carried and published it, grouped by the kind of speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Cell, Row, Section, Table
from dashboard.exhibits.forms.table import columns
from dashboard.exhibits.making import Draft, NothingToShow, gather_copies, list_gaps
from dashboard.records.reported import ReportedFigure, ReportedGap, ReportedStatement
from dashboard.wording.headings import head, name_publishers, name_reports, state_gap_short, title_voices
from dashboard.wording.numbers import count, count_word, fold, start, write_small
from dashboard.wording.scopes import state_figure
from dashboard.wording.sentences import KINDS
from dashboard.wording.voices import ARROW, list_chain, name_speaker

MOST_FLAT = 12
Said = ReportedFigure | ReportedGap | ReportedStatement


def who_says(collection: Collection) -> Draft:
    """List speaker → carrier → publisher with what each says; whoever has most figures comes first."""
    found: dict[str, list[Said]] = defaultdict(list)
    records: list[Said] = [*collection.figures, *list_gaps(collection), *collection.statements]
    for record in records:
        found[record.said.voice.id if record.said.credited else ""].append(record)
    if not found:
        raise NothingToShow(head("nothing"))
    title = title_voices(collection.figures, name_reports(collection.reports))
    heads = columns("voice figures carried", 30, 45, 25)
    sections = tuple(part for part in _part(sorted(found.values(), key=_rank)) if part.rows)
    return Draft(title, [Table(heads, sections, title)], records, note=head("carrier_note"))


def _count(said: Iterable[Said]) -> int:
    return sum(isinstance(record, ReportedFigure) for record in said)


def _rank(said: Sequence[Said]) -> tuple[bool, bool, int, int, str]:
    """Order voices: those that give numbers, then figures that credit nobody, then those that only claim."""
    first = said[0].said
    return not _count(said), not first.credited, -_count(said), -len(said), first.voice.id


def _part(voices: Sequence[Sequence[Said]]) -> Iterable[Section]:
    """Part many voices by kind, the kind with most figures first; a few stand together, each with its kind.

    Who gives no number stands last, in one row: what they claim is another exhibit's question.
    """
    claiming = [said for said in voices if all(isinstance(record, ReportedStatement) for record in said)]
    counting, last = [said for said in voices if said not in claiming], tuple[Row, ...]()
    if claiming:
        names = fold(list(dict.fromkeys(write_small(said[0].said.voice.short) for said in claiming)), 6)
        told = start(head("without_number", voices=count(len(claiming), "voice")))
        published = start(name_publishers(record for said in claiming for record in said))
        last = (Row((Cell(told), Cell(start(names)), Cell(published)), muted=True),)
    if len(counting) <= MOST_FLAT:
        yield Section((*(_row(said, _name_kind(said)) for said in counting), *last))
        return
    kinds: dict[str, list[Sequence[Said]]] = defaultdict(list)
    for said in counting:
        kinds[_name_kind(said)].append(said)
    for kind in sorted(kinds, key=lambda kind: (kind == head("nobody"), -sum(map(_count, kinds[kind])), kind)):
        yield Section(tuple(map(_row, kinds[kind])), start(kind))
    yield Section(last, muted=True)


def _name_kind(said: Sequence[Said]) -> str:
    return KINDS[said[0].said.voice.type] if said[0].said.credited else head("nobody")


def _row(said: Sequence[Said], kind: str = "") -> Row:
    first = said[0].said
    under = head("counts_under", body=name_speaker(first.body)) if first.body != first.voice else ""
    below = "; ".join(filter(None, (kind, under))) if first.credited else ""
    name = name_speaker(first.voice) if first.credited else head("nobody")
    return Row((Cell(start(name), below or None, strong=True), _what(said), _carried(said)))


def _what(said: Sequence[Said]) -> Cell:
    """Tell what a voice says: the figures that most reports carry, each of another kind, then gaps."""
    copies = gather_copies(record for record in said if isinstance(record, ReportedFigure))
    copies.sort(key=lambda one: -one.reports)
    kinds = {(one.figure.indicator.id, one.figure.place.id): one for one in reversed(copies)}
    told = [state_figure(one.figure, short=True) for one in sorted(copies, key=lambda one: one not in kinds.values())]
    told += [state_gap_short(record) for record in said if isinstance(record, ReportedGap)]
    first, *others = told
    if len(others) > 2:
        others = [head("and_more", told=others[0], count=count_word(len(others) - 1))]
    return Cell(first, sub="; ".join(others) or None, figure=copies[0].figure.id if len(copies) == 1 else None)


def _carried(said: Sequence[Said]) -> Cell:
    """Tell who carried what a voice says, and in which reports; its claims count only where it gives no number."""
    records = [record for record in said if not isinstance(record, ReportedStatement)] or said
    links = [list_chain(record, short=True) for record in records]
    chains = list(dict.fromkeys(start(ARROW.join(found[1:] or found)) for found in links))
    if len(chains) == 1:
        return Cell(chains[0])
    carriers = list(dict.fromkeys(record.said.via for record in records if record.said.via))
    published = name_publishers(records) if len({record.source.id for record in records}) > 1 else None
    return Cell(fold(carriers, 3), sub=published) if carriers or not published else Cell(start(published))
