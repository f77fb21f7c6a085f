"""Numbers drawn: voice by voice and day by day as lines, as totals grew as series, and to scale as marks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from operator import itemgetter

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Beside, Topic, VoiceLine, topic_of
from dashboard.exhibits.copies import Copies, gather_copies, group, list_figures
from dashboard.exhibits.exhibit import Block, Cell, Draft, NothingToShow, Row, Section, Table, write_note
from dashboard.exhibits.forms.lines import Line, choose_unit, draw_lines, draw_scale, label_line, name_line
from dashboard.exhibits.forms.qualifiers import point_of
from dashboard.exhibits.forms.series import Panel, draw_series
from dashboard.exhibits.forms.table import FIGURE_COLUMNS, columns, figure_row, number_cell, twin_table, who_cell
from dashboard.records.moments import Window
from dashboard.records.reported import ReportedFigure, ReportedGap
from dashboard.wording import headings
from dashboard.wording.comparisons import say_replaced, say_verdict, tell_beside, title_answer, write_growth
from dashboard.wording.days import write_day_short, write_window, write_window_short
from dashboard.wording.headings import head, note_caveats, title_claims, write_span
from dashboard.wording.scopes import describe_scope, name_inferred, name_place, say_gap, say_when
from dashboard.wording.sentences import ROLES, say, start
from dashboard.wording.sources import name_carrier, name_source

DEATHS, PEOPLE, RESCUE, STRIKES, HIT = "deaths", "people", "rescue", "strikes", ("attacks", "facilities")
MOST_DAYS, MOST_SCOPES, MOST_OTHERS, MOST_PANELS, MOST_BESIDE_DAY, MOST_BESIDE, MOST_GAPS = 4, 24, 12, 6, 5, 9, 2
MOST_SCALED, MOST_MARKED, MOST_ROWS = 5, 3, 6
FEW = 8  # of more strikes and damages, one is drawn and the others stand in words


class _Day:
    """One day of a scope: its strict answer, or else the numbers whose day or place is inferred, and its gaps."""

    def __init__(self, collection: Collection, scope: Topic, day: date, near: Sequence[ReportedFigure]) -> None:
        self.day, self.answer = day, compare.of(collection).answer(replace(scope, day=day))
        inferred = gather_copies(one for one in near if topic_of(one).day == day and one not in self.answer.replaced)
        said = self.answer.lines or inferred
        self.told, self.figures = [one.figure for one in said], [figure for one in said for figure in one.figures]
        gaps = [gap for gap in self.answer.gaps if gap.window.is_one_day and gap.status == "not_documented"]
        self.gaps = list({name_source(gap): gap for gap in gaps}.values())
        self.rank = (-len(self.answer.lines), -len(self.figures), day)
        runs_on = any(one.counting == "total" and not one.window.is_one_day for one in self.told)
        self.name = say("as_of", day=write_day_short(day)) if runs_on else write_day_short(day)
        doubt = name_inferred(self.told[0]) if self.told and not self.answer.lines else None
        self.heading = ", ".join(filter(None, (start(self.name), doubt)))
        self.section = (self.heading, _list_lines(said, self.gaps))


def killed(collection: Collection, topic: Topic | None = None) -> Draft:
    """Show strictly the same people and place day by day: those with most days unless a *topic* names them."""
    days = _list_days(collection, topic)
    if not any(day.figures for day in days):
        return _list_scopes(collection)
    ranked = sorted(days, key=lambda day: (topic is None or day.day != topic.day, *day.rank))
    busiest, shown = ranked[0], sorted(ranked[:MOST_DAYS], key=lambda day: day.day)
    gaps = [gap for day in shown for gap in day.gaps]
    scope = busiest.answer.topic
    # What is reported of the same day for other places and groups, nearest first.
    near = (one for one in busiest.answer.beside if one.relation.when == one.relation.what == "equal")
    beside, others, _ = list_beside(scope, [one for one in near if one.figure not in busiest.figures], MOST_BESIDE_DAY)
    told = [figure for day in shown for figure in (*day.told, *day.figures)]
    records: list[ReportedFigure | ReportedGap] = [*told, *gaps, *others]
    left = [one for one in collection.figures if one.indicator.id == scope.indicator.id and one not in records]
    more = [head("days_of", shown=len(shown), total=len(days))] if len(days) > len(shown) else []
    more += [head("others_count", reports=headings.count_reports_of(left))] if left else []
    numbers = [(day.name, day.told, name_source(day.gaps[0]) if day.gaps else "") for day in shown]
    alone = len(shown) == len(shown[0].told) == 1
    title = title_claims(shown[0].told) if alone else headings.title_days(numbers, scope, shown.index(busiest))
    verdict = say_verdict(busiest.answer) if len(busiest.answer.lines) > 1 else None
    subtitle, note = f"{busiest.heading}. {verdict}" if verdict else None, write_note(gaps, busiest.told)
    body = [*draw_lines([day.section for day in shown], scope.indicator.family, title), *beside]
    return Draft(title, body, records, subtitle, note, "; ".join(more), topic=topic)


def _list_days(collection: Collection, topic: Topic | None) -> list[_Day]:
    """List the days of one scope: the topic's, else the story's, else that of most days and then most reports."""
    dated = (one for one in collection.figures if topic_of(one).day and (topic or one.indicator.role == DEATHS))
    scopes = group(dated, lambda one: topic_of(one).key[:3])
    order, story = list(collection.vocabulary.indicators), collection.whole.story

    def rank(key: tuple[str, ...]) -> tuple[int, bool, int, int, tuple[str, ...]]:
        days, reports = ({topic_of(one).day for one in scopes[key]}, {one.source.id for one in scopes[key]})
        return order.index(key[0]), story not in reports, -len(days), -len(reports), key

    key = topic.key[:3] if topic else min(scopes, key=rank, default=None)
    if key is None:
        return []
    found = scopes.get(key, [])
    gaps = [gap for gap in compare.of(collection).gaps if (gap.indicator.id, gap.place.id) == key[::2]]
    days = {topic_of(one).day for one in found} | {gap.window.first_day for gap in gaps if gap.window.is_one_day}
    made = (_Day(collection, topic or topic_of(found[0]), day, found) for day in sorted(filter(None, days)))
    return [day for day in made if day.figures or day.gaps]


def _list_scopes(collection: Collection) -> Draft:
    """List all numbers of dead in words, each with what it counts, where none is of one place on one whole day."""
    # They count different things, so they share no axis: whole numbers of everybody before parts, the large first.
    dead = [one for one in collection.figures if one.indicator.role == DEATHS]
    dead.sort(key=lambda one: (one.part_of is not None, -float(one.value or one.value_high or 0), one.id))
    copies = gather_copies(dead)
    gaps = [gap for gap in compare.of(collection).gaps if gap.indicator.role == DEATHS]
    if not copies and not gaps:
        raise NothingToShow(head("nothing_killed"))
    figures, left = [one.figure for one in copies[:MOST_SCOPES]], max(0, len(copies) - MOST_SCOPES)
    title = title_claims(figures) if figures else start(say_gap(gaps[0]))
    note = write_note([] if figures else gaps, figures)
    table = twin_table([(None, [*figures, *gaps])], title, twin=False)
    return Draft(title, [table], [*list_figures(copies[:MOST_SCOPES]), *gaps], write_span(figures), note, left=left)


def voices_apart(collection: Collection, topic: Topic | None = None) -> Draft:
    """Answer one topic: by default that with most voices, those first on which more than one speaks."""
    comparison = compare.of(collection)
    topics = [topic] if topic else list(comparison.topics()) or list(map(topic_of, collection.figures[:1]))
    if not topics:
        raise NothingToShow(head("no_figure"))
    asked = next((one for one in topics if comparison.answer(one).kind == "range"), topics[0])
    answer = comparison.answer(asked)
    said, gaps = [line.figure for line in answer.lines], answer.gaps[:MOST_GAPS]
    beside, others, left = list_beside(asked, answer.beside, MOST_BESIDE)
    title, verdict = title_answer(answer), say_verdict(answer)
    same = [("", _list_lines(answer.lines, gaps))]
    if answer.kind == "no_range":
        days = group(gaps, lambda gap: start(write_window(gap.window)))
        same = [(day, _list_lines((), told)) for day, told in days.items()]
    body = [*(draw_lines(same, asked.indicator.family, title) if said or gaps else ()), *beside]
    records, note = [*said, *answer.figures, *gaps, *others], say_replaced(answer) or write_note(gaps, said)
    return Draft(title, body, records, verdict, note, head("more_differ", count=left) if left else None, topic=asked)


def changing(collection: Collection, topic: Topic | None = None) -> Draft:
    """Show one voice's changed number, of a *topic* or the one that was changed most often; the others in words."""
    found = list(compare.of(collection).ladders())
    if topic is not None:
        found = [ladder for ladder in found if topic_of(ladder[0]).key[:3] == topic.key[:3]]
    if not found:
        raise NothingToShow(head("nothing_changed"))
    first, *others = found = found[: MOST_OTHERS + 1]
    named = {"voice": start(name_source(first[0])), "scope": describe_scope(first[0])}
    title, heading = head("ladder", numbers=write_growth(first), **named), head("others_changed")
    at = [write_window_short(Window(one.told, one.told)).split("–")[0] if one.told else say("undated") for one in first]
    rungs = [Line(one, label_line(day, name_carrier(one))) for one, day in zip(first, at, strict=True)]
    body = draw_lines([("", rungs)], first[0].indicator.family, title)
    if others:
        told = ((one, start(describe_scope(one[0], year=False)), start(name_source(one[0]))) for one in others)
        rows = [Row((Cell(write_growth(one), figure=one[-1].id), *map(Cell, words))) for one, *words in told]
        body.append(Table(columns("changed what voice"), [Section(rows, heading)], heading))
    return Draft(title, body, [rung for ladder in found for rung in ladder], note=head("ladder_note"), topic=topic)


def running_totals(collection: Collection, topic: Topic | None = None) -> Draft:
    """Show how the running totals of one unit grew, those of most days first, a small chart for each voice."""
    found = [one for one in compare.of(collection).series(topic) if len({point.written for point in one.points}) > 1]
    if not found:
        raise NothingToShow(head("nothing_total"))
    order = list(collection.vocabulary.indicators)
    alike = [one for one in found if one.indicator.unit == found[0].indicator.unit]
    shown = sorted(alike[:MOST_PANELS], key=lambda one: (order.index(one.indicator.id), -len(one.points)))
    first, panels = shown[0], list[Panel]()
    for one in shown:
        expected = ((one.window.last_day or one.window.first_day or one.told_day, one) for one in one.forecasts)
        dated = [*zip(one.days, one.points, strict=True), *((day, figure) for day, figure in expected if day)]
        points = sorted(((datetime.combine(day, time(12)), figure) for day, figure in dated), key=itemgetter(0))
        panels.append((headings.head_series("series_short", one), points))
    title, left = headings.head_series("series_title", first), len(found) - len(shown)
    body, note = draw_series(panels, first.indicator.family, title), note_caveats(first.points)
    records = [figure for _, points in panels for _, figure in points]
    return Draft(title, body, records, head("totals_note"), note, left=left, topic=topic)


def _list_lines(said: Iterable[Copies | VoiceLine], gaps: Iterable[ReportedGap]) -> list[Line]:
    counted = [(one.figure, len({figure.source.id for figure in one.figures})) for one in said]
    lines = [Line(figure, name_line(figure, reports)) for figure, reports in counted]
    return lines + [Line(gap, name_line(gap)) for gap in gaps]


def list_beside(topic: Topic, beside: Iterable[Beside], most: int) -> tuple[list[Table], list[ReportedFigure], int]:
    """List what differs from a topic, nearest first: in a table (none without rows), its figures, how many more."""
    told = {one.figure.id: start(tell_beside(topic, one)) for one in beside}
    copies = gather_copies(one.figure for one in beside)
    parts: dict[bool, list[Row]] = {True: [], False: []}
    for one in (copy.figure for copy in copies[:most]):
        own = topic.owns(one)
        parts[own].append(Row((number_cell(one), Cell(told[one.id]), who_cell(one)), muted=not own))
    heads = {True: head("own_days"), False: head("not_the_same")}
    sections = [Section(rows, heads[own], muted=not own) for own, rows in parts.items() if rows]
    table = [Table(columns("reported:number differs who"), sections, sections[0].heading or "")] if sections else []
    return table, list_figures(copies[:most]), max(0, len(copies) - most)


def _rank(one: Copies, collection: Collection) -> tuple[bool, bool, int, bool]:
    """Order statements: the story's first, then what most reports carry, wholes before parts; replaced ones last."""
    replaced = compare.of(collection).standing(one.figure).kind == "revised"
    apart = all(figure.source.id != collection.whole.story for figure in one.figures)
    return replaced, apart, -one.reports, one.figure.part_of is not None


def people_to_scale(collection: Collection) -> Draft:
    """Show one number of each thing that people are counted for, the large as fields, the small beside, magnified."""
    people = (one for one in collection.figures if one.indicator.unit == PEOPLE and not one.is_forecast)
    copies, best = gather_copies(filter(point_of, people)), dict[str, ReportedFigure]()
    for one in sorted(copies, key=lambda one: (*_rank(one, collection), -(point_of(one.figure) or 0), one.figure.id)):
        best.setdefault(one.figure.indicator.id, one.figure)
    figures = sorted(list(best.values())[:MOST_SCALED], key=lambda figure: -(point_of(figure) or 0))
    if not figures:
        raise NothingToShow(head("nothing_people"))
    title, rows = title_claims(figures), []
    for figure in figures:
        number, what, _, who = figure_row(figure).cells
        where = f"{name_place(figure.place)}, {say_when(figure, year=False)}"
        rows.append(Row((number, replace(what, sub=where), who)))
    table = Table(columns("reported:number what who"), [Section(rows)], title)
    more = head("scale_more", shown=len(figures), total=len(copies)) if len(copies) > len(figures) else None
    return Draft(title, [draw_scale(figures), table], figures, write_span(figures), note_caveats(figures), more)


def what_was_hit(collection: Collection) -> Draft:
    """Show attacks as marks, and a table of what else they are reported to have damaged or destroyed."""
    copies = gather_copies(one for one in collection.figures if one.indicator.family in HIT)
    if not copies:
        raise NothingToShow(head("nothing_hit"))
    # By what was hit: the group's role (water, health, rescue), else the indicator's; attacks come first.
    found: dict[str, list[Copies]] = {heading: [] for heading in ROLES.values()}
    for one in sorted(copies, key=lambda one: (*_rank(one, collection), one.figure.id)):
        indicator, group = one.figure.indicator, one.figure.group
        role = group.role if group and group.role in ROLES else indicator.role
        found.setdefault(ROLES.get(role or "", indicator.label), []).append(one)
    shown = {heading: same[:MOST_ROWS] for heading, same in found.items() if same}
    listed, first = [one for same in shown.values() for one in same], [same[0].figure for same in shown.values()]
    title, body = title_claims(first), list[Block]()
    # Attacks of one unit on a day or in a night are drawn as marks, at most a few.
    strikes = [one for one in listed if one.figure.indicator.role == STRIKES and point_of(one.figure)]
    strikes = [one for one in strikes if one.figure.counting == "period"] or strikes[:1]
    marked = [one for one in strikes if one.figure.indicator == strikes[0].figure.indicator]
    marked = marked[: MOST_MARKED if len(listed) <= FEW else 1]
    if marked:
        indicator, each, rows = marked[0].figure.indicator, choose_unit([one.figure for one in marked]), []
        for one in marked:
            told = (name_place(one.figure.place), start(write_window_short(one.figure.window)))
            rows.append(Line(one.figure, "\n".join((name_line(one.figure, one.reports), *map(label_line, told)))))
        body += draw_lines([(headings.name_unit(indicator, each), rows)], indicator.family, title, each)
    rest = {heading: [figure_row(one.figure) for one in same if one not in marked] for heading, same in shown.items()}
    if any(rest.values()):
        body.append(Table(FIGURE_COLUMNS, [Section(rows, heading) for heading, rows in rest.items() if rows], title))
    left = len(copies) - len(listed)
    return Draft(title, body, list_figures(listed), write_span(first), note_caveats(first), left=left)


def rescue_service(collection: Collection) -> Draft:
    """Show what is counted of a rescue service: of a known whole first, its centres as marks, all else in words."""
    found = (one for one in collection.figures if RESCUE in (one.group and one.group.role, one.indicator.role))
    copies = gather_copies(sorted(found, key=lambda one: (one.of_total is None, one.part_of is not None, one.id)))
    copies.sort(key=lambda one: (one.figure.of_total is None, -one.reports))
    if not copies:
        raise NothingToShow(head("nothing_rescue"))
    figures = [one.figure for one in copies]
    things = [one for one in figures if one.group and one.group.unit != PEOPLE and one.value]
    # One number for each thing that is said of the same things.
    alike = {one.indicator.id: one for one in reversed(things) if one.group == things[0].group}
    marked = [one for one in things if one in alike.values()][:MOST_ROWS]
    title, body = title_claims(marked or figures[:1]), list[Block]()
    if marked:
        rows = [Line(one, label_line(start(one.indicator.phrase or one.indicator.label))) for one in marked]
        body += draw_lines([("", rows)], marked[0].indicator.family, title, unit=1)
    if rest := [figure_row(one) for one in figures if one not in marked]:
        body.append(Table(FIGURE_COLUMNS, [Section(rest)], title))
    subtitle = headings.write_whose(marked[0]) if marked else None
    return Draft(title, body, list_figures(copies), subtitle, note_caveats(marked or figures))
