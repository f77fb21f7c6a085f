"""Who counts people without water: the whole city, inside and outside the siege, and the stations themselves."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Cell, Row, Section, Table
from dashboard.exhibits.forms.table import columns, number_cell, tell_who
from dashboard.exhibits.making import Draft, NothingToShow
from dashboard.records.moments import Window
from dashboard.records.reported import ReportedFigure
from dashboard.wording.days import write_window_short
from dashboard.wording.headings import head, tell_numbers
from dashboard.wording.scopes import list_numbers, name_claim, name_place, name_subject, state_figure
from dashboard.wording.sentences import end, start

WATER, SIEGE = "water", "siege"
ALL, NO_SIEGE, INSIDE, OUTSIDE, STATIONS = PARTS = ("water_all", "", "water_inside", "water_outside", "water_stations")


def water(collection: Collection) -> Draft:
    """List who counts people without water, by where they are: first what most reports count there, then the rest."""
    found = [(_find_part(same[0], collection), same) for same in _gather(collection.figures)]
    if not found:
        raise NothingToShow(head("nothing_water"))
    found.sort(key=lambda one: PARTS.index(one[0]))
    main, alone, first = dict(reversed(found)), len(collection.reports) == 1, found[0][1][0]
    rows = [_row(same, part, alone) for part, same in found if same is main[part]]
    rest = [_row(same, part, alone) for part, same in found if same is not main[part]]
    beside = [
        head("water_beside", where=head(part), told=name_claim(main[part][0], signs=True))
        for part in (INSIDE, OUTSIDE)
        if part in main and main[part][0] is not first
    ]
    figures = [figure for _, same in found for figure in same]
    served = any(figure.indicator.role == WATER and figure.indicator.family == "services" for figure in figures)
    sections = [Section(rows), *([Section(rest, head("water_more"))] if rest else [])]
    title, note = state_figure(first), head("water_note") if served else None
    table = Table(columns("where what reported who as_of:day", 15, 30, 25, 15, 15), sections, title)
    return Draft(title, [table], figures, start("; ".join(beside)) or None, note)


def _gather(figures: Iterable[ReportedFigure]) -> list[list[ReportedFigure]]:
    """Take together one voice's numbers of the same people and place, on whatever day; most reports first."""
    found: dict[tuple[object, ...], list[ReportedFigure]] = defaultdict(list)
    for figure in figures:
        group, voice = figure.group, figure.said.voice.id if figure.said.credited else figure.source.id
        if WATER in (figure.indicator.role, group and group.role):
            found[figure.indicator.id, group and group.id, figure.place.id, figure.cause, voice].append(figure)
    for same in found.values():
        written = Counter(figure.written for figure in same)
        same.sort(key=lambda figure: -written[figure.written])
    return sorted(found.values(), key=lambda same: -len({figure.source.id for figure in same}))


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
        told = tell_numbers(list_numbers(same, signs=True))
        number = Cell(told, mark=number.mark if len(marks) == 1 else None, strong=True)
    what = start(name_subject(figure)) if part in (ALL, NO_SIEGE) else _tell_counts(same)
    place = name_place(figure.place)
    where = Cell(start(head(part)), sub=place) if part else Cell(place)
    # As of which days a state holds, or when something happened.
    days = sorted(filter(None, (one.window.last_day or one.told_day for one in same)))
    spread = days and (len(same) > 1 or figure.counting == "state")
    when = write_window_short(Window(days[0], days[-1]) if spread else figure.window)
    return Row((where, Cell(what), number, tell_who(same, alone), Cell(start(when))))


def _tell_counts(same: Sequence[ReportedFigure]) -> str:
    """Tell what is counted and on which station it hangs; a number in it would be another figure's."""
    told = [end(figure.counts.split(". ")[0]) for figure in same if figure.counts]
    plain = [counts for counts in told if not any(letter.isdigit() for letter in counts)]
    # What names its station, by capital letters, comes first.
    subject = start(name_subject(same[0]))
    return min(plain, key=lambda counts: (-sum(map(str.isupper, counts)), len(counts)), default=subject)
