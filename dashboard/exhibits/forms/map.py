"""Map: a picture of places as plain Plotly traces: numbers at discs, parts in wholes, close places enlarged once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Chart, Look
from dashboard.exhibits.forms.qualifiers import CLEAR, SMALL, Pieces
from dashboard.maps.ground import Ground, Point, cut_ground, fit_view
from dashboard.maps.places import Atlas, Mark, find_clusters, locate, spread_numbers
from dashboard.maps.space import Box, Site, draw_disc, scale_bar

ASPECT, ROWS = 1.3, 6  # width by height, and the least height
SMALLEST_DETAIL_KM = 14.0
# A disc smaller than this share of the height of a view is drawn as a ring of fixed size.
_SMALL_DISC = 0.05
_INSET, _MARGIN = (0.44, 0.46), 0.015  # the frame that enlarges, in shares of the chart, and what lies around it
_CHIP, _LETTER, _LINE = 1.5, 0.58, 1.2  # width of a number with its ground, of a letter, and height of a line, in em
_WIDTH = 30  # of a chart in em, where its look does not say
# On which side of a point text stands: so far to the right, and up.
RIGHT, LEFT, BELOW, OVER = (1, 0), (-1, 0), (0, -1), (0, 0)


@dataclass(frozen=True)
class _View:
    """One frame: the box and marks it shows, the number of its axes, and its part of the chart (from west to north)."""

    box: Box
    marks: Sequence[Mark]
    number: str = ""
    part: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)

    def is_small(self, mark: Mark) -> bool:
        """Whether a disc is too small to be seen."""
        return mark.site.radius_km * 2 < _SMALL_DISC * self.box.height_km


class _Room:
    """What of a view is taken, in em from its lower left: words are written only where nothing else stands."""

    def __init__(self, view: _View, look: Look) -> None:
        west, south, east, north = view.part
        wide = look.width / look.size if look.width else _WIDTH
        self.box, self.wide, self.tall = view.box, wide * (east - west), wide / ASPECT * (north - south)
        self.taken: list[tuple[float, float, float, float]] = []

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point lies."""
        west, south, _, _ = self.box
        return (lon - west) / self.box.width * self.wide, (lat - south) / self.box.height * self.tall

    def take(self, west: float, south: float, east: float, north: float) -> bool:
        """Take what lies inside and over nothing that is taken; say whether it was free."""
        free = not any(west < e and w < east and south < n and s < north for w, s, e, n in self.taken)
        if free and west >= 0 and south >= 0 and east <= self.wide and north <= self.tall:
            self.taken.append((west, south, east, north))
            return True
        return False

    def write(self, pieces: Pieces, text: str, site: Site, gap: float, *sides: tuple[int, int], **style: Any) -> bool:
        """Write text *gap* em beside a point, on the first of *sides* that is free; say whether there was one."""
        (x, y), wide, em = self.at(site.lon, site.lat), _LETTER * len(text), pieces.look.size
        for right, up in sides:
            west, middle = x + right * (gap + wide / 2) - wide / 2, y + up * (gap + _LINE / 2)
            if self.take(west, middle - _LINE / 2, west + wide, middle + _LINE / 2):
                anchors: dict[str, Any] = {
                    "xanchor": ("center", "left", "right")[right],
                    "yanchor": "top" if up else "middle",
                }
                by = (right * gap * em, up * gap * em)
                pieces.write(text, site.lon, site.lat, by, bgcolor=CLEAR, **anchors, **style)
                return True
        return False


def draw_map(atlas: Atlas) -> Chart:
    """Return the map of an atlas with at least one mark. Without outlines it is drawn without a ground."""
    views = _plan(atlas)
    return Chart(lambda look: _draw(atlas, views, look), ROWS, aspect=ASPECT)


def _plan(atlas: Atlas) -> list[_View]:
    """Plan one frame, and another where places lie too close together to be told apart in it."""
    sites = [mark.site for mark in atlas.marks]
    overview = fit_view(sites, ASPECT)
    near, landmarks = overview.grow(0.35), filter(None, map(locate, atlas.landmarks))
    if any(near.has(site) and not overview.has(site) for site in landmarks):
        overview = overview.grow(0.25)
    cluster = next(iter(find_clusters(atlas.marks, overview)), ())
    main = _View(overview, [mark for mark in atlas.marks if mark not in cluster])
    if not cluster:
        return [main]
    wide, tall = _INSET
    # In the corner that hides the fewest marks, but not over the scale at the lower left.
    corners = [(1 - _MARGIN - wide, 1 - _MARGIN - tall), (_MARGIN, 1 - _MARGIN - tall), (1 - _MARGIN - wide, _MARGIN)]
    points = [point for site in sites for point in ((site.lon, site.lat), *draw_disc(site, 12))]
    shares = [((lon - overview.west) / overview.width, (lat - overview.south) / overview.height) for lon, lat in points]

    def hidden(corner: tuple[float, float]) -> int:
        return sum(-0.05 < x - corner[0] < wide + 0.05 and -0.05 < y - corner[1] < tall + 0.05 for x, y in shares)

    west, south = min(corners, key=hidden)
    detail = fit_view([mark.site for mark in cluster], ASPECT * wide / tall, SMALLEST_DETAIL_KM)
    return [main, _View(detail, cluster, "2", (west, south, west + wide, south + tall))]


def _draw(atlas: Atlas, views: Sequence[_View], look: Look) -> go.Figure:
    pieces, axes = Pieces(look), dict[str, Any]()
    for view in views:
        pieces.axes = x, y = f"x{view.number}", f"y{view.number}"
        (west, south, east, north), box = view.part, view.box
        frame = {"type": "rect", "xref": "paper", "yref": "paper", "x0": west, "x1": east, "y0": south, "y1": north}
        pieces.shapes.append(frame | {"line": pieces.line(9, None if view.number else look.rule)})
        _draw_view(pieces, atlas, view, next((other for other in views if not view.number and other.number), None))
        hidden: dict[str, Any] = {"visible": False, "fixedrange": True, "constrain": "domain"}
        across = {"range": [box.west, box.east], "domain": [west, east], "anchor": y}
        upwards = {"range": [box.south, box.north], "domain": [south, north], "anchor": x}
        axes[f"xaxis{view.number}"] = hidden | across
        axes[f"yaxis{view.number}"] = hidden | upwards | {"scaleanchor": x, "scaleratio": round(box.stretch, 4)}
    chart = pieces.lay_out(air=0)
    chart.update_layout(**axes, plot_bgcolor=look.sea)
    return chart


def _draw_view(pieces: Pieces, atlas: Atlas, view: _View, inset: _View | None) -> None:
    look, em, room = pieces.look, pieces.look.size, _Room(view, pieces.look)
    ground = cut_ground(view.box, atlas.countries)
    _draw_ground(pieces, view, ground)
    fill = f"rgba({','.join(str(int(look.ink[at : at + 2], 16)) for at in (1, 3, 5))},0.1)"
    for mark in sorted(view.marks, key=lambda one: -one.site.radius_km):
        if not view.is_small(mark):
            _trace(pieces, [draw_disc(mark.site, 48)], pieces.line(12, look.muted), fill)
    _draw_scale(pieces, view, room)
    offsets, chips = {} if view.number else spread_numbers(view.marks, view.box), []
    for mark in view.marks:
        right, up = (side * _CHIP for side in offsets.get(mark.number, (0.0, 0.0)))
        lat, lon, _ = mark.site
        # In the middle of a disc, or on the edge of one that has others in it: of wholes in turn at the upper left
        # and the upper right, so that nested ones stay apart.
        if not view.is_small(mark) and any(one.inside == mark.place.id for one in atlas.marks):
            lon, lat = draw_disc(mark.site, 48)[42 if mark.inside else 6]
        x, y = room.at(lon, lat)
        room.taken.append((x + right - 0.85, y + up - _LINE / 2, x + right + 0.85, y + up + _LINE / 2))
        chips.append((mark, lon, lat, (right * em, up * em)))
    if inset:
        _draw_framed(pieces, inset, room)
    ground_of: dict[str, Any] = {"xanchor": "center", "bgcolor": look.ink, "borderpad": max(2, round(em / 7))}
    for mark, lon, lat, by in chips:
        pieces.write(str(mark.number), lon, lat, by, look.paper, SMALL, "b", **ground_of)
        if by == (0, 0) and not view.number and view.is_small(mark):
            room.write(pieces, mark.place.name, mark.site, 0.95, RIGHT, LEFT)
    if view.number:
        return
    grey: dict[str, Any] = {"ink": look.muted, "size": SMALL}
    for place, point in [(one, locate(one)) for one in atlas.landmarks]:
        if point and room.write(pieces, place.name, point, 0.5, RIGHT, LEFT, **grey):
            marker = {"size": em * 0.5, "color": look.paper, "line": {"color": look.muted, "width": 1.5}}
            _trace(pieces, [[(point.lon, point.lat)]], {}, mode="markers", marker=marker)
    for name, sites in ground.named if ground else ():
        any(room.write(pieces, name, site, 0, OVER, **grey) for site in sites)


def _draw_ground(pieces: Pieces, view: _View, ground: Ground | None) -> None:
    look = pieces.look
    _trace(pieces, [view.box.ring], {"width": 0}, look.sea)
    if ground:
        for polygons, fill in ((ground.land, look.land), (ground.home, look.paper)):
            _trace(pieces, [ring for rings in polygons for ring in rings], pieces.line(14, look.rule), fill)
        _trace(pieces, ground.disputed, pieces.line(6, look.land))
        _trace(pieces, ground.disputed, pieces.line(12, look.muted) | {"dash": "dash"})


def _trace(
    pieces: Pieces, lines: Iterable[Sequence[Point]], line: dict[str, Any], fill: str | None = None, **style: Any
) -> None:
    """Draw lines, or where they are filled rings."""
    points = [point for one in lines for point in (*one, (None, None))][:-1]
    if points:
        xs, ys = map(list, zip(*points, strict=True))
        axes = {"xaxis": pieces.axes[0], "yaxis": pieces.axes[1]}
        filled = {"fill": "toself", "fillcolor": fill} if fill else {}
        made = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": xs, "y": ys, "line": line}
        pieces.traces.append({**made, **axes, **filled, **style})


def _draw_framed(pieces: Pieces, inset: _View, room: _Room) -> None:
    """Mark the part that the other frame enlarges, with its name and its numbers; nothing is written in that frame."""
    left, low, right, top = inset.part
    room.taken.append((left * room.wide, low * room.tall, right * room.wide, top * room.tall))
    west, south, east, north = inset.box
    box = {"type": "rect", **pieces.refs, "x0": west, "x1": east, "y0": south, "y1": north}
    pieces.shapes.append(box | {"line": pieces.line(9)})
    room.taken.append((*room.at(west, south), *room.at(east, north)))
    (lat, lon), first, last = inset.box.centre, inset.marks[0], inset.marks[-1].number
    numbers = f"{first.number}–{last}" if last - first.number == len(inset.marks) - 1 else "…"
    edges = ((Site(lat, east, 0), RIGHT), (Site(south, lon, 0), BELOW), (Site(lat, west, 0), LEFT))
    any(room.write(pieces, f"{first.place.name} {numbers}", edge, 0.4, side, tag="b") for edge, side in edges)


def _draw_scale(pieces: Pieces, view: _View, room: _Room) -> None:
    """Draw the scale at the lower left."""
    bar = scale_bar(view.box, 0.3 if view.number else 0.22)
    x, y = view.box.west + 0.03 * view.box.width, view.box.south + 0.03 * view.box.height
    east = max(room.at(x + bar.degrees, y)[0], room.at(x, y)[0] + 0.5 * len(bar.text))
    room.taken.append((0.0, 0.0, east, room.at(x, y)[1] + 1.4))
    line = {"type": "line", **pieces.refs, "x0": x, "x1": x + bar.degrees, "y0": y, "y1": y}
    pieces.shapes.append(line | {"line": pieces.line(8)})
    pieces.write(bar.text, x, y, size=0.8, yanchor="bottom", bgcolor=CLEAR)
