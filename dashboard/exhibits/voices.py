"""Who says what, in tables of words: voices, claims, how firm each figure is, two reports side by side, water."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import product
from operator import attrgetter, itemgetter

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Comparison, topic_of
from dashboard.exhibits.copies import Copies, gather_copies, group, list_figures
from dashboard.exhibits.exhibit import Cell, Column, Draft, NothingToShow, Row, Section, Table
from dashboard.exhibits.forms.table import columns, cut, number_cell, tell_who
from dashboard.records.model import Source
from dashboard.records.moments import Window
from dashboard.records.reported import ReportedFigure, ReportedGap, ReportedStatement
from dashboard.wording import headings, scopes
from dashboard.wording.days import write_window_short
from dashboard.wording.headings import head
from dashboard.wording.scopes import name_place, name_subject, state_figure, write_where
from dashboard.wording.sentences import KINDS, count, count_word, end, enumerate_numbers, fold, say, start, write_small
from dashboard.wording.sources import ARROW, list_chain, name_report, name_speaker

MOST_FLAT, MOST, MOST_PAIRS = 12, 60, 80
LACKING = ("contradicted", "revised", "not_comparable")
WATER, SIEGE = "water", "siege"
# Where people without water are, in the order of the list.
ALL, NO_SIEGE, INSIDE, OUTSIDE, STATIONS = PARTS = ("water_all", "", "water_inside", "water_outside", "water_stations")
Spoken = ReportedFigure | ReportedGap
Said = Spoken | ReportedStatement


def who_says(collection: Collection) -> Draft:
    """List speaker → carrier → publisher with what each says, many by kind; who gives no number last, in one row."""
    records: list[Said] = [*collection.figures, *compare.of(collection).gaps, *collection.statements]
    found = sorted(group(records, lambda one: one.said.voice.id if one.said.credited else "").values(), key=_rank)
    claiming = [said for said in found if all(isinstance(record, ReportedStatement) for record in said)]
    counting = [said for said in found if said not in claiming]
    sections = [Section([_tell_voice(said, _name_kind(said)) for said in counting])]
    if len(counting) > MOST_FLAT:
        kinds = group(counting, _name_kind)
        order = sorted(kinds, key=lambda kind: (kind == head("nobody"), -sum(map(_count, kinds[kind])), kind))
        sections = [Section(list(map(_tell_voice, kinds[kind])), start(kind)) for kind in order]
    if claiming:
        names = fold(list(dict.fromkeys(write_small(said[0].said.voice.short) for said in claiming)), 6)
        told = head("without_number", voices=count(len(claiming), "voice"))
        published = headings.name_publishers(record for said in claiming for record in said)
        sections.append(Section([Row(tuple(Cell(start(words)) for words in (told, names, published)))], muted=True))
    title = headings.title_voices(collection.figures, headings.name_reports(collection.reports))
    heads = columns("voice figures carried", 30, 45, 25)
    table = Table(heads, [section for section in sections if section.rows], title)
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
    """Tell a voice, what it says and who carried that; its claims count only where it gives no number."""
    first, name = said[0].said, Cell(start(head("nobody")), strong=True)
    if first.credited:
        under = head("counts_under", body=name_speaker(first.body)) if first.body != first.voice else ""
        name = Cell(start(name_speaker(first.voice)), "; ".join(filter(None, (kind, under))) or None, strong=True)
    copies = gather_copies(record for record in said if isinstance(record, ReportedFigure))
    copies.sort(key=lambda one: -one.reports)
    # The figures that most reports carry, each of another kind, then gaps.
    kinds = {(one.figure.indicator.id, one.figure.place.id): one for one in reversed(copies)}
    told = [state_figure(one.figure, short=True) for one in sorted(copies, key=lambda one: one not in kinds.values())]
    told += [f"{_what(one).text}: {number_cell(one).text}" for one in said if isinstance(one, ReportedGap)]
    others = [head("and_more", told=told[1], count=count_word(len(told) - 2))] if len(told) > 3 else told[1:]
    figure = copies[0].figure.id if len(copies) == 1 else None
    records = [record for record in said if not isinstance(record, ReportedStatement)]
    links = [list_chain(record, short=True) for record in records]
    chains = dict.fromkeys(start(ARROW.join(found[1:] or found)) for found in links)
    carriers = dict.fromkeys(record.said.via for record in records if record.said.via)
    published = headings.name_publishers(records) if len({record.source.id for record in records}) > 1 else None
    carried = Cell(fold(list(carriers), 3), published) if carriers or not published else Cell(start(published))
    carried = Cell(next(iter(chains))) if len(chains) == 1 else carried
    return Row((name, Cell(told[0], "; ".join(others) or None, figure), carried))


def claims(collection: Collection) -> Draft:
    """List who claims what by topic; two stand side by side only where the record of one names the other."""
    if not collection.statements:
        raise NothingToShow(head("nothing_claimed"))
    known = {one.id: one for one in collection.statements}
    pairs = [(one, known[one.contradicts]) for one in known.values() if one.contradicts in known]
    paired, topics = [one for pair in pairs for one in pair], [one.topic for one in known.values()]
    single = sorted((one for one in known.values() if one not in paired), key=lambda one: topics.index(one.topic))
    who = {one.id: tell_who([one], len(collection.reports) == 1) for one in known.values()}
    title, body, rows = headings.title_claimed(pairs, single), list[Table](), list[Row]()
    for pair in pairs:
        told = (Cell(one.summary, "; ".join(filter(None, (who[one.id].text, who[one.id].sub)))) for one in pair)
        rows.append(Row((Cell(pair[0].topic), *told)))
    if pairs:
        body.append(Table(columns("about one_says other_says", 20, 40, 40), [Section(rows)], title))
    rows = [Row((Cell(one.topic), Cell(one.summary), who[one.id])) for one in single]
    shown, more = cut([Section(rows)], MOST, "by_topic")
    if single:
        body.append(Table(columns("about claim who", 20, 50, 30), shown, title))
    return Draft(title, body, [*paired, *single], note=head("claims_note"), more=more)


def how_firm(collection: Collection) -> Draft:
    """List the figures, the least firm first where there is more than one page; what is wanting stands in bold."""
    judged = [(one, _judge(one, collection)) for one in gather_copies(collection.figures)]
    if not judged:
        raise NothingToShow(head("no_figure"))
    judged.sort(key=lambda row: (-sum(lack for lack, *_ in row[1]), -row[1][0][0], -row[0].reports))
    rows = []
    for (figure, *_), aspects in judged:
        where = head("where_when", where=name_place(figure.place), when=scopes.write_when(figure, short=True))
        firm = (Cell(text, sub, strong=lack > 0) for lack, text, sub in aspects)
        what = Cell(start(name_subject(figure)) + scopes.name_attribution(figure), where)
        rows.append(Row((replace(number_cell(figure), strong=False), what, *firm)))
    sections, more = cut([Section(rows)], MOST, "by_doubt")
    figures = collection.figures
    inferred = sum(not (figure.place_stated and figure.days_stated) for figure in figures)
    doubts = {"nobody": sum(not figure.said.credited for figure in figures), "inferred": inferred}
    told = [head(f"doubt_{doubt}", count=headings.count_some(number)) for doubt, number in doubts.items() if number]
    counts = sum(figure.basis == "count" for figure in figures)
    told.append(head("doubt_count", count=headings.count_some(counts) if counts else head("no_day")))
    slots = {"figures": start(count(len(figures), "figure")), "reports": headings.name_reports(collection.reports)}
    title = head("figures_in", told=", ".join(told), **slots)
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
        voice if said.credited else (2, start(head("nobody")), headings.name_voices(copies.figures)),
        stated if figure.days_stated else part if figure.window.known else nothing,
        stated if figure.place_stated else part,
        (int(figure.basis == "estimate"), head(f"basis_{figure.basis}"), None),
        (2 * (standing in LACKING), say(f"name_{standing}"), None),
    ]


def side_by_side(collection: Collection) -> Draft:
    """Set two reports side by side, each figure beside the nearest of the other; only what is the same is compared."""
    if len(collection.reports) != 2:
        raise NothingToShow(head("two_reports"))
    records: list[Spoken] = [*collection.figures, *collection.gaps]
    left, right = ([record for record in records if record.source.id == name] for name in collection.reports)
    comparison, matched = compare.of(collection.whole), list[Spoken]()
    rows: dict[str, list[Row]] = {part: [] for part in ("same", "similar", "left", "right")}
    related = [(*how, *both) for both in product(left, right) if (how := _relate(comparison, *both))]
    for distance, told, one, other in sorted(related, key=itemgetter(0)):
        if all(record is not one and record is not other for record in matched):
            what = Cell(start(name_subject(one)), sub=told or None) if distance else _what(one, told)
            row = Row((what, _cell(one, distance > 0), _cell(other, distance > 0)))
            rows["similar" if distance else "same"].append(row)
            matched += [one, other]
    alone = [[record for record in side if record not in matched] for side in (left, right)]
    rows["left"] = [Row((_what(record), _cell(record), Cell(""))) for record in alone[0]]
    rows["right"] = [Row((_what(record), Cell(""), _cell(record))) for record in alone[1]]
    first, second = collection.reports.values()
    name: Callable[[Source], str] = name_report if first.publisher == second.publisher else attrgetter("publisher")
    names = {"one": name(first), "other": name(second)}
    shown, more = cut([Section(rows[part], head(f"sides_{part}", **names)) for part in rows], MOST_PAIRS, "in_order")
    same, similar = (count(len(rows[part]), "pair") for part in ("same", "similar"))
    rest = count(sum(map(_count, alone)), "figure")
    title = head("sides_title", same=same, similar=similar, rest=rest, **names)
    heads = (*columns("what", 40), *(Column(label, "number", 30) for label in names.values()))
    return Draft(title, [Table(heads, shown, title)], records, more=more)


def _relate(comparison: Comparison, one: Spoken, other: Spoken) -> tuple[int, str] | None:
    """Tell how far two records are apart, and that in words: 0 is the same thing; None shares too little."""
    if one.indicator.id != other.indicator.id:
        return None
    if isinstance(one, ReportedGap) or isinstance(other, ReportedGap):
        same = (one.group, one.place.id, one.window) == (other.group, other.place.id, other.window)
        return (0, "") if same else None
    pair, axes = comparison.pair(one, other), comparison.relate(other, one).axes
    if pair.relation in ("same", "same_statement"):
        key = "statement" if pair.relation == "same_statement" else pair.verdict
        return 0, "" if key == "none" else head(f"sides_{key}")
    if "apart" in (axes["where"], axes["who"]):
        return None
    differences = "; ".join(scopes.tell_differences(axes, other, one))
    distance = 1 + sum(axis != "equal" for axis in axes.values()) + 4 * (axes["when"] == "apart")
    return distance, head("sides_differs", other=other.source.publisher, differences=differences)


def _what(record: Spoken, told: str = "") -> Cell:
    where = write_where(record) + (scopes.name_attribution(record) if isinstance(record, ReportedFigure) else "")
    return Cell(f"{start(name_subject(record))} {where}, {_when(record)}", sub=told or None)


def _when(record: Spoken) -> str:
    if isinstance(record, ReportedFigure):
        return scopes.say_when(record, short=True)
    return write_window_short(record.window)


def _cell(record: Spoken, scoped: bool = False) -> Cell:
    """Return a number with who says so, and where the two differ its place and days."""
    who = start(list_chain(record, short=True)[0])
    return replace(number_cell(record), sub=f"{name_place(record.place)}, {_when(record)}; {who}" if scoped else who)


def water(collection: Collection) -> Draft:
    """List who counts people without water, by where they are: first what most reports count there, then the rest."""
    wet = [one for one in collection.figures if WATER in (one.indicator.role, one.group and one.group.role)]
    if not wet:
        raise NothingToShow(head("nothing_water"))
    # One voice's numbers of the same people and place stand in one row, on whatever day they were told.
    gathered = group(
        wet, lambda one: (*topic_of(one).key[:3], one.cause, (one.said.voice if one.said.credited else one.source).id)
    ).values()
    for same in gathered:
        written = Counter(figure.written for figure in same)
        same.sort(key=lambda figure: -written[figure.written])
    ordered = sorted(gathered, key=lambda same: -len({figure.source.id for figure in same}))
    found = sorted(((_find_part(same[0], collection), same) for same in ordered), key=lambda one: PARTS.index(one[0]))
    main, alone, first = dict(reversed(found)), len(collection.reports) == 1, found[0][1][0]
    rows = [_row(same, part, alone) for part, same in found if same is main[part]]
    rest = [_row(same, part, alone) for part, same in found if same is not main[part]]
    beside = [
        head("water_beside", where=head(part), told=scopes.name_claim(main[part][0], signs=True))
        for part in (INSIDE, OUTSIDE)
        if part in main and main[part][0] is not first
    ]
    figures = [figure for _, same in found for figure in same]
    served = any(figure.indicator.role == WATER and figure.indicator.family == "services" for figure in figures)
    sections = [Section(rows), *([Section(rest, head("water_more"))] if rest else [])]
    title, note = state_figure(first), head("water_note") if served else None
    table = Table(columns("where what reported who as_of:day", 15, 30, 25, 15, 15), sections, title)
    return Draft(title, [table], figures, start("; ".join(beside)) or None, note)


def _find_part(figure: ReportedFigure, collection: Collection) -> str:
    """Find where the people are: the siege is where a report counts people under siege, in the whole collection."""
    if figure.indicator.role != WATER:
        return STATIONS
    containers = collection.vocabulary.place_containers
    besieged = {one.place.id for one in collection.whole.figures if one.indicator.role == SIEGE}
    # A place that holds another besieged one is besieged only in part.
    besieged = {place for place in besieged if not any(place in containers[other] for other in besieged - {place})}
    if not besieged:
        return NO_SIEGE
    if besieged.intersection(containers[figure.place.id]):
        return INSIDE
    return ALL if any(figure.place.id in containers[place] for place in besieged) else OUTSIDE


def _row(same: Sequence[ReportedFigure], part: str, alone: bool) -> Row:
    figure, number, marks = same[0], number_cell(same[0]), {number_cell(one).mark for one in same}
    if len(same) > 1:
        told = headings.bind_signs(enumerate_numbers(scopes.list_numbers(same, signs=True), 4))
        number = Cell(told, mark=number.mark if len(marks) == 1 else None, strong=True)
    what = start(name_subject(figure))
    if part not in (ALL, NO_SIEGE):
        # What is counted and on which station it hangs, by capital letters; a number in it would be another figure's.
        said = [end(one.counts.split(". ")[0]) for one in same if one.counts]
        plain = [counts for counts in said if not any(letter.isdigit() for letter in counts)]
        what = min(plain, key=lambda counts: (-sum(map(str.isupper, counts)), len(counts)), default=what)
    place = name_place(figure.place)
    where = Cell(start(head(part)), sub=place) if part else Cell(place)
    # As of which days a state holds, or when something happened.
    days = sorted(filter(None, (one.window.last_day or one.told_day for one in same)))
    spread = days and (len(same) > 1 or figure.counting == "state")
    when = write_window_short(Window(days[0], days[-1]) if spread else figure.window)
    return Row((where, Cell(what), number, tell_who(same, alone), Cell(start(when))))
