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
from dashboard.charts.base import Look, new_chart
from dashboard.charts.places.layout import Layout
from dashboard.charts.places.spots import FOOT, PAD, Mark, Panel, Row, lead, reach_edge
from dashboard.geo import Box, Ring, disc, scale_bar
from dashboard.maps.ground import Ground, cut_ground, place_names

_FILL = 0.16
_TARGET_PX = 28.0
_KM_PER_DEGREE = 111.0


def draw_map(layout: Layout, places: Sequence[Row], look: Look) -> go.Figure:
    """Return the chart of *layout*; *places* (``maps.Atlas.shown``) are the rows that its spots name."""
    chart = new_chart(look, round(layout.height))
    sheets = [_Sheet(number, layout, places, look) for number in range(len(layout.panels))]
    for sheet in sheets:
        sheet.draw()
    # One call for all: Plotly checks everything again with each that is added alone.
    chart.add_traces([trace for sheet in sheets for trace in sheet.traces])
    chart.update_layout(
        plot_bgcolor=look.palette.panel,
        annotations=[*(text for sheet in sheets for text in sheet.texts), *write_key(layout, look)],
        shapes=[sheet.draw_edge() for sheet in sheets],
        **{name: axis for sheet in sheets for name, axis in sheet.list_axes().items()},
    )
    return chart


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
    place = {"x": rect.left / layout.width, "y": 1 - rect.top / layout.height, "xref": "paper", "yref": "paper"}
    place |= {"xanchor": "left", "yanchor": "top", "align": "left", "showarrow": False}
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
    def axis(self) -> str:
        return str(self.number + 1) if self.number else ""

    @property
    def marks(self) -> list[Mark]:
        return [mark for mark in self.panel.marks if mark.spot.kind == "place"]

    @cached_property
    def ground(self) -> Ground:
        step = 0.7 / self.panel.px_per_km / _KM_PER_DEGREE
        home = frozenset(row["country"] for row in self.places)
        return cut_ground(self.panel.view, home, max(0.001, float(f"{step:.1g}")))

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
        self.draw_targets()

    def list_axes(self) -> dict[str, dict[str, Any]]:
        """Return the two axes: degrees, a degree of latitude as much longer as it is on the ground."""
        rect, view, axis = self.panel.rect, self.panel.view, self.axis
        left, right, low, top = _share(self.panel, self.layout)
        common = {"visible": False, "fixedrange": True}
        across = {"range": [view.west, view.east], "domain": [left, right], "anchor": f"y{axis}"}
        scale = {"scaleanchor": f"x{axis}", "scaleratio": view.stretch} if rect.width else {}
        down = {"range": [view.south, view.north], "domain": [low, top], "anchor": f"x{axis}"} | scale
        return {f"xaxis{axis}": common | across, f"yaxis{axis}": common | down}

    def draw_edge(self) -> dict[str, Any]:
        """Return the line around the panel; that of an enlargement is the stronger one."""
        x0, x1, y0, y1 = _share(self.panel, self.layout)
        line = {"color": self.look.palette.muted if self.number else self.look.palette.line, "width": 1.5}
        return {"type": "rect", "xref": "paper", "yref": "paper", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line}

    def draw_ground(self) -> None:
        """Fill sea and countries; where no outlines are known the ground stays the neutral one of the chart."""
        colours = self.look.palette
        if self.ground.sea:
            self.fill([_corners(self.ground.sea)], colours.sea)
        for piece in self.ground.pieces:
            rings = [ring for polygon in piece.polygons for ring in polygon]
            colour, width = (colours.home, 1.2) if piece.home else (colours.land, 0.8)
            self.fill(rings, colour, colours.border, width)

    def draw_frame(self, frame: Box) -> None:
        """Draw what the enlargement shows: a wedge that leads there, the discs at their true size, the frame."""
        colours, view = self.look.palette, self.panel.view
        if self.layout.panels[1].rect.left > 0:
            # Beyond the view: a page wider than planned shows more of the map.
            far = frame.east + (view.east - frame.east) * 2
            outer = [(far, 2 * view.north - frame.north), (far, 2 * view.south - frame.south)]
            wedge = ((frame.east, frame.north), *outer, (frame.east, frame.south), (frame.east, frame.north))
            self.fill([wedge], theme.fade(colours.muted, 0.08))
        told = {mark.spot.row for mark in self.marks}
        for row in (row for number, row in enumerate(self.places) if number not in told):
            colour = colour_of(row, self.look)
            self.fill([disc(row["lat"], row["lon"], row["radius_km"])], theme.fade(colour, 0.3), colour, 1)
        self.fill([_corners(frame)], "rgba(0,0,0,0)", colours.muted, 1.5)

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
            lon, lat = self.degrees(name.x, name.y)
            self.write(lon, lat, theme.plain(name.text), self.look.palette.muted)

    def draw_label(self, mark: Mark) -> None:
        """Write a label beside its disc, with a leader line where it stands apart from it."""
        spot, placed = mark.spot, mark.placed
        shown = [theme.plain(line) for line in spot.lines]
        text = "<br>".join([*(f"<b>{name}</b>" for name in shown[: spot.heads]), *shown[spot.heads :]])
        colours = self.look.palette
        ink = colours.muted if spot.kind == "landmark" else colours.ink
        ground = {"bgcolor": theme.fade(colours.home, 0.82), "borderpad": PAD - 3}
        edge = reach_edge(mark)
        if edge is None:
            self.write(spot.lon, spot.lat, text, ink, xshift=placed.dx, yshift=-placed.dy, **ground)
            return
        dx, dy = edge
        line = colour_of(self.places[spot.row], self.look) if spot.kind == "place" else colours.muted
        leader = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1.5, "arrowcolor": line}
        lon, lat = self.degrees(mark.x + dx, mark.y + dy)
        self.write(lon, lat, text, ink, ax=placed.dx - dx, ay=placed.dy - dy, **leader, **ground)

    def draw_scale(self) -> None:
        """Draw the scale bar in the strip at the foot that labels keep free."""
        rect, colours = self.panel.rect, self.look.palette
        bar = scale_bar(self.panel.view, rect.width, share=min(0.3, 160 / rect.width))
        points = [
            self.degrees(x, rect.height - y) for x, y in ((14, 21), (14, 16), (14 + bar.px, 16), (14 + bar.px, 21))
        ]
        self.add(points, mode="lines", line={"color": colours.ink, "width": 2})
        self.write(*points[2], bar.text, colours.ink, xanchor="left", xshift=8, yshift=3)

    def draw_targets(self) -> None:
        """Lay unseen points over the discs, as large as they are: what is pointed at and picked."""
        if not self.marks:
            return
        rows = [self.places[mark.spot.row] for mark in self.marks]
        sizes = [max(2 * mark.radius, _TARGET_PX) for mark in self.marks]
        self.add(
            [(mark.spot.lon, mark.spot.lat) for mark in self.marks],
            mode="markers",
            marker={"size": sizes, "color": [colour_of(row, self.look) for row in rows], "opacity": 0},
            selected={"marker": {"opacity": 0.3}},
            unselected={"marker": {"opacity": 0}},
            customdata=[[row["figures"][0], row["place"], " ".join(row["figures"])] for row in rows],
            hovertext=[write_hover(row) for row in rows],
            hoverinfo="text",
        )

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a pixel of the panel."""
        rect, view = self.panel.rect, self.panel.view
        lon = view.west + x / rect.width * (view.east - view.west)
        return lon, view.north - y / rect.height * (view.north - view.south)

    def add(self, points: Sequence[tuple[float, float]], **more: object) -> None:
        """Add a trace of (lon, lat) points."""
        x, y = np.asarray(points, dtype="float32").T
        axes = {"xaxis": f"x{self.axis}", "yaxis": f"y{self.axis}"}
        self.traces.append({"type": "scatter", "x": x, "y": y, "hoverinfo": "skip"} | axes | more)

    def add_points(self, marks: Sequence[Mark], size: float, fill: str, line: str, width: float) -> None:
        """Add round marks of *size* pixels."""
        marker = {"size": size, "color": fill, "opacity": 1, "line": {"color": line, "width": width}}
        self.add([(mark.spot.lon, mark.spot.lat) for mark in marks], mode="markers", marker=marker)

    def fill(self, rings: Iterable[Ring], colour: str, line: str | None = None, width: float = 0) -> None:
        """Fill rings, holes included: a hole runs the other way round than the ring it is cut from."""
        points = [point for ring in rings for point in (*ring, (math.nan, math.nan))]
        # Plotly would otherwise leave out points, and draw a circle with corners.
        style = {"color": line or colour, "width": width, "simplify": False}
        self.add(points[:-1], mode="lines", fill="toself", fillcolor=colour, line=style)

    def write(self, lon: float, lat: float, text: str, colour: str, **more: object) -> None:
        """Add text that stands at a point, or *xshift*, *yshift* pixels from it."""
        place = {"x": lon, "y": lat, "xref": f"x{self.axis}", "yref": f"y{self.axis}", "text": text, "align": "left"}
        font = {"size": self.look.label_size, "color": colour}
        self.texts.append(place | {"font": font, "xanchor": "center", "yanchor": "middle", "showarrow": False} | more)


def _share(panel: Panel, layout: Layout) -> tuple[float, float, float, float]:
    """Return left, right, lower and upper edge as shares of the chart, from its lower left corner."""
    rect = panel.rect
    low = 1 - (rect.top + rect.height) / layout.height
    return (
        rect.left / layout.width,
        (rect.left + rect.width) / layout.width,
        max(0.0, low),
        1 - rect.top / layout.height,
    )


def _corners(box: Box) -> Ring:
    west, south, east, north = box.west, box.south, box.east, box.north
    return (west, south), (east, south), (east, north), (west, north), (west, south)


def _grow(box: tuple[float, float, float, float], by: float) -> tuple[float, float, float, float]:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _list_boxes(mark: Mark) -> list[tuple[float, float, float, float]]:
    """Return what a mark takes up: its label, its disc, its leader."""
    leader = lead(mark, edge) if (edge := reach_edge(mark)) else []
    points = [(mark.x, mark.y, mark.radius), *((x, y, 4) for x, y in leader)]
    return [_grow(mark.box, 6), *(_grow((x, y, x, y), by) for x, y, by in points)]
