"""Where: a map with a number at each place, parts inside their wholes, and the key to the numbers beside it."""

from collections.abc import Sequence

from dashboard.collection.collection import Collection
from dashboard.collection.vocabulary import follow
from dashboard.exhibits.exhibit import Cell, Row, Section, Table
from dashboard.exhibits.forms.map import ASPECT, draw_map
from dashboard.exhibits.forms.table import columns
from dashboard.exhibits.making import Draft, NothingToShow
from dashboard.maps.ground import POLICY, cut_ground, fit_view
from dashboard.maps.places import read_atlas
from dashboard.records.reported import ReportedFigure
from dashboard.wording.headings import head, list_subjects
from dashboard.wording.scopes import name_place
from dashboard.wording.sentences import count, fold

MOST_UNMARKED, MOST_IN_ALT = 20, 12


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
    for mark in marks:
        inside = atlas.mark(mark.inside) if mark.inside else None
        level = 0 if inside is None else 1 if inside.inside is None else 2
        name = Cell(f"{mark.number}  {mark.place.name if level else name_place(mark.place)}", strong=True)
        key.append(Row((name, _tell(mark.figures)), level))
    for place, figures in unmarked:
        whole = next(filter(None, map(atlas.mark, follow(place.id, places, "within")[1:])), None)
        rest.append(Row((Cell(place.name, head("inside", number=whole.number) if whole else None), _tell(figures))))
    sections = [one for one in (Section(key), Section(rest, head("no_mark"), bool(marks))) if one.rows]
    table = Table(columns("place figures"), sections, title)
    if not marks:
        return Draft(title, [table], collection.figures, left=left, alt=f"{title}.")
    grounded = cut_ground(fit_view([mark.site for mark in marks], ASPECT), atlas.countries) is not None
    note = head("map_note", policy=POLICY if grounded else head("no_ground"))
    told = "; ".join(f"{mark.number} {mark.place.name}" for mark in marks[:MOST_IN_ALT])
    alt = head("map_alt", title=title, places=told)
    return Draft(title, [draw_map(atlas), table], collection.figures, note=note, left=left, alt=alt)


def _tell(figures: Sequence[ReportedFigure]) -> Cell:
    """Tell a place's figures each by itself, or many as reports by subject; never a bare count."""
    return Cell(list_subjects(figures), figure=figures[0].id if len(figures) == 1 else None)
