"""What is shown as marks: people to one scale, what was hit, what is left of the rescue service."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Block, Row, Section, Table
from dashboard.exhibits.forms.lines import Line, choose_unit, draw_lines, draw_scale
from dashboard.exhibits.forms.qualifiers import break_lines, point_of
from dashboard.exhibits.forms.table import FIGURE_COLUMNS, columns, figure_row
from dashboard.exhibits.making import (
    LABEL_LETTERS,
    Copies,
    Draft,
    NothingToShow,
    gather_copies,
    list_figures,
    name_line,
)
from dashboard.records.reported import ReportedFigure
from dashboard.wording.days import write_window_short
from dashboard.wording.headings import head, name_unit, note_caveats, title_claims, write_span, write_whose
from dashboard.wording.scopes import name_place, say_when
from dashboard.wording.sentences import ROLES, start

PEOPLE, RESCUE, STRIKES = "people", "rescue", "strikes"
HIT = ("attacks", "facilities")
MOST_SCALED, MOST_MARKED, MOST_ROWS = 5, 3, 6
FEW = 8  # of more statements, one is drawn and the others stand in words


def _rank(one: Copies, collection: Collection) -> tuple[bool, int, bool]:
    """Order statements: the story's first, then what most reports carry, wholes before parts."""
    apart = all(figure.source.id != collection.whole.story for figure in one.figures)
    return apart, -one.reports, one.figure.part_of is not None


def people_to_scale(collection: Collection) -> Draft:
    """Show one number of each thing that people are counted for, the large as fields, the small beside, magnified."""

    def size(figure: ReportedFigure) -> float:
        return -(point_of(figure) or 0)

    people = (one for one in collection.figures if one.indicator.unit == PEOPLE and not one.is_forecast)
    copies, best = gather_copies(filter(point_of, people)), dict[str, ReportedFigure]()
    for one in sorted(copies, key=lambda one: (*_rank(one, collection), size(one.figure), one.figure.id)):
        best.setdefault(one.figure.indicator.id, one.figure)
    figures = sorted(list(best.values())[:MOST_SCALED], key=size)
    if not figures:
        raise NothingToShow(head("nothing_people"))
    title = title_claims(figures)
    table = Table(columns("reported:number what who"), [Section(list(map(_tell_scope, figures)))], title)
    more = head("scale_more", shown=len(figures), total=len(copies)) if len(copies) > len(figures) else None
    return Draft(title, [draw_scale(figures), table], figures, write_span(figures), note_caveats(figures), more)


def _tell_scope(figure: ReportedFigure) -> Row:
    number, what, _, who = figure_row(figure).cells
    return Row((number, replace(what, sub=f"{name_place(figure.place)}, {say_when(figure, year=False)}"), who))


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
    title, body, marked = title_claims(first), list[Block](), _choose_strikes(listed)
    if marked:
        indicator, each = marked[0].figure.indicator, choose_unit([one.figure for one in marked])
        rows = [Line(one.figure, _label(one)) for one in marked]
        body += draw_lines([(name_unit(indicator, each), rows)], indicator.family, title, each)
    rest = {heading: [figure_row(one.figure) for one in same if one not in marked] for heading, same in shown.items()}
    if any(rest.values()):
        body.append(Table(FIGURE_COLUMNS, [Section(rows, heading) for heading, rows in rest.items() if rows], title))
    left = len(copies) - len(listed)
    return Draft(title, body, list_figures(listed), write_span(first), note_caveats(first), left=left)


def _choose_strikes(copies: Sequence[Copies]) -> list[Copies]:
    """Choose the numbers that are drawn as marks: attacks of one unit on a day or in a night, at most a few."""
    strikes = [one for one in copies if one.figure.indicator.role == STRIKES and point_of(one.figure)]
    strikes = [one for one in strikes if one.figure.counting == "period"] or strikes[:1]
    alike = [one for one in strikes if one.figure.indicator == strikes[0].figure.indicator]
    return alike[: MOST_MARKED if len(copies) <= FEW else 1]


def _label(copies: Copies) -> str:
    """Name who says so, where and when, each on a line of its own."""
    told = (name_place(copies.figure.place), start(write_window_short(copies.figure.window)))
    return "\n".join((name_line(copies.figure, copies.reports), *(break_lines(one, LABEL_LETTERS) for one in told)))


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
        labels = [break_lines(start(one.indicator.phrase or one.indicator.label), LABEL_LETTERS) for one in marked]
        rows = [Line(one, label) for one, label in zip(marked, labels, strict=True)]
        body += draw_lines([("", rows)], marked[0].indicator.family, title, unit=1)
    if rest := [figure_row(one) for one in figures if one not in marked]:
        body.append(Table(FIGURE_COLUMNS, [Section(rest)], title))
    subtitle = write_whose(marked[0]) if marked else None
    return Draft(title, body, list_figures(copies), subtitle, note_caveats(marked or figures))
