"""Map: a picture of places as plain Plotly traces: numbers at discs, parts in wholes, close places enlarged once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Chart, Look
from dashboard.exhibits.forms.qualifiers import CLEAR, SMALL, Pieces
from dashboard.maps.ground import Box, Point, Site, cut_ground, draw_disc, fit_view, scale_bar
from dashboard.maps.places import Atlas, Mark, find_clusters, spread_numbers

ASPECT, ROWS = 1.3, 6  # width by height, and the least height
SMALLEST_DETAIL_KM, _SMALL_DISC = 14.0, 0.05  # no disc is drawn of less than this share of the height of a view
_INSET, _MARGIN = (0.44, 0.46), 0.015  # the frame that enlarges, in shares of the chart, and what lies around it
_CHIP, _LETTER, _LINE = 1.5, 0.58, 1.2  # width of a number with its ground, of a letter, and height of a line, in em
_WIDTH = 30  # of a chart in em, where its look does not say
RIGHT, LEFT, OVER = 1, -1, 0  # on which side of a point text stands


@dataclass(frozen=True)
class _View:
    """One frame: the box and marks it shows, the number of its axes, and its part of the chart, in shares."""

    box: Box
    marks: Sequence[Mark]
    number: str = ""
    part: Box = Box(0.0, 0.0, 1.0, 1.0)  # noqa: RUF009

    def is_small(self, mark: Mark) -> bool:
        """Whether a disc is too small to be seen."""
        return mark.site.radius_km * 2 < _SMALL_DISC * self.box.height_km


class _Room:
    """What of a view is taken: words are written only where nothing else stands."""

    def __init__(self, pieces: Pieces, view: _View) -> None:
        self.pieces, self.view, self.taken = pieces, view, list[Box]()
        look, box = pieces.look, view.box
        wide = look.width / look.size if look.width else _WIDTH
        # How many degrees an em is.
        self.across, self.upwards = box.width / view.part.width / wide, box.height / view.part.height / wide * ASPECT

    def around(self, lon: float, lat: float, west: float, south: float, east: float, north: float) -> Box:
        """Return the box that reaches so many em from a point."""
        across, upwards = self.across, self.upwards
        return Box(lon + west * across, lat + south * upwards, lon + east * across, lat + north * upwards)

    def write(self, text: str, site: Site, gap: float, *sides: int, **style: Any) -> bool:
        """Write text *gap* em beside a point, on the first of *sides* that is free; say whether there was one."""
        wide = _LETTER * len(text)
        for side in sides:
            west = side * (gap + wide / 2) - wide / 2
            box = self.around(site.lon, site.lat, west, -_LINE / 2, west + wide, _LINE / 2)
            if self.view.box.holds(box) and not any(map(box.touches, self.taken)):
                self.taken.append(box)
                by, anchor = (side * gap * self.pieces.look.size, 0), ("center", "left", "right")[side]
                self.pieces.write(text, site.lon, site.lat, by, bgcolor=CLEAR, xanchor=anchor, **style)
                return True
        return False


def draw_map(atlas: Atlas) -> Chart:
    """Return the map of an atlas with at least one mark. Without outlines it is drawn without a ground."""
    views = _plan(atlas)
    return Chart(lambda look: _draw(atlas, views, look), ROWS, aspect=ASPECT, counts="places")


def _cover(box: Box, part: Box) -> Box:
    """Return what a part in shares of a view covers of it, in degrees."""
    west, south = box.west + part.west * box.width, box.south + part.south * box.height
    return Box(west, south, west + part.width * box.width, south + part.height * box.height)


def _plan(atlas: Atlas) -> list[_View]:
    """Plan one frame, and another where places lie too close together to be told apart in it."""
    sites = [mark.site for mark in atlas.marks]
    overview = fit_view(sites, ASPECT)
    cluster = next(iter(find_clusters(atlas.marks, overview)), ())
    main = _View(overview, [mark for mark in atlas.marks if mark not in cluster])
    if not cluster:
        return [main]
    (wide, tall), points = _INSET, [point for site in sites for point in ((site.lon, site.lat), *draw_disc(site, 12))]
    # In the corner that hides the fewest marks, but not over the scale at the lower left.
    east, north = 1 - _MARGIN - wide, 1 - _MARGIN - tall
    corners = [Box(x, y, x + wide, y + tall) for x, y in ((east, north), (_MARGIN, north), (east, _MARGIN))]
    part = min(corners, key=lambda corner: sum(_cover(overview, corner).grow(0.1).has(*point) for point in points))
    detail = fit_view([mark.site for mark in cluster], ASPECT * wide / tall, SMALLEST_DETAIL_KM)
    return [main, _View(detail, cluster, "2", part)]


def _draw(atlas: Atlas, views: Sequence[_View], look: Look) -> go.Figure:
    pieces, axes = Pieces(look), dict[str, Any]()
    for view in views:
        pieces.axes = x, y = f"x{view.number}", f"y{view.number}"
        (west, south, east, north), box = view.part, view.box
        frame = {"type": "rect", "xref": "paper", "yref": "paper", "x0": west, "x1": east, "y0": south, "y1": north}
        pieces.shapes.append(frame | {"line": pieces.line(9, None if view.number else look.rule)})
        _draw_view(pieces, atlas, view, views[1:])
        hidden: dict[str, Any] = {"visible": False, "fixedrange": True, "constrain": "domain"}
        across = {"range": [box.west, box.east], "domain": [west, east], "anchor": y}
        upwards = {"range": [box.south, box.north], "domain": [south, north], "anchor": x}
        axes[f"xaxis{view.number}"] = hidden | across
        axes[f"yaxis{view.number}"] = hidden | upwards | {"scaleanchor": x, "scaleratio": round(box.stretch, 4)}
    chart = pieces.lay_out(air=0)
    chart.update_layout(**axes, plot_bgcolor=look.sea)
    return chart


def _draw_view(pieces: Pieces, atlas: Atlas, view: _View, insets: Sequence[_View]) -> None:
    look, em, room = pieces.look, pieces.look.size, _Room(pieces, view)
    if ground := cut_ground(view.box, atlas.countries):
        for polygons, fill in ((ground.land, look.land), (ground.home, look.paper)):
            _trace(pieces, [ring for rings in polygons for ring in rings], pieces.line(14, look.rule), fill)
        _trace(pieces, ground.disputed, pieces.line(6, look.land))
        _trace(pieces, ground.disputed, pieces.line(12, look.muted) | {"dash": "dash"})
    fill = f"rgba({','.join(map(str, bytes.fromhex(look.ink[1:])))},0.1)"
    for mark in sorted(view.marks, key=lambda one: -one.site.radius_km):
        if not view.is_small(mark):
            _trace(pieces, [draw_disc(mark.site, 48)], pieces.line(12, look.muted), fill)
    _draw_scale(room)
    offsets = {} if view.number else spread_numbers(view.marks, view.box)
    chip: dict[str, Any] = {"xanchor": "center", "bgcolor": look.ink, "borderpad": max(2, round(em / 7))}
    for mark in view.marks:
        right, up = (side * _CHIP for side in offsets.get(mark.number, (0.0, 0.0)))
        lat, lon, _ = mark.site
        # In the middle of a disc, or on the edge of one that has others in it: of wholes in turn at the upper left
        # and the upper right, so that nested ones stay apart.
        if not view.is_small(mark) and any(one.inside == mark.place.id for one in atlas.marks):
            lon, lat = draw_disc(mark.site, 48)[42 if mark.inside else 6]
        room.taken.append(room.around(lon, lat, right - 0.85, up - _LINE / 2, right + 0.85, up + _LINE / 2))
        pieces.write(str(mark.number), lon, lat, (right * em, up * em), look.paper, SMALL, "b", **chip)
    if view.number:
        return
    for inset in insets:
        _draw_framed(room, inset)
    for mark in view.marks:
        if offsets[mark.number] == (0, 0) and view.is_small(mark):
            room.write(mark.place.name, mark.site, 0.95, RIGHT, LEFT)
    grey: dict[str, Any] = {"ink": look.muted, "size": SMALL}
    for name, site in atlas.landmarks:
        room.write(f"○ {name}", site, -0.4, RIGHT, **grey)  # the ring stands on the place
    for name, sites in ground.named if ground else ():
        any(room.write(name, site, 0, OVER, **grey) for site in sites)


def _trace(pieces: Pieces, lines: Iterable[Sequence[Point]], line: dict[str, Any], fill: str | None = None) -> None:
    """Draw lines, or where they are filled rings."""
    points = [point for one in lines for point in (*one, (None, None))][:-1]
    if points:
        xs, ys = map(list, zip(*points, strict=True))
        axes = {"xaxis": pieces.axes[0], "yaxis": pieces.axes[1]}
        filled = {"fill": "toself", "fillcolor": fill} if fill else {}
        made = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": xs, "y": ys, "line": line}
        pieces.traces.append({**made, **axes, **filled})


def _draw_framed(room: _Room, inset: _View) -> None:
    """Mark the part that the other frame enlarges, with its name and its numbers; nothing is written in that frame."""
    (west, south, east, north), (lat, _) = inset.box, inset.box.centre
    frame = {"type": "rect", **room.pieces.refs, "x0": west, "x1": east, "y0": south, "y1": north}
    room.pieces.shapes.append(frame | {"line": room.pieces.line(9)})
    room.taken += [_cover(room.view.box, inset.part), inset.box]
    first, last = inset.marks[0], inset.marks[-1].number
    numbers = f"{first.number}–{last}" if last - first.number == len(inset.marks) - 1 else "…"
    edges = ((Site(lat, east), RIGHT), (Site(lat, west), LEFT))
    any(room.write(f"{first.place.name} {numbers}", edge, 0.4, side, tag="b") for edge, side in edges)


def _draw_scale(room: _Room) -> None:
    """Draw the scale at the lower left."""
    pieces, box = room.pieces, room.view.box
    degrees, text = scale_bar(box, 0.3 if room.view.number else 0.22)
    x, y = box.west + 0.03 * box.width, box.south + 0.03 * box.height
    east = max(x + degrees, x + 0.5 * len(text) * room.across)
    room.taken.append(Box(box.west, box.south, east, y + 1.4 * room.upwards))
    line = {"type": "line", **pieces.refs, "x0": x, "x1": x + degrees, "y0": y, "y1": y}
    pieces.shapes.append(line | {"line": pieces.line(8)})
    pieces.write(text, x, y, size=0.8, yanchor="bottom", bgcolor=CLEAR)
