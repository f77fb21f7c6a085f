"""Where: a map with a number at each place, parts inside their wholes, and the key to the numbers beside it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Cell, Row, Section, Table
from dashboard.exhibits.forms.map import ASPECT, draw_map
from dashboard.exhibits.forms.table import columns
from dashboard.exhibits.making import Draft, NothingToShow
from dashboard.maps.ground import POLICY, cut_ground, fit_view
from dashboard.maps.places import Atlas, Mark, list_wholes, read_atlas
from dashboard.records.model import Place
from dashboard.records.reported import ReportedFigure
from dashboard.wording.headings import head, list_subjects, title_places
from dashboard.wording.scopes import name_place

MOST_UNMARKED, MOST_IN_ALT = 20, 12


def where(collection: Collection) -> Draft:
    """Show every place that has figures: on the map, or in the key alone where no coordinate can be defended."""
    atlas = read_atlas(collection.figures, collection.vocabulary.places)
    if not collection.figures:
        raise NothingToShow(head("no_figure"))
    unmarked, marks = atlas.unmarked[:MOST_UNMARKED], atlas.marks
    places = [mark.place for mark in marks] or [place for place, _ in unmarked]
    title = title_places(places, len(atlas.unmarked) if marks else 0)
    known = {place.id: place for place in (*places, *(place for place, _ in unmarked))}
    rest = tuple(_unmarked_row(place, figures, atlas, known) for place, figures in unmarked)
    sections = (Section(tuple(_mark_row(mark, atlas) for mark in marks)), Section(rest, head("no_mark"), bool(marks)))
    key = Table(columns("place figures"), tuple(one for one in sections if one.rows), title)
    left = len(atlas.unmarked) - len(unmarked)
    if not marks:
        return Draft(title, [key], collection.figures, left=left, alt=f"{title}.")
    grounded = cut_ground(fit_view([mark.site for mark in marks], ASPECT), atlas.countries) is not None
    note = head("map_note", policy=POLICY if grounded else head("no_ground"))
    told = "; ".join(f"{mark.number} {mark.place.name}" for mark in marks[:MOST_IN_ALT])
    alt = head("map_alt", title=title, places=told)
    return Draft(title, [draw_map(atlas), key], collection.figures, note=note, left=left, alt=alt)


def _mark_row(mark: Mark, atlas: Atlas) -> Row:
    inside = atlas.mark(mark.inside) if mark.inside else None
    level = 0 if inside is None else 1 if inside.inside is None else 2
    name = Cell(f"{mark.number}  {name_place(mark.place) if level == 0 else mark.place.name}", strong=True)
    return Row((name, _told(mark.figures)), level=level)


def _unmarked_row(place: Place, figures: Sequence[ReportedFigure], atlas: Atlas, places: dict[str, Place]) -> Row:
    whole = next((mark for one in list_wholes(place.id, places) if (mark := atlas.mark(one))), None)
    return Row((Cell(place.name, sub=head("inside", number=whole.number) if whole else None), _told(figures)))


def _told(figures: Sequence[ReportedFigure]) -> Cell:
    """Tell a place's figures each by itself, or many as reports by subject; never a bare count."""
    told = list_subjects(figures)
    return Cell(told, figure=figures[0].id if len(figures) == 1 else None)
