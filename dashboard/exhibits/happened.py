"""What happened when and where, and what of it is not known."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from operator import itemgetter

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.collection.vocabulary import follow
from dashboard.compare import Topic, topic_of
from dashboard.compare.scope import name_body
from dashboard.exhibits.copies import gather_copies, group
from dashboard.exhibits.exhibit import Cell, Draft, NothingToShow, Row, Section, Table, write_note
from dashboard.exhibits.forms.map import ASPECT, draw_map
from dashboard.exhibits.forms.table import columns, cut, number_cell, tell_who
from dashboard.maps.ground import POLICY, cut_ground, fit_view
from dashboard.maps.places import read_atlas
from dashboard.records.folding import fold_searched
from dashboard.records.model import Source
from dashboard.records.moments import Window
from dashboard.records.reported import ReportedEvent, ReportedFigure, ReportedGap
from dashboard.wording import headings, scopes
from dashboard.wording.days import write_window_short
from dashboard.wording.headings import head
from dashboard.wording.scopes import Scope, name_place, name_subject, write_where
from dashboard.wording.sentences import count, enumerate_numbers, fit, fold, join, start, within
from dashboard.wording.sources import name_report, note_gap, write_published

MOST_FIRST, MOST_HELD, MOST_TIMED, MOST_UNKNOWN, MOST_UNMARKED, MOST_IN_ALT = 10, 3, 80, 60, 20, 12
LONGEST_DAYS, SIEGE = 7, "siege"
# The parts of the list in their order; the later ones stand in grey.
PARTS = ("days", "held", "announced", "unknown_days", "also_reported", "longer", "background")
STATUSES = ("not_mentioned", "not_read")
Record = ReportedEvent | ReportedFigure | ReportedGap


class Happening:
    """The records that tell of one event, or of one thing counted at one place and time; an event comes first."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records, self.first, self.window = records, records[0], records[0].window
        self.event = self.first if isinstance(self.first, ReportedEvent) else None
        self.figures = [record for record in records if isinstance(record, ReportedFigure)]
        self.reports = len({record.source.id for record in records})
        self.day = self.window.first_day or self.window.last_day
        starts, ends = self.window.starts, self.window.ends
        self.order = (str(self.day or "9999"), str(starts or ends or ""), str(ends or ""))
        self.part = "days" if ends and (starts is None or (ends - starts).days <= LONGEST_DAYS) else "longer"
        if isinstance(self.first, ReportedGap):
            self.part = "unknown_days"
        elif self.event and self.event.kind != "reported":
            self.part = self.event.kind
        elif isinstance(self.first, ReportedFigure) and self.first.counting in ("forecast", "state"):
            self.part = "announced" if self.first.is_forecast else "held"


def timeline(collection: Collection) -> Draft:
    """List by days the events and what most reports count; then what is open, announced, not known; then the rest."""
    indicators = list(collection.vocabulary.indicators)

    def rank(one: Happening) -> tuple[bool, int, int]:
        order = min((indicators.index(figure.indicator.id) for figure in one.figures), default=len(indicators))
        siege = any(figure.indicator.role == SIEGE for figure in one.figures)
        return one.event is None and not siege, -one.reports, order

    found = sorted(list_happenings(collection), key=rank)
    if not found:
        raise NothingToShow(head("nothing_timed"))
    parts = {part: [one for one in found if one.part == part] for part in PARTS}
    parts["also_reported"] = parts["days"][MOST_FIRST:] + parts["held"][MOST_HELD:]
    first, parts["held"] = parts.pop("days")[:MOST_FIRST], parts["held"][:MOST_HELD]
    sections = [Section([_row(one) for one in sorted(first, key=lambda one: one.order)])]
    for part, rows in parts.items():
        ordered = rows if part == "held" else sorted(rows, key=lambda one: one.order)
        sections.append(Section(list(map(_row, ordered)), head(part), part in PARTS[4:]))
    shown, more = cut(sections, MOST_TIMED, "by_reports")
    # A title tells of each of the three days most reported what most reports count on it.
    closed, best = [one for one in first or found if one.window.closed] or first or found, dict[object, Happening]()
    for one in sorted(closed, key=lambda one: (not one.figures, -one.reports, one.event is not None)):
        best.setdefault(one.day, one)
    main = sorted(sorted(best.values(), key=lambda one: -one.reports)[:3], key=lambda one: one.order)
    # A title counts statements, not the reports that carry them.
    counted = ([copies.figure for copies in gather_copies(one.figures)] for one in main)
    title = headings.title_timeline(list(zip(map(_write_when, main), counted, map(_tell, main), strict=True)))
    table = Table(columns("when:day what reported who"), shown, title)
    records = [record for one in found for record in one.records]
    gaps = [record for record in records if isinstance(record, ReportedGap)]
    gaps.sort(key=lambda gap: gap.source.id != collection.whole.story)
    return Draft(title, [table], records, note=write_note(gaps, ()), more=more)


def list_happenings(collection: Collection) -> list[Happening]:
    """Merge what several reports tell of one event, and what one voice tells and counts of one place and time."""
    events = group(
        collection.events, lambda one: (fold_searched(one.label), one.kind, one.place and one.place.id, one.window)
    )
    merged: list[list[Record]] = [list(told) for told in events.values()]
    told = {_moment(records[0]): records for records in merged if records[0].place}
    counted = []
    for figure in collection.figures:
        twin = told.get(_moment(figure))
        if twin is not None and figure.counting == "period" and _scope(twin[-1]) in (None, _scope(figure)):
            twin.append(figure)
        else:
            counted.append(figure)
    standing = (gap for gap in collection.gaps if gap in compare.of(collection).gaps)
    gaps = group(standing, lambda gap: (gap.indicator.id, gap.place.id, gap.window))
    found: list[Sequence[Record]] = [*merged, *group(counted, _scope).values(), *gaps.values()]
    return list(map(Happening, found))


def _moment(record: Record) -> Hashable:
    return record.source.id, record.said.speaker.id, record.place and record.place.id, record.window


def _scope(figure: Record) -> Hashable:
    """What is counted, of whom, where and when; what holds at a time is one thing on whatever day it is counted."""
    if not isinstance(figure, ReportedFigure):
        return None
    window = None if figure.counting == "state" else (figure.window, figure.days_stated)
    return *topic_of(figure).key[:3], window, figure.counting, figure.cause, figure.responsible


def _row(one: Happening) -> Row:
    if isinstance(one.first, ReportedGap):
        told = number_cell(one.first)
    elif len(one.figures) == 1:
        told = number_cell(one.figures[0], counted=one.event is not None)
    else:
        counted = [scopes.name_count(figure, signs=True) for figure in one.figures]
        counted = counted if one.event else scopes.list_numbers(one.figures, signs=True)
        told = Cell(headings.bind_signs(enumerate_numbers(list(dict.fromkeys(counted)), 5)), strong=True)
    who = tell_who(one.records, True) if one.reports == 1 else Cell(headings.name_voices(one.records, 2))
    return Row((Cell(start(_write_when(one))), Cell(_tell(one)), told, who))


def _tell(one: Happening) -> str:
    if isinstance(one.first, ReportedEvent):
        return one.first.label
    attributed = scopes.name_attribution(one.first) if isinstance(one.first, ReportedFigure) else ""
    return start(head("what_where", what=name_subject(one.first), where=write_where(one.first) + attributed))


def _write_when(one: Happening) -> str:
    if one.part == "held":
        return headings.write_when_state(one.figures)
    if one.event and one.part == "background" and one.event.date_as_written:
        return one.event.date_as_written
    if one.figures and not one.event:
        stated = [figure for figure in one.figures if figure.days_stated] or one.figures
        return scopes.say_when(stated[0], short=True)
    return write_window_short(one.window)


class LeftOut:
    """A core indicator at a place of which reports (by id, with their status) say nothing on these days."""

    def __init__(self, topic: Topic) -> None:
        self.topic, self.days = topic, set[date]()
        self.others = set[str]()  # voices of other reports that have a number for it on one of the days
        self.reports: dict[str, tuple[str, Source]] = {}

    def list_silent(self) -> list[dict[str, str]]:
        """Name who is silent, and whether they do not mention it or were not read so far."""
        silent = group(self.reports.values(), itemgetter(0))
        names = {status: dict.fromkeys(source.publisher for _, source in silent[status]) for status in silent}
        order = sorted(names, key=STATUSES.index)
        return [{"who": fold(list(names[status]), 3), "status": head(f"is_{status}")} for status in order]


def not_known(collection: Collection) -> Draft:
    """List what somebody says that nobody could count, places nested, then core indicators that reports leave out."""
    gaps = sorted(compare.of(collection).gaps, key=lambda gap: _rank(gap, collection))
    left_out = _list_left_out(collection)
    if not gaps and not left_out:
        raise NothingToShow(head("nothing_unknown"))
    subjects = join(dict.fromkeys(name_subject(one.topic) for one in left_out))
    rest = []
    for one in left_out:
        first, *others = (head("is_status", **silent) for silent in one.list_silent())
        days = fold([write_window_short(Window(day, day)) for day in sorted(one.days)], 3)
        counted = head("others_count_too", voices=count(len(one.others), "other_voice")) if one.others else ""
        rest.append(Row((Cell(_name(one.topic), days), Cell(first, "; ".join(others) or None), Cell(counted))))
    sections = (
        Section(list(_nest(gaps, collection)), head("nobody_counted")),
        Section(rest, head("core_left_out", subjects=subjects), muted=True),
    )
    shown, more = cut(sections, MOST_UNKNOWN, "by_reports")
    if gaps:
        title = fit((note_gap(gaps[0], year) for year in (True, False)), headings.TITLE_LETTERS)
        alike = sum(gap.status == gaps[0].status for gap in gaps)
        longer = head("and_gaps", told=title, count=count(alike - 1, "more_gap"))
        title = longer if alike > 1 and len(longer) <= headings.TITLE_LETTERS else title
    else:
        topic, silent = left_out[0].topic, left_out[0].list_silent()[0]
        title = head("left_out_title", subject=name_subject(topic), where=write_where(topic), **silent)
    body = [Table(columns("what why others", 30, 45, 25), shown, title)]
    sources = [] if gaps else [source for one in left_out for _, source in one.reports.values()]
    subtitle = _tell_others(gaps[0], collection) if gaps else None
    return Draft(title, body, gaps, subtitle, more=more, sources=sources)


def _rank(gap: ReportedGap, collection: Collection) -> tuple[bool, bool, int, str, str]:
    others, known = _tell_others(gap, collection) or "", gap.status != "not_documented"
    return known, gap.source.id != collection.whole.story, -len(others), str(gap.window.starts), gap.id


def _nest(gaps: Sequence[ReportedGap], collection: Collection) -> Iterable[Row]:
    """Give the gaps, each as deep as its place lies in those of others; one report's reasons stay together."""
    words, places, told = collection.vocabulary, {gap.place.id for gap in gaps}, set()
    spoken = Counter(figure.place.id for figure in collection.figures)

    def path(gap: ReportedGap) -> tuple[str, ...]:
        return tuple(place for place in reversed(words.place_containers[gap.place.id]) if place in places)

    order = sorted(gaps, key=lambda gap: (path(gap), _rank(gap, collection)))
    for key, alike in group(order, lambda gap: (path(gap), name_subject(gap), gap.window, gap.source.id)).items():
        gap, reason, when = alike[0], " ".join(one.reason for one in alike), start(write_window_short(key[2]))
        if len(collection.reports) > 1:
            published = name_report(gap.source) if gap.said.credited else write_published(gap.source)
            reason = head("gap_reason", published=published, reason=reason)
        # A gap for Aleppo covers its east: the place within of which reports speak most.
        whole = gap.place.id
        parts = (one for one, _ in spoken.most_common() if one != whole and whole in words.place_containers[one])
        inside = None if whole in told else next(parts, None)
        covers = head("when_covers", when=when, place=within(words.places[inside].name)) if inside else when
        why, others = Cell(tell_who(alike, alone=True).text, sub=reason), Cell(_tell_others(gap, collection) or "")
        yield Row((Cell(_name(gap), sub=covers), why, others), level=len(key[0]) - 1)
        told.add(whole)


def _tell_others(gap: ReportedGap, collection: Collection) -> str | None:
    """Tell which other voices have a number of strictly the same people, place and day."""
    if not gap.window.is_one_day:
        return None
    answer = compare.of(collection.whole).answer(Topic(gap.indicator, gap.group, gap.place, gap.window.first_day))
    own = {gap.said.voice.id, gap.said.body.id} if gap.said.credited else set()
    credited = [line for line in answer.lines if line.figure.said.credited]
    lines = [line for line in credited if not own & {line.figure.said.voice.id, line.figure.said.body.id}]
    voices = count(len({name_body(line.figure) for line in lines}), "other_voice")
    numbers = scopes.list_numbers((line.figure for line in lines), signs=True)
    return head("others_have", voices=voices, numbers=headings.bind_signs(", ".join(numbers))) if lines else None


def _name(scope: Scope) -> str:
    return start(head("what_where", what=name_subject(scope), where=write_where(scope)))


def _list_left_out(collection: Collection) -> list[LeftOut]:
    """List core indicators without a number at a place and on a day that a report speaks of, most reports first."""
    words, found, around = collection.vocabulary, dict[object, LeftOut](), collection.vocabulary.place_containers
    records: list[ReportedFigure | ReportedGap] = [*collection.figures, *collection.gaps]
    spoken = group(records, lambda one: one.source.id)
    for cell in collection.tables.coverage.to_dict("records"):
        indicator, place, day = words.indicators[cell["indicator"]], words.places[cell["place"]], cell["date"].date()
        if cell["status"] not in STATUSES or not indicator.core:
            continue
        # A report that counts a wider or a narrower place on that day, or over longer, has not left it out.
        is_told = any(
            (one.indicator.id == indicator.id or (one.indicator.role or "") == indicator.role)
            and (place.id in around[one.place.id] or one.place.id in around[place.id])
            and (not one.window.known or one.window.covers_day(day))
            for one in spoken.get(cell["source"], ())
        )
        if not is_told:
            topic = Topic(indicator, None, place, None)
            left_out = found.setdefault((indicator.id, place.id), LeftOut(topic))
            left_out.days.add(day)
            left_out.reports.setdefault(cell["source"], (cell["status"], collection.reports[cell["source"]]))
    for figure in collection.whole.figures:
        one = found.get((figure.indicator.id, figure.place.id))
        if one and figure.said.credited and figure.source.id not in one.reports and topic_of(figure).day in one.days:
            one.others.add(name_body(figure))
    return sorted(found.values(), key=lambda one: (-len(one.reports), one.topic.key))


def where(collection: Collection) -> Draft:
    """Show every place that has figures: on the map, or in the key alone where no coordinate can be defended."""
    if not collection.figures:
        raise NothingToShow(head("no_figure"))
    places = collection.vocabulary.places
    atlas = read_atlas(collection.figures, places)
    marks, unmarked, left = atlas.marks, atlas.unmarked[:MOST_UNMARKED], max(0, len(atlas.unmarked) - MOST_UNMARKED)
    shown = [mark.place for mark in marks] or [place for place, _ in unmarked]
    slots = {"places": fold([place.name for place in shown], 4), "count": count(len(atlas.unmarked), "place")}
    title = head("map_title_more" if marks and atlas.unmarked and shown[1:] else "map_title", **slots)
    key, rest = [], []

    def tell(figures: Sequence[ReportedFigure]) -> Cell:  # each by itself, many as reports by subject, no bare count
        return Cell(headings.list_subjects(figures), figure=figures[0].id if len(figures) == 1 else None)

    for mark in marks:
        inside = atlas.mark(mark.inside) if mark.inside else None
        level = 0 if inside is None else 1 if inside.inside is None else 2
        name = Cell(f"{mark.number}  {mark.place.name if level else name_place(mark.place)}", strong=True)
        key.append(Row((name, tell(mark.figures)), level))
    for place, figures in unmarked:
        whole = next(filter(None, map(atlas.mark, follow(place.id, places, "within")[1:])), None)
        rest.append(Row((Cell(place.name, head("inside", number=whole.number) if whole else None), tell(figures))))
    sections = [one for one in (Section(key), Section(rest, head("no_mark"), bool(marks))) if one.rows]
    table = Table(columns("place figures"), sections, title)
    if not marks:
        return Draft(title, [table], collection.figures, left=left, alt=f"{title}.")
    grounded = cut_ground(fit_view([mark.site for mark in marks], ASPECT), atlas.countries) is not None
    note = head("map_note", policy=POLICY if grounded else head("no_ground"))
    told = "; ".join(f"{mark.number} {mark.place.name}" for mark in marks[:MOST_IN_ALT])
    alt = head("map_alt", title=title, places=told)
    return Draft(title, [draw_map(atlas), table], collection.figures, note=note, left=left, alt=alt)
