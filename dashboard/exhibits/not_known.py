"""What is not known: what somebody says that nobody could count, and what reports leave out; said of whom it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Topic, topic_of
from dashboard.compare.scope import name_body
from dashboard.exhibits.exhibit import Cell, Row, Section, Table
from dashboard.exhibits.forms.table import columns, cut, tell_who
from dashboard.exhibits.making import Draft, NothingToShow, list_gaps
from dashboard.records.model import Source
from dashboard.records.moments import Window
from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.wording.days import write_window_short
from dashboard.wording.headings import TITLE_LETTERS, bind_signs, head
from dashboard.wording.scopes import Scope, list_numbers, name_subject, write_where
from dashboard.wording.sentences import count, fit, fold, join, start, within
from dashboard.wording.sources import name_report, note_gap, write_published

MOST = 60
STATUSES = ("not_mentioned", "not_read")


class LeftOut(NamedTuple):
    """A core indicator at a place of which reports say nothing: the reports by id with their status, on these days.

    ``others`` are the voices of other reports that have a number for it on one of the days.
    """

    topic: Topic
    reports: dict[str, tuple[str, Source]]
    days: set[date]
    others: set[str]

    def list_silent(self) -> list[dict[str, str]]:
        """Name who is silent, and whether they do not mention it or were not read so far."""
        silent: dict[str, list[str]] = {status: [] for status in STATUSES}
        for status, source in self.reports.values():
            silent[status].append(source.publisher)
        named = {status: fold(list(dict.fromkeys(names)), 3) for status, names in silent.items() if names}
        return [{"who": who, "status": head(f"is_{status}")} for status, who in named.items()]


def not_known(collection: Collection) -> Draft:
    """List gaps, places nested, then core indicators that reports leave out; others' numbers for them beside."""
    gaps = sorted(list_gaps(collection), key=lambda gap: _rank(gap, collection))
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
    shown, more = cut(sections, MOST, "by_reports")
    title = _write_title(gaps, left_out)
    body = [Table(columns("what why others", 30, 45, 25), shown, title)]
    sources = [] if gaps else [source for one in left_out for _, source in one.reports.values()]
    subtitle = _tell_others(gaps[0], collection) if gaps else None
    return Draft(title, body, gaps, subtitle, more=more, sources=sources)


def _rank(gap: ReportedGap, collection: Collection) -> tuple[bool, int, str, str]:
    others = _tell_others(gap, collection) or ""
    return gap.source.id != collection.whole.story, -len(others), str(gap.window.starts), gap.id


def _nest(gaps: Sequence[ReportedGap], collection: Collection) -> Iterable[Row]:
    """Give the gaps, each as deep as its place lies in those of others; one report's reasons stay together."""
    words, places, told = collection.vocabulary, {gap.place.id for gap in gaps}, set()
    spoken = Counter(figure.place.id for figure in collection.figures)

    def path(gap: ReportedGap) -> tuple[str, ...]:
        return tuple(place for place in reversed(words.place_containers[gap.place.id]) if place in places)

    order = sorted(gaps, key=lambda gap: (path(gap), _rank(gap, collection)))
    for key, same in groupby(order, key=lambda gap: (path(gap), name_subject(gap), gap.window, gap.source.id)):
        alike = list(same)
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
    voices = count(len({line.body for line in lines}), "other_voice")
    numbers = list_numbers((line.figure for line in lines), signs=True)
    return head("others_have", voices=voices, numbers=bind_signs(", ".join(numbers))) if lines else None


def _write_title(gaps: Sequence[ReportedGap], left_out: Sequence[LeftOut]) -> str:
    """Say the first gap, and how many more there are; else what is left out by most reports."""
    if not gaps:
        topic, silent = left_out[0].topic, left_out[0].list_silent()[0]
        return head("left_out_title", subject=name_subject(topic), where=write_where(topic), **silent)
    told = fit((note_gap(gaps[0], year) for year in (True, False)), TITLE_LETTERS)
    longer = head("and_gaps", told=told, count=count(len(gaps) - 1, "more_gap"))
    return longer if len(gaps) > 1 and len(longer) <= TITLE_LETTERS else told


def _name(scope: Scope) -> str:
    return start(head("what_where", what=name_subject(scope), where=write_where(scope)))


def _list_left_out(collection: Collection) -> list[LeftOut]:
    """List core indicators without a number at a place and on a day that a report speaks of, most reports first.

    A report that counts a wider or a narrower place on that day, or over longer, has not left it out.
    """
    words, found = collection.vocabulary, dict[tuple[str, str], LeftOut]()
    spoken, around = defaultdict[str, list[ReportedFigure | ReportedGap]](list), words.place_containers
    records: list[ReportedFigure | ReportedGap] = [*collection.figures, *collection.gaps]
    for record in records:
        spoken[record.source.id].append(record)

    def is_told(topic: Topic, day: date, report: str) -> bool:
        return any(
            (one.indicator.id == topic.indicator.id or (one.indicator.role or "") == topic.indicator.role)
            and (topic.place.id in around[one.place.id] or one.place.id in around[topic.place.id])
            and (not one.window.known or one.window.covers_day(day))
            for one in spoken[report]
        )

    for cell in collection.tables.coverage.to_dict("records"):
        topic = Topic(words.indicators[cell["indicator"]], None, words.places[cell["place"]], None)
        report, status, day = cell["source"], cell["status"], cell["date"].date()
        if status in STATUSES and topic.indicator.core and not is_told(topic, day, report):
            one = found.setdefault((topic.indicator.id, topic.place.id), LeftOut(topic, {}, set(), set()))
            one.days.add(day)
            one.reports.setdefault(report, (status, collection.reports[report]))
    for figure in collection.whole.figures:
        left_out = found.get((figure.indicator.id, figure.place.id))
        if left_out and figure.said.credited and figure.source.id not in left_out.reports:
            left_out.others.update([name_body(figure)] if topic_of(figure).day in left_out.days else [])
    return sorted(found.values(), key=lambda one: (-len(one.reports), one.topic.key))
