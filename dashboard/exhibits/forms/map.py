"""Map: a picture of places as plain Plotly traces: numbers at discs, parts in wholes, close places enlarged once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.exhibits.exhibit import Chart
from dashboard.exhibits.forms.base import CLEAR, lay_out, plain, write_at
from dashboard.exhibits.forms.qualifiers import Pieces
from dashboard.exhibits.look import Look
from dashboard.maps.ground import Ground, cut_ground, fit_view
from dashboard.maps.outlines import Line, Point
from dashboard.maps.places import Atlas, Mark, find_clusters, locate, spread_numbers
from dashboard.maps.space import Box, Site, draw_disc, scale_bar

ASPECT = 1.3
SMALLEST_DETAIL_KM = 14.0
# A disc smaller than this share of the height of a view is drawn as a ring of fixed size.
_SMALL_DISC = 0.05
# Shares of the chart that a second frame takes: one that enlarges, and one that shows where in its country a place is.
_INSET, _LOCATOR = (0.46, 0.52), (0.32, 0.34)
_CHIP = 1.5  # width of a number with its ground, in em


Corner = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class _View:
    """One frame: what of the atlas it shows, the axes it is drawn on, and the part of the chart it takes."""

    box: Box
    marks: tuple[Mark, ...]
    axes: tuple[str, str]
    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)
    framed: Box | None = None
    collapsed: tuple[Mark, ...] = ()
    small: bool = False
    hidden: tuple[Site, ...] = ()
    close: bool = False


def draw_map(atlas: Atlas) -> Chart:
    """Return the map of an atlas with at least one mark. Without outlines it is drawn without a ground."""
    views = _plan(atlas)
    return Chart(lambda look: _draw(atlas, views, look), aspect=ASPECT)


def _plan(atlas: Atlas) -> tuple[_View, ...]:
    """Plan one frame, or two where places lie too close together to be told apart in one."""
    marks = atlas.marks
    landmarks = [site for site in map(locate, atlas.landmarks) if site]
    overview = _widen(fit_view([mark.site for mark in marks], ASPECT), landmarks)
    clusters = find_clusters(marks, overview)
    if not clusters:
        return (_View(overview, marks, ("x", "y")),)
    cluster = clusters[0]
    sites = [mark.site for mark in cluster]
    if len(cluster) == len(marks):
        return _plan_locator(cluster)
    aspect = ASPECT * _INSET[0] / _INSET[1]
    detail = fit_view(sites, aspect, SMALLEST_DETAIL_KM)
    corner = _choose_corner(overview, [mark.site for mark in marks], _INSET)
    hidden = _spread_sites(overview, corner)
    return (
        _View(overview, marks, ("x", "y"), framed=detail, collapsed=cluster, hidden=hidden),
        _View(detail, cluster, ("x2", "y2"), *corner, small=True, close=True),
    )


def _plan_locator(cluster: tuple[Mark, ...]) -> tuple[_View, ...]:
    """Plan close places in one frame, and a small one that shows where in their country they lie."""
    sites = [mark.site for mark in cluster]
    detail = fit_view(sites, ASPECT, SMALLEST_DETAIL_KM).grow(0.15)
    wide = fit_view(sites, ASPECT * _LOCATOR[0] / _LOCATOR[1])
    corner = _choose_corner(detail, sites, _LOCATOR)
    return (
        _View(detail, cluster, ("x", "y"), hidden=_spread_sites(detail, corner), close=True),
        _View(wide, cluster, ("x2", "y2"), *corner, framed=detail, collapsed=cluster, small=True),
    )


def _widen(view: Box, landmarks: Iterable[Site]) -> Box:
    """Widen a view for landmarks that lie just outside."""
    wide = view.grow(0.35)
    near = [site for site in landmarks if wide.west < site.lon < wide.east and wide.south < site.lat < wide.north]
    outside = [s for s in near if not (view.west < s.lon < view.east and view.south < s.lat < view.north)]
    return view.grow(0.25) if outside else view


def _choose_corner(view: Box, sites: Iterable[Site], size: tuple[float, float]) -> Corner:
    """Choose the corner for the second frame that hides the fewest marks, the upper right before the others."""
    margin, (wide, tall) = 0.015, size
    columns = ((1 - margin - wide, 1 - margin), (margin, margin + wide))
    rows = ((1 - margin - tall, 1 - margin), (margin, margin + tall))
    points = [point for site in sites for point in ((site.lon, site.lat), *draw_disc(site, 12))]
    places = [((lon - view.west) / view.width, (lat - view.south) / (view.north - view.south)) for lon, lat in points]

    def hidden(corner: Corner) -> int:
        (x0, x1), (y0, y1) = corner
        return sum(x0 - 0.05 < x < x1 + 0.05 and y0 - 0.05 < y < y1 + 0.05 for x, y in places)

    return min(((x, y) for y in rows for x in columns), key=hidden)


def _spread_sites(view: Box, corner: Corner) -> tuple[Site, ...]:
    """Return points all over what a second frame covers: names keep clear of them."""
    x, y = corner
    shares = [(x[0] + (x[1] - x[0]) * i / 4, y[0] + (y[1] - y[0]) * j / 4) for i in range(5) for j in range(5)]
    wide, tall = view.east - view.west, view.north - view.south
    return tuple(Site(view.south + down * tall, view.west + across * wide, 0.0) for across, down in shares)


def _draw(atlas: Atlas, views: Sequence[_View], look: Look) -> go.Figure:
    pieces = Pieces(look)
    for view in views:
        pieces.axes = view.axes
        if view.small:
            _draw_frame(pieces, view, views[0], look)
        _draw_view(pieces, atlas, view, look)
    chart = lay_out(look, pieces)
    chart.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0}, plot_bgcolor=look.sea)
    for view in views:
        _set_axes(chart, view)
    edge = {"type": "rect", "xref": "paper", "yref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 1}
    chart.add_shape(**edge, line={"color": look.rule, "width": max(1.0, look.size / 14)})
    return chart


def _set_axes(chart: go.Figure, view: _View) -> None:
    x, y = (name.replace("x", "xaxis").replace("y", "yaxis") for name in view.axes)
    hidden: dict[str, Any] = {"visible": False, "fixedrange": True}
    box = view.box
    chart.update_layout(
        {
            x: {**hidden, "range": [box.west, box.east], "domain": view.x, "anchor": view.axes[1]},
            y: {
                **hidden,
                "range": [box.south, box.north],
                "domain": view.y,
                "anchor": view.axes[0],
                "scaleanchor": view.axes[0],
                "scaleratio": round(box.stretch, 4),
                "constrain": "domain",
            },
        }
    )


def _draw_view(pieces: Pieces, atlas: Atlas, view: _View, look: Look) -> None:
    sites = tuple(mark.site for mark in view.marks)
    landmarks = [site for site in map(locate, atlas.landmarks) if site]
    steps = (-0.12, 0.0, 0.12, 0.24, 0.36)
    named = [Site(one.lat, one.lon + step * view.box.width, 0.0) for one in (*sites, *landmarks) for step in steps]
    ground = cut_ground(view.box, atlas.countries, (*named, *view.hidden))
    pieces.traces.append(_fill([_frame_ring(view.box)], look.sea, look.sea, view, 0))
    if ground:
        _draw_ground(pieces, ground, view, look)
        if not view.close:
            pieces.annotations += [_write_name(name.text, name.lon, name.lat, view, look) for name in ground.names]
    for mark in sorted(view.marks, key=lambda one: -one.site.radius_km):
        if mark not in view.collapsed:
            _draw_disc(pieces, mark, view, look)
    if not view.close:
        _draw_landmarks(pieces, atlas, view, look)
    if view.framed:
        _draw_collapsed(pieces, view, look)
    shown = tuple(mark for mark in view.marks if mark not in view.collapsed)
    offsets = {} if view.small else spread_numbers(shown, view.box)
    for mark in shown:
        _write_number(pieces, mark, offsets.get(mark.number, (0.0, 0.0)), view, look)
    _draw_scale(pieces, view, look)


def _frame_ring(box: Box) -> Line:
    return (
        (box.west, box.south),
        (box.east, box.south),
        (box.east, box.north),
        (box.west, box.north),
        (box.west, box.south),
    )


def _fill(rings: Iterable[Line], fill: str, line: str, view: _View, width: float) -> dict[str, Any]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in rings:
        xs += [*(lon for lon, _ in ring), None]
        ys += [*(lat for _, lat in ring), None]
    style = {"fill": "toself", "fillcolor": fill, "line": {"color": line, "width": width}}
    place = {"xaxis": view.axes[0], "yaxis": view.axes[1], "x": xs[:-1], "y": ys[:-1]}
    return {"type": "scatter", "mode": "lines", "hoverinfo": "skip", **place, **style}


def _draw_ground(pieces: Pieces, ground: Ground, view: _View, look: Look) -> None:
    em = look.size
    for polygons, fill in ((ground.land, look.land), (ground.home, look.paper)):
        rings = [ring for polygon in polygons for ring in polygon]
        if rings:
            pieces.traces.append(_fill(rings, fill, look.rule, view, max(1.0, em / 14)))
    for line in ground.disputed:
        solid = _fill([line], CLEAR, look.land, view, max(2.0, em / 6)) | {"fill": "none"}
        dashed = _fill([line], CLEAR, look.muted, view, max(1.0, em / 12)) | {"fill": "none"}
        dashed["line"] = dashed["line"] | {"dash": "dash"}
        pieces.traces += [solid, dashed]


def _write_name(text: str, lon: float, lat: float, view: _View, look: Look) -> dict[str, Any]:
    written = write_at(plain(text), lon, lat, 0, look, look.muted, look.size * 0.86)
    return written | {"xanchor": "center", "bgcolor": CLEAR, "xref": view.axes[0], "yref": view.axes[1]}


def _is_small(site: Site, view: _View) -> bool:
    return site.radius_km * 2 < _SMALL_DISC * view.box.height_km


def _draw_disc(pieces: Pieces, mark: Mark, view: _View, look: Look) -> None:
    if _is_small(mark.site, view):
        return
    red, green, blue = (int(look.ink[at : at + 2], 16) for at in (1, 3, 5))
    ring = tuple(draw_disc(mark.site, 48))
    pieces.traces.append(_fill([ring], f"rgba({red},{green},{blue},0.1)", look.muted, view, max(1.0, look.size / 12)))


def _draw_landmarks(pieces: Pieces, atlas: Atlas, view: _View, look: Look) -> None:
    drawn: list[Site] = []
    for place in atlas.landmarks:
        site = locate(place)
        if site is None or not _is_clear(site, view, drawn):
            continue
        drawn.append(site)
        place_of = {"x": [site.lon], "y": [site.lat], "xaxis": view.axes[0], "yaxis": view.axes[1]}
        marker = {"size": look.size * 0.5, "color": look.paper, "line": {"color": look.muted, "width": 1.5}}
        pieces.traces.append({"type": "scatter", "mode": "markers", "hoverinfo": "skip", **place_of, "marker": marker})
        written = write_at(plain(place.name), site.lon, site.lat, look.size * 0.5, look, look.muted, look.size * 0.86)
        refs = {"xref": view.axes[0], "yref": view.axes[1], "bgcolor": CLEAR}
        pieces.annotations.append(written | refs)


def _is_clear(site: Site, view: _View, drawn: Sequence[Site]) -> bool:
    """Say whether a landmark lies well inside a view and clear of its marks and of other landmarks."""
    inner = view.box.grow(-0.07)
    if not (inner.west < site.lon < inner.east - view.box.width * 0.12):
        return False
    if not inner.south < site.lat < inner.north:
        return False
    near = (view.box.north - view.box.south) * 0.1
    others = (*(mark.site for mark in view.marks), *drawn, *view.hidden)
    return all(abs(one.lat - site.lat) > near or abs(one.lon - site.lon) > near * 3 for one in others)


def _draw_collapsed(pieces: Pieces, view: _View, look: Look) -> None:
    """Mark the part that the other frame shows, with the numbers that are in it."""
    framed = view.framed or view.box
    refs = {"xref": view.axes[0], "yref": view.axes[1]}
    box = {"x0": framed.west, "x1": framed.east, "y0": framed.south, "y1": framed.north}
    line = {"color": look.ink, "width": max(1.5, look.size / 9)}
    pieces.shapes.append({"type": "rect", **refs, **box, "line": line})
    if view.small:
        return
    first, last = view.collapsed[0], view.collapsed[-1]
    text = f"{first.number}–{last.number}" if last.number - first.number == len(view.collapsed) - 1 else "…"
    name = first.place.name
    sites = [mark.site for mark in view.marks if mark not in view.collapsed]
    room = 0.14 * (view.box.north - view.box.south)
    right = Box(framed.east, framed.south - room, framed.east + 0.3 * view.box.width, framed.north + room)
    below = any(right.west < site.lon < right.east and right.south < site.lat < right.north for site in sites)
    lat, lon = (framed.south, framed.centre[1]) if below else (framed.centre[0], framed.east)
    chip = write_at(f"<b>{plain(name)}</b> {text}", lon, lat, 0 if below else look.size * 0.4, look, look.ink)
    side = {"xanchor": "center", "yanchor": "top"} if below else {}
    pieces.annotations.append(chip | refs | side | {"bgcolor": CLEAR})


def _write_number(pieces: Pieces, mark: Mark, offset: tuple[float, float], view: _View, look: Look) -> None:
    """Write a number at its disc: in the middle, or on the edge of a disc that has other discs in it."""
    em = look.size
    x, y = offset[0] * _CHIP * em, offset[1] * _CHIP * em
    refs = {"xref": view.axes[0], "yref": view.axes[1]}
    lon, lat = _find_place(mark, view)
    chip = write_at(f"<b>{mark.number}</b>", lon, lat, x, look, look.paper, em * 0.86)
    style = {"xanchor": "center", "yshift": round(y, 1), "bgcolor": look.ink, "borderpad": max(2, round(em / 7))}
    pieces.annotations.append(chip | refs | style)
    if offset == (0.0, 0.0) and not view.small and _is_small(mark.site, view) and not _is_crowded(mark, view):
        left = _leans_left(mark, view)
        shift = (-1 if left else 1) * em * 0.95
        name = write_at(plain(mark.place.name), lon, lat, shift, look, look.ink)
        pieces.annotations.append(name | refs | {"xanchor": "right" if left else "left", "bgcolor": CLEAR})


def _find_place(mark: Mark, view: _View) -> Point:
    parts = [one for one in view.marks if one.inside == mark.place.id]
    if not parts or _is_small(mark.site, view):
        return mark.site.lon, mark.site.lat
    # Wholes in turn at the upper left and the upper right of their edges, so that nested ones stay apart.
    ring = draw_disc(mark.site, 48)
    return ring[42] if mark.inside in {one.place.id for one in view.marks} else ring[6]


def _is_crowded(mark: Mark, view: _View) -> bool:
    """Say whether another mark is so near that a name would lie over it on a small map; the key has the name."""
    wide, tall = view.box.width * 0.2, (view.box.north - view.box.south) * 0.16
    others = (one.site for one in view.marks if one is not mark)
    return any(abs(one.lon - mark.site.lon) < wide and abs(one.lat - mark.site.lat) < tall for one in others)


def _leans_left(mark: Mark, view: _View) -> bool:
    """Say whether a name stands left of its mark: near the right edge, or where another mark follows on the right."""
    box = view.box
    wide, tall = box.east - box.west, box.north - box.south
    if mark.site.lon > box.west + 0.78 * wide:
        return True
    others = [(site.lon, site.lat) for site in (*(m.site for m in view.marks if m is not mark), *view.hidden)]
    near = [
        lon - mark.site.lon
        for lon, lat in others
        if abs(lat - mark.site.lat) < 0.07 * tall and abs(lon - mark.site.lon) < 0.35 * wide
    ]
    return any(gap >= 0 for gap in near) and mark.site.lon > box.west + 0.25 * wide


def _draw_frame(pieces: Pieces, view: _View, main: _View, look: Look) -> None:
    """Frame the second view, in the shares of the chart it takes."""
    (x0, x1), (y0, y1) = view.x, view.y
    line = {"color": look.ink if main.framed else look.rule, "width": max(1.5, look.size / 9)}
    place = {"xref": "paper", "yref": "paper", "x0": x0, "x1": x1, "y0": y0, "y1": y1}
    pieces.shapes.append({"type": "rect", **place, "line": line})


def _draw_scale(pieces: Pieces, view: _View, look: Look) -> None:
    """Draw the scale in a lower corner, else an upper one, where no mark and no second frame lies."""
    box, bar = view.box, scale_bar(view.box, 0.3 if view.small else 0.22)
    if view.small and view.framed:
        return
    tall = box.north - box.south
    sites = [*(mark.site for mark in view.marks), *view.hidden]
    corners = [(left, low) for low in (True, False) for left in (True, False)]

    def count(corner: tuple[bool, bool]) -> int:
        west, south = (0.0 if corner[0] else 0.6) * box.width + box.west, box.south + (0.0 if corner[1] else 0.8) * tall
        near = Box(west, south, west + 0.4 * box.width, south + 0.2 * tall)
        return sum(near.west <= site.lon <= near.east and near.south <= site.lat <= near.north for site in sites)

    left, low = min(corners, key=count)
    x = box.west + box.width * 0.03 if left else box.east - box.width * 0.03 - bar.degrees
    y = box.south + tall * (0.035 if low else 0.87)
    refs = {"xref": view.axes[0], "yref": view.axes[1]}
    line = {"color": look.ink, "width": max(2.0, look.size / 8)}
    pieces.shapes.append({"type": "line", **refs, "x0": x, "x1": x + bar.degrees, "y0": y, "y1": y, "line": line})
    written = write_at(bar.text, x, y, 0, look, look.ink, look.size * 0.8)
    pieces.annotations.append(written | refs | {"yanchor": "bottom", "bgcolor": CLEAR})
