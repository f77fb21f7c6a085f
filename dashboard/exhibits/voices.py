"""Who says so, what is claimed, and how firm each figure is: tables of words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Cell, Row, Section, Table
from dashboard.exhibits.forms.table import columns, cut, number_cell, tell_who
from dashboard.exhibits.making import Copies, Draft, NothingToShow, gather_copies, list_figures, list_gaps
from dashboard.records.reported import ReportedFigure, ReportedGap, ReportedStatement
from dashboard.wording.headings import (
    head,
    name_publishers,
    name_reports,
    name_voices,
    state_gap_short,
    title_claimed,
    title_doubt,
    title_voices,
)
from dashboard.wording.scopes import name_place, name_subject, state_figure, write_when
from dashboard.wording.sentences import KINDS, count, count_word, fold, say, start, write_small
from dashboard.wording.sources import ARROW, list_chain, name_speaker

MOST_FLAT, MOST = 12, 60
LACKING = ("contradicted", "revised", "not_comparable")
Said = ReportedFigure | ReportedGap | ReportedStatement


def who_says(collection: Collection) -> Draft:
    """List speaker → carrier → publisher with what each says; whoever has most figures comes first.

    Many voices are parted by kind. Who gives no number stands last, in one row: claims are another exhibit's question.
    """
    found: dict[str, list[Said]] = defaultdict(list)
    records: list[Said] = [*collection.figures, *list_gaps(collection), *collection.statements]
    for record in records:
        found[record.said.voice.id if record.said.credited else ""].append(record)
    claiming = [said for said in found.values() if all(isinstance(record, ReportedStatement) for record in said)]
    counting = sorted((said for said in found.values() if said not in claiming), key=_rank)
    if len(counting) <= MOST_FLAT:
        sections = [Section([_tell_voice(said, _name_kind(said)) for said in counting])]
    else:
        kinds: dict[str, list[Sequence[Said]]] = defaultdict(list)
        for said in counting:
            kinds[_name_kind(said)].append(said)
        order = sorted(kinds, key=lambda kind: (kind == head("nobody"), -sum(map(_count, kinds[kind])), kind))
        sections = [Section(list(map(_tell_voice, kinds[kind])), start(kind)) for kind in order]
    if claiming:
        claiming.sort(key=_rank)
        names = fold(list(dict.fromkeys(write_small(said[0].said.voice.short) for said in claiming)), 6)
        told = head("without_number", voices=count(len(claiming), "voice"))
        published = name_publishers(record for said in claiming for record in said)
        sections.append(Section([Row(tuple(Cell(start(words)) for words in (told, names, published)))], muted=True))
    title, heads = title_voices(collection.figures, name_reports(collection.reports)), "voice figures carried"
    table = Table(columns(heads, 30, 45, 25), [section for section in sections if section.rows], title)
    return Draft(title, [table], records, note=head("carrier_note"))


def _count(said: Iterable[Said]) -> int:
    return sum(isinstance(record, ReportedFigure) for record in said)


def _rank(said: Sequence[Said]) -> tuple[bool, bool, int, int, str]:
    """Order voices: those that give numbers, then figures that credit nobody, then those that only claim."""
    first = said[0].said
    return not _count(said), not first.credited, -_count(said), -len(said), first.voice.id


def _name_kind(said: Sequence[Said]) -> str:
    return KINDS[said[0].said.voice.type] if said[0].said.credited else head("nobody")


def _tell_voice(said: Sequence[Said], kind: str = "") -> Row:
    first = said[0].said
    if not first.credited:
        return Row((Cell(start(head("nobody")), strong=True), _tell_said(said), _tell_carried(said)))
    under = head("counts_under", body=name_speaker(first.body)) if first.body != first.voice else ""
    name = Cell(start(name_speaker(first.voice)), "; ".join(filter(None, (kind, under))) or None, strong=True)
    return Row((name, _tell_said(said), _tell_carried(said)))


def _tell_said(said: Sequence[Said]) -> Cell:
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


def _tell_carried(said: Sequence[Said]) -> Cell:
    """Tell who carried what a voice says, and in which reports; its claims count only where it gives no number."""
    records = [record for record in said if not isinstance(record, ReportedStatement)]
    links = [list_chain(record, short=True) for record in records]
    chains = list(dict.fromkeys(start(ARROW.join(found[1:] or found)) for found in links))
    if len(chains) == 1:
        return Cell(chains[0])
    carriers = list(dict.fromkeys(record.said.via for record in records if record.said.via))
    published = name_publishers(records) if len({record.source.id for record in records}) > 1 else None
    return Cell(fold(carriers, 3), sub=published) if carriers or not published else Cell(start(published))


def claims(collection: Collection) -> Draft:
    """List who claims what by topic; two stand side by side only where the record of one names the other."""
    if not collection.statements:
        raise NothingToShow(head("nothing_claimed"))
    known = {one.id: one for one in collection.statements}
    pairs = [(one, known[one.contradicts]) for one in known.values() if one.contradicts in known]
    paired, topics = [one for pair in pairs for one in pair], [one.topic for one in known.values()]
    single = [one for one in known.values() if one not in paired]
    single.sort(key=lambda one: topics.index(one.topic))
    alone, title, body = len(collection.reports) == 1, title_claimed(pairs, single), list[Table]()
    if pairs:
        rows = []
        for pair in pairs:
            who = [tell_who([one], alone) for one in pair]
            told = [
                Cell(one.summary, "; ".join(filter(None, (by.text, by.sub)))) for one, by in zip(pair, who, strict=True)
            ]
            rows.append(Row((Cell(pair[0].topic), *told)))
        body.append(Table(columns("about one_says other_says", 20, 40, 40), [Section(rows)], title))
    rows = [Row((Cell(one.topic), Cell(one.summary), tell_who([one], alone))) for one in single]
    shown, more = cut([Section(rows)], MOST, "by_topic")
    if single:
        body.append(Table(columns("about claim who", 20, 50, 30), shown, title))
    return Draft(title, body, [*paired, *single], note=head("claims_note"), more=more)


def how_firm(collection: Collection) -> Draft:
    """List the figures, the least firm first where there is more than one page; what is wanting stands in bold."""
    judged = [(one, _judge(one, collection)) for one in gather_copies(collection.figures)]
    if not judged:
        raise NothingToShow(head("no_figure"))
    judged.sort(key=lambda row: (-sum(lack for lack, *_ in row[1]), -row[0].reports))
    rows = []
    for (figure, *_), aspects in judged:
        where = head("where_when", where=name_place(figure.place), when=write_when(figure, short=True))
        what, firm = (
            Cell(start(name_subject(figure)), where),
            [Cell(text, sub, strong=lack > 0) for lack, text, sub in aspects],
        )
        rows.append(Row((replace(number_cell(figure), strong=False), what, *firm)))
    sections, more = cut([Section(rows)], MOST, "by_doubt")
    title = title_doubt(collection.figures, name_reports(collection.reports))
    table = Table(columns("reported:number what who day place basis standing"), sections, title)
    return Draft(title, [table], list_figures(one for one, _ in judged[:MOST]), more=more)


def _judge(copies: Copies, collection: Collection) -> list[tuple[int, str, str | None]]:
    """Say of each aspect how much it lacks (0 nothing, 1 a part, 2 all), what it is, and what stands below."""
    figure, said = copies.figure, copies.figure.said
    standing = compare.of(collection.whole).standing(figure).kind
    named = said.speaker_named and said.voice.named
    voice = (int(not named), start(said.voice.short), head("named" if named else "not_named"))
    stated, part, nothing = (0, head("stated"), None), (1, head("part"), None), (2, head("no_day"), None)
    return [
        voice if said.credited else (2, start(head("nobody")), name_voices(copies.figures)),
        stated if figure.days_stated else part if figure.window.known else nothing,
        stated if figure.place_stated else part,
        (int(figure.basis == "estimate"), head(f"basis_{figure.basis}"), None),
        (2 * (standing in LACKING), say(f"name_{standing}"), None),
    ]
