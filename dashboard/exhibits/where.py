"""Where: a map with a number at each place, parts inside their wholes, and the key to the numbers beside it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Block, Cell, Row, Section, Table
from dashboard.exhibits.forms.map import draw_map
from dashboard.exhibits.forms.table import column
from dashboard.exhibits.making import Draft, NothingToShow
from dashboard.maps.ground import cut_ground, fit_view
from dashboard.maps.outlines import POLICY
from dashboard.maps.places import Atlas, Mark, list_wholes, read_atlas
from dashboard.records.model import Place
from dashboard.records.reported import ReportedFigure
from dashboard.wording.headings import head, list_reports_of, list_with_subjects, title_places
from dashboard.wording.scopes import name_place

MOST_UNMARKED, MOST_IN_ALT = 20, 12


def where(collection: Collection) -> Draft:
    """Show every place that has figures: on the map, or in the key alone where no coordinate can be defended."""
    atlas = read_atlas(collection.figures, collection.vocabulary.places)
    if not collection.figures:
        raise NothingToShow(head("no_figure"))
    unmarked = atlas.unmarked[:MOST_UNMARKED]
    places = [mark.place for mark in atlas.marks] or [place for place, _ in unmarked]
    title = title_places(places, len(atlas.unmarked) if atlas.marks else 0)
    map_and_key: list[Block] = [draw_map(atlas)] if atlas.marks else []
    shown = "; ".join(f"{mark.number} {mark.place.name}" for mark in atlas.marks[:MOST_IN_ALT])
    return Draft(
        title,
        [*map_and_key, _write_key(atlas, unmarked, title)],
        collection.figures,
        note=_write_note(atlas),
        left=len(atlas.unmarked) - len(unmarked),
        alt=head("map_alt", title=title, places=shown) if atlas.marks else f"{title}.",
    )


def _write_key(atlas: Atlas, unmarked: Sequence[tuple[Place, Sequence[ReportedFigure]]], title: str) -> Table:
    marked = tuple(_mark_row(mark, atlas) for mark in atlas.marks)
    wholes = {place.id: place for place, _ in unmarked}
    rest = tuple(_unmarked_row(place, figures, atlas, wholes) for place, figures in unmarked)
    sections = (Section(marked), Section(rest, head("no_mark"), muted=bool(marked)))
    return Table((column("place"), column("figures")), tuple(one for one in sections if one.rows), title)


def _mark_row(mark: Mark, atlas: Atlas) -> Row:
    inside = atlas.mark(mark.inside) if mark.inside else None
    level = 0 if inside is None else 1 if inside.inside is None else 2
    name = Cell(f"{mark.number}  {name_place(mark.place) if level == 0 else mark.place.name}", strong=True)
    return Row((name, _told(mark.figures)), level=level)


def _unmarked_row(place: Place, figures: Sequence[ReportedFigure], atlas: Atlas, others: dict[str, Place]) -> Row:
    places = {mark.place.id: mark.place for mark in atlas.marks} | others
    wholes = [whole for whole in list_wholes(place.id, places) if atlas.mark(whole)]
    whole = atlas.mark(wholes[0]) if wholes else None
    return Row((Cell(place.name, sub=head("inside", number=whole.number) if whole else None), _told(figures)))


def _told(figures: Sequence[ReportedFigure]) -> Cell:
    """Tell a place's figures each by itself, or many as reports by subject; never a bare count."""
    told = list_with_subjects(figures) or list_reports_of(figures)
    return Cell(told, figure=figures[0].id if len(figures) == 1 else None)


def _write_note(atlas: Atlas) -> str | None:
    if not atlas.marks:
        return None
    known = cut_ground(fit_view([mark.site for mark in atlas.marks], 1.3), atlas.countries) is not None
    return head("map_note", policy=POLICY if known else head("no_ground"))
