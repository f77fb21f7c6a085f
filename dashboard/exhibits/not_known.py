"""What is not known: what somebody says that nobody could count, and what reports leave out; said of whom it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Topic
from dashboard.exhibits.exhibit import Cell, Row, Section, Table
from dashboard.exhibits.forms.table import column, cut, tell_who
from dashboard.exhibits.left_out import STATUSES, LeftOut, list_left_out
from dashboard.exhibits.making import Draft, NothingToShow
from dashboard.records.model import Source
from dashboard.records.moments import Window
from dashboard.records.reported import ReportedGap
from dashboard.wording.days import write_window_short
from dashboard.wording.headings import TITLE_LETTERS, head, tell_others
from dashboard.wording.notes import note_gap
from dashboard.wording.numbers import count, fold, join, start, within
from dashboard.wording.scopes import Scope, name_subject, write_where
from dashboard.wording.voices import name_report, write_published

MOST = 60


def not_known(collection: Collection) -> Draft:
    """List gaps, places nested, then core indicators that reports leave out; others' numbers for them beside."""
    nested, left_out = list(_nest(collection)), list_left_out(collection)
    if not nested and not left_out:
        raise NothingToShow(head("nothing_unknown"))
    gaps = sorted(collection.gaps, key=lambda gap: _rank(gap, collection))
    subjects = join(dict.fromkeys(name_subject(one.topic) for one in left_out))
    sections = (
        Section(tuple(_list_gaps(nested, collection)), head("nobody_counted")),
        Section(tuple(map(_left_out_row, left_out)), head("core_left_out", subjects=subjects), muted=True),
    )
    shown, more = cut(sections, MOST, "by_reports")
    title = _write_title(gaps) if gaps else _title_left_out(left_out[0])
    columns = (column("what", width=30), column("why", width=45), column("others", width=25))
    subtitle = _tell_others(gaps[0], collection) if gaps else None
    sources = {source.id: source for one in left_out for status in STATUSES for source in one.sources[status]}
    silent = None if gaps else fold([name_report(source) for source in sources.values()], 4)
    return Draft(title, [Table(columns, shown, title)], gaps, subtitle, more=more, source=silent)


def _rank(gap: ReportedGap, collection: Collection) -> tuple[bool, int, str, str]:
    others = _tell_others(gap, collection) or ""
    return gap.source.id != collection.whole.story, -len(others), str(gap.window.starts), gap.id


def _nest(collection: Collection) -> Iterable[tuple[list[ReportedGap], int]]:
    """Give the gaps, each with how deep its place lies in those of others; one report's reasons stay together."""
    containers = collection.vocabulary.place_containers
    places = {gap.place.id for gap in collection.gaps}

    def path(gap: ReportedGap) -> tuple[str, ...]:
        return tuple(place for place in reversed(containers[gap.place.id]) if place in places)

    order = sorted(collection.gaps, key=lambda gap: (path(gap), _rank(gap, collection)))
    for key, same in groupby(order, key=lambda gap: (path(gap), name_subject(gap), gap.window, gap.source.id)):
        yield list(same), len(key[0]) - 1


def _list_gaps(nested: Iterable[tuple[list[ReportedGap], int]], collection: Collection) -> Iterable[Row]:
    seen = set()
    for gaps, depth in nested:
        place = gaps[0].place.id
        yield _gap_row(gaps, depth, None if place in seen else _tell_inside(gaps[0], collection), collection)
        seen.add(place)


def _gap_row(gaps: Sequence[ReportedGap], depth: int, inside: str | None, collection: Collection) -> Row:
    gap, reason = gaps[0], " ".join(gap.reason for gap in gaps)
    if len(collection.reports) > 1:
        publisher = f"{gap.source.publisher}, " if gap.said.credited else ""
        reason = head("gap_reason", published=publisher + write_published(gap.source), reason=reason)
    when = start(write_window_short(gap.window))
    cells = (
        Cell(_name(gap), sub=head("when_covers", when=when, place=inside) if inside else when),
        Cell(tell_who(gaps, alone=True).text, sub=reason),
        Cell(_tell_others(gap, collection) or ""),
    )
    return Row(cells, level=depth)


def _tell_inside(gap: ReportedGap, collection: Collection) -> str | None:
    """Name the place within that reports speak of most: a gap for Aleppo covers its east."""
    words = collection.vocabulary
    found = Counter(figure.place.id for figure in collection.figures if figure.place.id != gap.place.id)
    inside = [place for place, _ in found.most_common() if gap.place.id in words.place_containers[place]]
    return within(words.places[inside[0]].name) if inside else None


def _tell_others(gap: ReportedGap, collection: Collection) -> str | None:
    """Tell which other voices have a number of strictly the same people, place and day."""
    if not gap.window.is_one_day:
        return None
    answer = compare.of(collection.whole).answer(Topic(gap.indicator, gap.group, gap.place, gap.window.first_day))
    own = {gap.said.voice.id, gap.said.body.id} if gap.said.credited else set()
    lines = [line for line in answer.lines if line.figure.said.credited and line.figure.said.voice.id not in own]
    lines = [line for line in lines if line.figure.said.body.id not in own]
    return tell_others([line.figure for line in lines], len({line.body for line in lines})) if lines else None


def _write_title(gaps: Sequence[ReportedGap]) -> str:
    told = note_gap(gaps[0])
    told = told if len(told) <= TITLE_LETTERS else note_gap(gaps[0], year=False)
    longer = head("and_gaps", told=told, count=count(len(gaps) - 1, "more_gap"))
    return longer if len(gaps) > 1 and len(longer) <= TITLE_LETTERS else told


def _left_out_row(left_out: LeftOut) -> Row:
    told = [_tell_status(left_out, status) for status in STATUSES if left_out.sources[status]]
    days = fold([write_window_short(Window(day, day)) for day in sorted(left_out.days)], 3)
    others = left_out.others and head("others_count_too", voices=count(left_out.others, "other_voice"))
    return Row((Cell(_name(left_out.topic), days), Cell(told[0], "; ".join(told[1:]) or None), Cell(others or "")))


def _name(scope: Scope) -> str:
    return start(head("what_where", what=name_subject(scope), where=write_where(scope)))


def _tell_status(left_out: LeftOut, status: str) -> str:
    return head("is_status", who=_name_sources(left_out.sources[status]), status=head(f"is_{status}"))


def _name_sources(sources: Sequence[Source]) -> str:
    return fold(list(dict.fromkeys(source.publisher for source in sources)), 3)


def _title_left_out(left_out: LeftOut) -> str:
    status = next(status for status in STATUSES if left_out.sources[status])
    slots = {"subject": name_subject(left_out.topic), "where": write_where(left_out.topic)}
    who = _name_sources(left_out.sources[status])
    return head("left_out_title", who=who, status=head(f"is_{status}"), **slots)
