"""Where? The places that have figures, as discs on a map of their country, the close ones enlarged beside it."""

from __future__ import annotations

from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart, source_lines
from dashboard.charts.places.draw import draw_map
from dashboard.charts.places.layout import Layout, find_narrowest, lay_out
from dashboard.days import write_window
from dashboard.geo import read_boundaries
from dashboard.maps.places import Atlas, read_atlas, say_map, write_note, write_title
from dashboard.notes import count_words
from dashboard.tables import Tables

ID, QUESTION = "places", "Where?"
MOST_PLACES = 24


def applies(tables: Tables) -> bool:
    """Say whether any figure is told of a place that has a coordinate."""
    used = tables.places["id"].isin(set(tables.figures["place"]))
    return bool(tables.places.loc[used, ["lat", "lon"]].notna().all(axis=1).any())


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw the map of all places that have figures.

    ``customdata`` of a disc is its first figure's id, the place's id, and all its figures' ids joined by spaces.
    Raises :class:`ChartError` where no place has a coordinate or the labels find no room.
    """
    atlas = read_atlas(tables)
    if not atlas.shown:
        raise ChartError("No place with a figure has a coordinate: nothing to map.")
    layout = lay_out(atlas.shown, atlas.landmarks, look) if len(atlas.shown) <= MOST_PLACES else None
    if layout is None:
        raise ChartError(
            f"{count_words(len(atlas.shown), 'place', 'places')} cannot be labelled legibly in {look.width} × "
            f"{look.height} pixels: choose fewer places or a larger picture."
        )
    return SourcedChart(
        id=ID,
        question=QUESTION,
        title=write_title(atlas),
        subtitle=write_subtitle(tables),
        chart=draw_map(layout, atlas.shown, look),
        alt=say_map(atlas),
        figures=tuple(tables.figures["id"]),
        sources=source_lines(tables.described),
        note=_write_note(atlas, layout),
        min_width=find_narrowest(layout, look),
    )


def write_subtitle(tables: Tables) -> str:
    """Say of which days the figures speak, and what a disc is."""
    days = tables.figures[["date_start", "date_end"]].stack()
    return f"Figures for {write_window(days.min(), days.max())}; discs show how closely each place is known"


def _write_note(atlas: Atlas, layout: Layout) -> str:
    marks = [mark for panel in layout.panels for mark in panel.marks]
    rings = {atlas.shown[mark.spot.row]["place"] for mark in marks if mark.ring}
    landmarks = {atlas.landmarks[mark.spot.row]["id"] for mark in marks if mark.spot.kind == "landmark"}
    told = [f"{row['label']}: {row['line']}." for row in atlas.shown] if layout.detail == 2 else []
    if not read_boundaries().box.holds(layout.panels[0].view):
        told.append("No outlines are at hand where the ground is plain.")
    return " ".join([*told, write_note(atlas, rings, landmarks)])


KIND = ChartKind(ID, QUESTION, build, applies)
