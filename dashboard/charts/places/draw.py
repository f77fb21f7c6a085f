"""The map's panels as Plotly traces: ground, discs, labels, scale bars. Where things go was decided in ``layout``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.base import Look, new_chart, use_pixels
from dashboard.charts.places.layout import Layout
from dashboard.charts.places.spots import EDGE, FOOT, PAD, Mark, Panel, Rect, Row, lead, reach_edge
from dashboard.geo import Box, Ring, disc, scale_bar
from dashboard.maps.ground import Ground, cut_ground, place_names

_FILL = 0.16
_TARGET_PX = 28.0
_BEYOND = 0.35  # of the width of the layout
_KM_PER_DEGREE = 111.0


def draw_map(layout: Layout, places: Sequence[Row], look: Look) -> go.Figure:
    """Return the chart of *layout*; *places* (``maps.Atlas.shown``) are the rows that its spots name.

    Its axes count pixels of the layout, the same on both: a page that is wider shows more ground on either side.
    """
    chart = new_chart(look, round(layout.height))
    sheets = [_Sheet(number, layout, places, look) for number in range(len(layout.panels))]
    for sheet in sheets:
        sheet.draw()
    # One call for all: Plotly checks everything again with each that is added alone.
    chart.add_traces([trace for sheet in sheets for trace in sheet.traces])
    chart.add_trace(draw_targets(layout, places, look))
    use_pixels(chart, Look(look.mode, round(layout.width)), round(layout.height))
    chart.update_yaxes(scaleanchor="x", scaleratio=1)
    edge = {"type": "rect", "xref": "paper", "yref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 1}
    chart.update_layout(
        annotations=[*(text for sheet in sheets for text in sheet.texts), *write_key(layout, look)],
        shapes=[edge | {"line": {"color": look.palette.line, "width": 1.5}}, *frame_enlargements(layout, look)],
    )
    return chart


def frame_enlargements(layout: Layout, look: Look) -> list[dict[str, Any]]:
    """Return a frame round each enlargement of a picture, as round what it enlarges; on a page it has no right end."""
    line = {"color": look.palette.muted, "width": 1.5}
    return [
        {"type": "rect", "x0": left + 1, "x1": left + width - 1, "y0": top + 1, "y1": top + height - 1, "line": line}
        for left, top, width, height in (panel.rect for panel in layout.panels[1:] if look.fixed)
    ]


def draw_targets(layout: Layout, places: Sequence[Row], look: Look) -> dict[str, Any]:
    """Return unseen points over the discs of all panels, as large as they are: what is pointed at and picked.

    They are one trace on one pair of axes: Plotly keeps a selection for each pair, and would show two.
    """
    marks = [(panel.rect, mark) for panel in layout.panels for mark in panel.marks if mark.spot.kind == "place"]
    marks.sort(key=lambda pair: pair[1].spot.row)
    rows = [places[mark.spot.row] for _, mark in marks]
    return {
        "type": "scatter",
        "x": [rect.left + mark.x for rect, mark in marks],
        "y": [rect.top + mark.y for rect, mark in marks],
        "mode": "markers",
        "marker": {
            "size": [max(2 * mark.radius, _TARGET_PX) for _, mark in marks],
            "color": [colour_of(row, look) for row in rows],
            "opacity": 0,
        },
        "selected": {"marker": {"opacity": 0.3}},
        "unselected": {"marker": {"opacity": 0}},
        "customdata": [[row["figures"][0], row["place"], " ".join(row["figures"])] for row in rows],
        "hovertext": [write_hover(row) for row in rows],
        "hoverinfo": "text",
    }


def colour_of(row: Row, look: Look) -> str:
    """Return the colour of a place: its indicator's where all its figures share one, else that of the words."""
    indicator = row["indicator"]
    return look.palette.ink if pd.isna(indicator) else theme.colour_of(str(indicator), look.mode)


def write_hover(row: Row) -> str:
    """Return what is shown when a disc is pointed at: name, Arabic name, figures, radius. Nothing stands only here."""
    name = theme.plain(row["label"]) + ("" if pd.isna(row["name_ar"]) else f" · {theme.plain(row['name_ar'])}")
    return "<br>".join([f"<b>{name}</b>", *map(theme.plain, row["phrases"]), f"within {row['radius_km']:g} km"])


def write_key(layout: Layout, look: Look) -> list[dict[str, Any]]:
    """Return the key as text, one list; empty where the labels stand on the map."""
    if layout.key is None:
        return []
    rect = layout.key.rect
    lines = (
        f"<b>{theme.plain(line)}</b>" if number in layout.key.names else theme.plain(line)
        for number, line in enumerate(layout.key.lines)
    )
    place = {
        "x": rect.left,
        "y": rect.top + EDGE / 2,
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
    }
    return [place | {"text": "<br>".join(lines), "font": {"size": look.label_size, "color": look.palette.ink}}]


@dataclass
class _Sheet:
    """What has been drawn of one panel so far."""

    number: int
    layout: Layout
    places: Sequence[Row]
    look: Look
    traces: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def panel(self) -> Panel:
        return self.layout.panels[self.number]

    @property
    def marks(self) -> list[Mark]:
        return [mark for mark in self.panel.marks if mark.spot.kind == "place"]

    @cached_property
    def area(self) -> Rect:
        """The panel, and beyond it where the chart ends there: a page may be wider than the layout."""
        (left, top, width, height), more = self.panel.rect, _BEYOND * self.layout.width
        right, low = left + width, top + height
        left, top = (left - more if left == 0 else left), (top - more if top == 0 else top)
        right = right + more if right >= self.layout.width - 1 else right
        low = low + more if low >= self.layout.height - 1 else low
        return Rect(left, top, right - left, low - top)

    @cached_property
    def ground(self) -> Ground:
        step = 0.7 / self.panel.px_per_km / _KM_PER_DEGREE
        left, top, width, height = self.area
        (west, north), (east, south) = self.degrees(left, top), self.degrees(left + width, top + height)
        home = frozenset(row["country"] for row in self.places)
        return cut_ground(Box(west, south, east, north), home, max(0.001, float(f"{step:.1g}")), 0.0)

    def draw(self) -> None:
        """Draw all, what lies on top last; the small discs on the large, so that each can be seen and picked."""
        self.draw_ground()
        if self.panel.frame:
            self.draw_frame(self.panel.frame)
        for mark in sorted(self.marks, key=lambda mark: -mark.radius):
            self.draw_disc(mark)
        self.draw_landmarks()
        if self.number == 0:
            self.draw_names()
        for mark in self.panel.marks:
            self.draw_label(mark)
        self.draw_scale()

    def draw_ground(self) -> None:
        """Fill sea and countries; where no outlines are known the ground is plain. An enlargement has an edge."""
        colours, area = self.look.palette, self.area
        edge = colours.muted if self.number else colours.line
        self.fill_pixels(_corners(area), colours.panel)
        if self.ground.sea:
            self.fill([_list_corners(self.ground.sea)], colours.sea)
        for piece in self.ground.pieces:
            rings = [ring for polygon in piece.polygons for ring in polygon]
            colour, width = (colours.home, 1.2) if piece.home else (colours.land, 0.8)
            self.fill(rings, colour, colours.border, width)
        self.fill_pixels(_corners(area), "rgba(0,0,0,0)", edge, 1.5)

    def draw_frame(self, frame: Box) -> None:
        """Draw what the enlargement shows: a wedge that leads there, the discs at their true size, the frame."""
        colours, view = self.look.palette, self.panel.view
        if self.layout.panels[1].rect.left > 0:
            outer = [(view.east, view.north), (view.east, view.south)]
            wedge = ((frame.east, frame.north), *outer, (frame.east, frame.south), (frame.east, frame.north))
            self.fill([wedge], theme.fade(colours.muted, 0.08))
        told = {mark.spot.row for mark in self.marks}
        for row in (row for number, row in enumerate(self.places) if number not in told):
            colour = colour_of(row, self.look)
            self.fill([disc(row["lat"], row["lon"], row["radius_km"])], theme.fade(colour, 0.3), colour, 1)
        self.fill([_list_corners(frame)], "rgba(0,0,0,0)", colours.muted, 1.5)

    def draw_disc(self, mark: Mark) -> None:
        """Draw a place at its true radius, or as a ring of fixed size where that would be too small to see."""
        spot, colour = mark.spot, colour_of(self.places[mark.spot.row], self.look)
        if mark.ring:
            self.add_points([mark], 2 * mark.radius, theme.fade(colour, _FILL), colour, 2)
        else:
            ring = disc(spot.lat, spot.lon, spot.radius_km, points=128)
            self.fill([ring], theme.fade(colour, _FILL), colour, 2)

    def draw_landmarks(self) -> None:
        """Draw the places for orientation as small hollow marks."""
        colours = self.look.palette
        if marks := [mark for mark in self.panel.marks if mark.spot.kind == "landmark"]:
            self.add_points(marks, 2 * marks[0].radius, colours.home, colours.muted, 1.5)

    def draw_names(self) -> None:
        """Name the countries where their names stand clear of everything; an enlargement needs none."""
        view, rect, size = self.panel.view, self.panel.rect, self.look.label_size
        foot = (view.north - view.south) * FOOT / rect.height
        seen, room = Box(view.west, view.south + foot, view.east, view.north), (rect.width, rect.height - FOOT)
        taken = [box for mark in self.panel.marks for box in _list_boxes(mark)]
        for name in place_names(self.ground, seen, room, self.look.measure, size * 1.3, taken):
            self.write(rect.left + name.x, rect.top + name.y, theme.plain(name.text), self.look.palette.muted)

    @property
    def ground_of_words(self) -> dict[str, Any]:
        """Return what keeps words legible where they lie over a border."""
        return {"bgcolor": theme.fade(self.look.palette.home, 0.82), "borderpad": PAD - 3}

    def draw_label(self, mark: Mark) -> None:
        """Write a label beside its disc, with a leader line where it stands apart from it."""
        spot, placed, (left, top, *_) = mark.spot, mark.placed, self.panel.rect
        shown = [theme.plain(line) for line in spot.lines]
        text = "<br>".join([*(f"<b>{name}</b>" for name in shown[: spot.heads]), *shown[spot.heads :]])
        colours = self.look.palette
        ink = colours.muted if spot.kind == "landmark" else colours.ink
        ground = self.ground_of_words
        edge = reach_edge(mark)
        if edge is None:
            self.write(left + mark.x, top + mark.y, text, ink, xshift=placed.dx, yshift=-placed.dy, **ground)
            return
        dx, dy = edge
        line = colour_of(self.places[spot.row], self.look) if spot.kind == "place" else colours.muted
        leader = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1.5, "arrowcolor": line}
        away = {"ax": placed.dx - dx, "ay": placed.dy - dy}
        self.write(left + mark.x + dx, top + mark.y + dy, text, ink, **away, **leader, **ground)

    def draw_scale(self) -> None:
        """Draw the scale bar in the strip at the foot that labels keep free."""
        rect, colours = self.panel.rect, self.look.palette
        bar = scale_bar(self.panel.view, rect.width, share=min(0.3, 160 / rect.width))
        left, low = rect.left + 14, rect.top + rect.height - 16
        right = left + bar.px
        points = [(left, low - 5), (left, low), (right, low), (right, low - 5)]
        self.add(points, mode="lines", line={"color": colours.ink, "width": 2})
        words = {"xanchor": "left", "xshift": 8, "yshift": 3}
        self.write(right, low, bar.text, colours.ink, **words, **self.ground_of_words)

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a pixel of the layout."""
        rect, view = self.panel.rect, self.panel.view
        lon = view.west + (x - rect.left) / rect.width * (view.east - view.west)
        return lon, view.north - (y - rect.top) / rect.height * (view.north - view.south)

    def add(self, points: Sequence[tuple[float, float]], **more: object) -> None:
        """Add a trace of points in pixels of the layout."""
        x, y = np.asarray(points, dtype="float32").T
        self.traces.append({"type": "scatter", "x": x, "y": y, "hoverinfo": "skip"} | more)

    def add_points(self, marks: Sequence[Mark], size: float, fill: str, line: str, width: float) -> None:
        """Add round marks of *size* pixels."""
        left, top, *_ = self.panel.rect
        marker = {"size": size, "color": fill, "opacity": 1, "line": {"color": line, "width": width}}
        # What is not picked stays as it is: Plotly would fade it.
        kept = {"marker": {"opacity": 1}}
        self.add([(left + mark.x, top + mark.y) for mark in marks], mode="markers", marker=marker, unselected=kept)

    def fill(self, rings: Iterable[Ring], colour: str, line: str | None = None, width: float = 0) -> None:
        """Fill rings of degrees, holes included: a hole runs the other way round than the ring it is cut from."""
        (left, top, *_), at = self.panel.rect, self.panel.at
        points: list[tuple[float, float]] = []
        for ring in rings:
            points += [(left + x, top + y) for x, y in (at(lat, lon) for lon, lat in ring)]
            points.append((math.nan, math.nan))
        self.fill_pixels(points[:-1], colour, line, width)

    def fill_pixels(
        self, points: Sequence[tuple[float, float]], colour: str, line: str | None = None, width: float = 0
    ) -> None:
        """Fill a shape of pixels of the layout."""
        # Plotly would otherwise leave out points, and draw a circle with corners.
        style = {"color": line or colour, "width": width, "simplify": False}
        self.add(points, mode="lines", fill="toself", fillcolor=colour, line=style)

    def write(self, x: float, y: float, text: str, colour: str, **more: object) -> None:
        """Add text that stands at a pixel of the layout, or *xshift*, *yshift* from it."""
        font = {"size": self.look.label_size, "color": colour}
        place = {"x": x, "y": y, "text": text, "align": "left", "font": font}
        self.texts.append(place | {"xanchor": "center", "yanchor": "middle", "showarrow": False} | more)


def _corners(rect: Rect) -> list[tuple[float, float]]:
    left, top, width, height = rect
    right, low = left + width, top + height
    return [(left, top), (right, top), (right, low), (left, low), (left, top)]


def _list_corners(box: Box) -> Ring:
    west, south, east, north = box.west, box.south, box.east, box.north
    return (west, south), (east, south), (east, north), (west, north), (west, south)


def _grow(box: tuple[float, float, float, float], by: float) -> tuple[float, float, float, float]:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _list_boxes(mark: Mark) -> list[tuple[float, float, float, float]]:
    """Return what a mark takes up: its label, its disc, its leader."""
    leader = lead(mark, edge) if (edge := reach_edge(mark)) else []
    points = [(mark.x, mark.y, mark.radius), *((x, y, 4) for x, y in leader)]
    return [_grow(mark.box, 6), *(_grow((x, y, x, y), by) for x, y, by in points)]
