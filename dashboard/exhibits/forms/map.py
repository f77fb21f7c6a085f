"""Map: a picture of places as plain Plotly traces: numbers at discs, parts in wholes, close places enlarged once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Chart
from dashboard.exhibits.forms.base import CLEAR, SMALL
from dashboard.exhibits.forms.qualifiers import Pieces
from dashboard.exhibits.look import Look
from dashboard.maps.ground import Ground, cut_ground, fit_view
from dashboard.maps.outlines import Point
from dashboard.maps.places import Atlas, Mark, find_clusters, locate, spread_numbers
from dashboard.maps.space import Box, Site, draw_disc, scale_bar

ASPECT, ROWS = 1.3, 6  # width by height, and the least height
SMALLEST_DETAIL_KM = 14.0
# A disc smaller than this share of the height of a view is drawn as a ring of fixed size.
_SMALL_DISC = 0.05
# Shares of the chart that a second frame takes: one that enlarges, and one that shows where in its country a place is.
_INSET, _LOCATOR = (0.46, 0.52), (0.32, 0.34)
_CHIP = 1.5  # width of a number with its ground, in em
_WIDTH = 30  # of a chart in em, where its look does not say
_MARGIN = 0.015  # around a second frame
Rect = tuple[float, float, float, float]  # west, south, east, north, in shares
# On which side of a point text stands: so far to the right, and up.
RIGHT, LEFT, BELOW, OVER = (1, 0), (-1, 0), (0, -1), (0, 0)


@dataclass(frozen=True)
class _View:
    """One frame: the box and marks it shows, its axes, and the part of the chart it takes (west, south, east, north).

    ``framed`` is what of it the other frame shows, called ``called``. A ``close`` one has no names of countries.
    """

    box: Box
    marks: tuple[Mark, ...]
    number: str = ""
    part: Rect = (0.0, 0.0, 1.0, 1.0)
    framed: Box | None = None
    called: str = ""
    close: bool = False

    @property
    def axes(self) -> tuple[str, str]:
        """The names of its axes."""
        return f"x{self.number}", f"y{self.number}"


class _Room:
    """What of a view is taken, in shares of it: words are written only where nothing else stands."""

    def __init__(self, view: _View, look: Look) -> None:
        west, south, east, north = view.part
        wide = look.width or _WIDTH * look.size
        self.box, self.taken = view.box, list[Rect]()
        self.em = (look.size / (wide * (east - west)), look.size * ASPECT / (wide * (north - south)))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point lies, in shares from the lower left."""
        return (lon - self.box.west) / self.box.width, (lat - self.box.south) / self.box.height

    def line(self, site: Site, right: float, up: float, wide: float) -> Rect:
        """Return the place of a line of text *wide* em long, its middle moved *right* and *up* by so many em."""
        (x, y), (across, down) = self.at(site.lon, site.lat), self.em
        x, y = x + right * across, y + up * down
        return x - wide / 2 * across, y - 0.6 * down, x + wide / 2 * across, y + 0.6 * down

    def find(self, rects: Iterable[Rect]) -> int | None:
        """Take the first of *rects* that lies inside and over nothing that is taken; return which, None for none."""
        for place, (x0, y0, x1, y1) in enumerate(rects):
            inside = x0 >= 0 and y0 >= 0 and x1 <= 1 and y1 <= 1
            if inside and not any(x0 < e and w < x1 and y0 < n and s < y1 for w, s, e, n in self.taken):
                self.taken.append((x0, y0, x1, y1))
                return place
        return None

    def write(self, pieces: Pieces, text: str, site: Site, gap: float, *sides: tuple[int, int], **style: Any) -> bool:
        """Write text *gap* em beside a point, on the first of *sides* that is free; say whether there was one."""
        wide, em = 0.58 * len(text), pieces.look.size
        found = self.find(self.line(site, x * (gap + wide / 2), y * (gap + 0.6), wide) for x, y in sides)
        if found is not None:
            x, y = sides[found]
            anchor = {"xanchor": ("center", "left", "right")[x], "yanchor": "top" if y else "middle", "bgcolor": CLEAR}
            pieces.write(text, site.lon, site.lat, (x * gap * em, y * gap * em), **{**anchor, **style})
        return found is not None


def draw_map(atlas: Atlas) -> Chart:
    """Return the map of an atlas with at least one mark. Without outlines it is drawn without a ground."""
    views = _plan(atlas)
    return Chart(lambda look: _draw(atlas, views, look), ROWS, aspect=ASPECT)


def _plan(atlas: Atlas) -> tuple[_View, ...]:
    """Plan one frame, or two where places lie too close together to be told apart in one."""
    overview = fit_view([mark.site for mark in atlas.marks], ASPECT)
    near, landmarks = overview.grow(0.35), filter(None, map(locate, atlas.landmarks))
    if any(near.has(site) and not overview.has(site) for site in landmarks):
        overview = overview.grow(0.25)
    cluster = next(iter(find_clusters(atlas.marks, overview)), ())
    rest = tuple(mark for mark in atlas.marks if mark not in cluster)
    if not cluster:
        return (_View(overview, rest),)
    sites, (wide, tall) = [mark.site for mark in cluster], _INSET if rest else _LOCATOR
    if rest:
        detail = fit_view(sites, ASPECT * wide / tall, SMALLEST_DETAIL_KM)
        first, last = cluster[0].number, cluster[-1].number
        numbers = f"{first}–{last}" if last - first == len(cluster) - 1 else "…"
        main = _View(overview, rest, framed=detail, called=f"{cluster[0].place.name} {numbers}")
        other = _View(detail, cluster, "2", close=True)
    else:
        main = _View(fit_view(sites, ASPECT, SMALLEST_DETAIL_KM).grow(0.15), cluster, close=True)
        other = _View(fit_view(sites, ASPECT * wide / tall), (), "2", framed=main.box)
    return main, replace(other, part=_choose_corner(main.box, [mark.site for mark in atlas.marks], wide, tall))


def _choose_corner(view: Box, sites: Sequence[Site], wide: float, tall: float) -> Rect:
    """Choose the corner for the second frame that hides the fewest marks, the upper right before the others."""
    starts = [(x, y) for y in (_MARGIN, 1 - _MARGIN - tall) for x in (_MARGIN, 1 - _MARGIN - wide)][::-1]
    points = [point for site in sites for point in ((site.lon, site.lat), *draw_disc(site, 12))]
    shares = [((lon - view.west) / view.width, (lat - view.south) / view.height) for lon, lat in points]

    def hidden(start: tuple[float, float]) -> int:
        return sum(-0.05 < x - start[0] < wide + 0.05 and -0.05 < y - start[1] < tall + 0.05 for x, y in shares)

    x, y = min(starts, key=hidden)
    return x, y, x + wide, y + tall


def _draw(atlas: Atlas, views: Sequence[_View], look: Look) -> go.Figure:
    pieces, edges = Pieces(look), dict[str, Any]()
    for view in views:
        pieces.axes = x, y = view.axes
        (west, south, east, north), box = view.part, view.box
        frame = {"type": "rect", "xref": "paper", "yref": "paper", "x0": west, "x1": east, "y0": south, "y1": north}
        pieces.shapes.append(frame | {"line": pieces.line(9, None if view.close and view.number else look.rule)})
        room = _Room(view, look)
        room.taken += [other.part for other in views if other.number and not view.number]
        _draw_view(pieces, atlas, view, room)
        hidden: dict[str, Any] = {"visible": False, "fixedrange": True, "constrain": "domain"}
        across = {"range": [box.west, box.east], "domain": [west, east], "anchor": y}
        upwards = {"range": [box.south, box.north], "domain": [south, north], "anchor": x}
        edges[f"xaxis{view.number}"] = hidden | across
        edges[f"yaxis{view.number}"] = hidden | upwards | {"scaleanchor": x, "scaleratio": round(box.stretch, 4)}
    chart = pieces.lay_out(air=0)
    chart.update_layout(**edges, plot_bgcolor=look.sea)
    return chart


def _draw_view(pieces: Pieces, atlas: Atlas, view: _View, room: _Room) -> None:
    look = pieces.look
    offsets = {} if view.number else spread_numbers(view.marks, view.box)
    marks = [(mark, offsets.get(mark.number, (0.0, 0.0)), _find_place(mark, atlas, view)) for mark in view.marks]
    for _, (x, y), site in marks:
        room.taken.append(room.line(site, x * _CHIP, y * _CHIP, 1.7))
    landmarks = [(place, at) for place in atlas.landmarks if (at := locate(place)) and not view.close]
    ground = cut_ground(view.box, atlas.countries)
    pieces.traces += [_fill(view, [view.box.ring], look.sea), *(_draw_ground(ground, view, pieces) if ground else ())]
    for mark in sorted(view.marks, key=lambda one: -one.site.radius_km):
        if not _is_small(mark, view):
            fill = f"rgba({','.join(str(int(look.ink[at : at + 2], 16)) for at in (1, 3, 5))},0.1)"
            pieces.traces.append(_fill(view, [draw_disc(mark.site, 48)], fill, pieces.line(12, look.muted)))
    _draw_framed(pieces, view, room)
    _draw_scale(pieces, view, room)
    for mark, (x, y), site in marks:
        em = look.size
        style: dict[str, Any] = {
            "tag": "b",
            "xanchor": "center",
            "bgcolor": look.ink,
            "borderpad": max(2, round(em / 7)),
        }
        pieces.write(str(mark.number), *site[1::-1], (x * _CHIP * em, y * _CHIP * em), look.paper, SMALL, **style)
        if (x, y) == (0, 0) and not view.number and _is_small(mark, view):
            room.write(pieces, mark.place.name, site, 0.95, RIGHT, LEFT)
    for place, point in landmarks:
        if room.write(pieces, place.name, point, 0.5, RIGHT, LEFT, ink=look.muted, size=SMALL):
            marker = {"size": look.size * 0.5, "color": look.paper, "line": {"color": look.muted, "width": 1.5}}
            pieces.traces.append(_trace(view, [point.lon], [point.lat], mode="markers", marker=marker))
    for name, sites in ground.named if ground and not view.close else ():
        any(room.write(pieces, name, site, 0, OVER, ink=look.muted, size=SMALL) for site in sites)


def _trace(view: _View, xs: Sequence[float | None], ys: Sequence[float | None], **style: Any) -> dict[str, Any]:
    axes = {"xaxis": view.axes[0], "yaxis": view.axes[1]}
    return {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": xs, "y": ys, **axes, **style}


def _fill(
    view: _View, rings: Iterable[Sequence[Point]], fill: str, line: dict[str, Any] | None = None
) -> dict[str, Any]:
    points = [point for ring in rings for point in (*ring, (None, None))][:-1]
    xs, ys = ([point[axis] for point in points] for axis in (0, 1))
    return _trace(view, xs, ys, fill="toself", fillcolor=fill, line=line or {"color": fill, "width": 0})


def _draw_ground(ground: Ground, view: _View, pieces: Pieces) -> Iterator[dict[str, Any]]:
    look = pieces.look
    for polygons, fill in ((ground.land, look.land), (ground.home, look.paper)):
        rings = [ring for polygon in polygons for ring in polygon]
        if rings:
            yield _fill(view, rings, fill, pieces.line(14, look.rule))
    for line in ground.disputed:
        xs, ys = zip(*line, strict=True)
        yield _trace(view, xs, ys, line=pieces.line(6, look.land))
        yield _trace(view, xs, ys, line=pieces.line(12, look.muted) | {"dash": "dash"})


def _is_small(mark: Mark, view: _View) -> bool:
    return mark.site.radius_km * 2 < _SMALL_DISC * view.box.height_km


def _find_place(mark: Mark, atlas: Atlas, view: _View) -> Site:
    """Find where a number stands: in the middle, or on the edge of a disc that has other discs in it."""
    if _is_small(mark, view) or all(one.inside != mark.place.id for one in atlas.marks):
        return mark.site
    # Wholes in turn at the upper left and the upper right of their edges, so that nested ones stay apart.
    lon, lat = draw_disc(mark.site, 48)[42 if mark.inside else 6]
    return Site(lat, lon, 0.0)


def _draw_framed(pieces: Pieces, view: _View, room: _Room) -> None:
    """Mark the part that the other frame shows, with its name and the numbers that are in it."""
    if view.framed is None:
        return
    west, south, east, north = view.framed
    box = {"type": "rect", **pieces.refs, "x0": west, "x1": east, "y0": south, "y1": north}
    pieces.shapes.append(box | {"line": pieces.line(9)})
    room.taken.append((*room.at(west, south), *room.at(east, north)))
    lat, lon = (south + north) / 2, (west + east) / 2
    edges = ((Site(lat, east, 0), RIGHT), (Site(south, lon, 0), BELOW), (Site(lat, west, 0), LEFT))
    if view.called:
        any(room.write(pieces, view.called, edge, 0.4, side, tag="b") for edge, side in edges)


def _draw_scale(pieces: Pieces, view: _View, room: _Room) -> None:
    """Draw the scale in a corner, a lower one first, where nothing else lies; a small frame of a country needs none."""
    if view.number and view.framed:
        return
    bar = scale_bar(view.box, 0.3 if view.number else 0.22)
    wide = max(bar.degrees / view.box.width, 0.5 * len(bar.text) * room.em[0])
    corners = [(x, y, x + wide, y + 1.4 * room.em[1]) for y in (0.03, 0.87) for x in (0.03, 0.97 - wide)]
    west, south, _, _ = corners[room.find(corners) or 0]
    x, y = view.box.west + west * view.box.width, view.box.south + south * view.box.height
    line = {"type": "line", **pieces.refs, "x0": x, "x1": x + bar.degrees, "y0": y, "y1": y}
    pieces.shapes.append(line | {"line": pieces.line(8)})
    pieces.write(bar.text, x, y, size=0.8, yanchor="bottom", bgcolor=CLEAR)
