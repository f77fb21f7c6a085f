"""What of the world each panel shows: wide enough for the labels, close enough for the discs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from dashboard.charts.base import Look
from dashboard.charts.places.spots import (
    FOOT,
    SMALLEST_RADIUS,
    Panel,
    Rect,
    Row,
    Site,
    Spot,
    add_landmarks,
    is_clear,
    mark_spots,
    reach_edge,
    read_site,
)
from dashboard.geo import Box, view_box
from dashboard.maps import ground

_CLOSE = 26.0
_ZOOMS = (1.0, 1.25, 1.6, 2.1, 2.8)
_INSET_ZOOMS = (1.25, 1.5, 1.8, 2.2, 2.7, 3.3, 4.0)
_INSET_SHIFTS = ((0.1, 0), (-0.1, 0), (0.2, 0), (-0.2, 0), (0, 0.1), (0, -0.1))
_ASLANT = 60.0


def find_cluster(sites: Sequence[Site], panel: Panel) -> list[int]:
    """Return the numbers of the largest group of sites whose discs meet or nearly meet in *panel*."""
    points = [(*panel.at(lat, lon), max(radius * panel.px_per_km, SMALLEST_RADIUS)) for lat, lon, radius in sites]
    groups = [{row} for row in range(len(sites))]
    for (one, a), (other, b) in combinations(enumerate(points), 2):
        if math.hypot(a[0] - b[0], a[1] - b[1]) < max(_CLOSE, a[2] + b[2] + SMALLEST_RADIUS):
            joined = next(group for group in groups if one in group) | next(g for g in groups if other in g)
            groups = [group for group in groups if not group & joined] + [joined]
    return sorted(max(groups, key=lambda group: (len(group), -min(group))))


def fit_view(rect: Rect, sites: Sequence[Site], room: float = 1.0) -> Box:
    """Return the view of *sites* for a rectangle; see ``maps.ground.fit_view``."""
    return ground.fit_view(sites, rect.width / rect.height, room)


def fit_inset(rect: Rect, sites: Sequence[Site], spots: Sequence[Spot], look: Look) -> Panel | None:
    """Return the largest enlargement of *sites* in which every label has its place, the labels close to their discs."""
    views = [_centre(rect, sites, room) for room in _INSET_ZOOMS]
    # Where not even these have room for the labels, a longer search is not worth its time.
    loose = [_shift(view, *shift) for view in (views[-1], views[-4]) for shift in ((0, 0), *_INSET_SHIFTS[-3:])]
    if not any(_mark_inset(Panel(rect, view), spots, look) for view in loose):
        return None
    for view in views:
        best = _mark_inset(Panel(rect, view), spots, look)
        if best and not _count_detours(best):
            return best
        shifted = [_mark_inset(Panel(rect, _shift(view, *shift)), spots, look) for shift in _INSET_SHIFTS]
        if found := [panel for panel in (best, *shifted) if panel]:
            return min(found, key=_count_detours)
    return None


def _centre(rect: Rect, sites: Sequence[Site], room: float) -> Box:
    tight = view_box(sites, rect.width / rect.height)
    view = view_box(sites, rect.width / rect.height, (room - 1) * tight.height_km / 2)
    return _shift(view, 0, FOOT / 2 / rect.height)


def _mark_inset(panel: Panel, spots: Sequence[Spot], look: Look) -> Panel | None:
    sites = [(panel.at(spot.lat, spot.lon), spot.radius_km * panel.px_per_km) for spot in spots]
    width, low = panel.rect.width, panel.rect.height - FOOT
    if not all(reach <= x <= width - reach and reach <= y <= low - reach for (x, y), reach in sites):
        return None
    marks = mark_spots(panel, spots, look)
    return replace(panel, marks=marks) if marks else None


def _count_detours(panel: Panel) -> float:
    """Return how far the labels stand from their discs in pixels; a leader that runs aslant reads worse."""
    detours = 0.0
    for mark in panel.marks:
        if edge := reach_edge(mark):
            left, top, right, low = mark.box
            x, y = min(max(mark.x, left), right) - mark.x, min(max(mark.y, top), low) - mark.y
            detours += math.hypot(x, y) - mark.radius + (_ASLANT if abs(edge[0]) > 1 and abs(edge[1]) > 1 else 0)
    return detours


def _shift(view: Box, right: float, down: float) -> Box:
    east, south = (view.east - view.west) * right, (view.north - view.south) * down
    return Box(view.west + east, view.south - south, view.east + east, view.north - south)


def fit_panel(
    rect: Rect,
    sites: Sequence[Site],
    spots: Sequence[Spot],
    landmarks: Sequence[Row],
    look: Look,
    crowded: bool = False,
) -> Panel | None:
    """Return a map of *sites*, with the landmarks for which there is room; None where a label finds no place."""
    known = ground.choose_landmarks(sites, [read_site(row) for row in landmarks], rect.width / rect.height)
    panels = [Panel(rect, fit_view(rect, [*sites, *known], room)) for room in _ZOOMS]
    if not any(mark_spots(panel, spots, look, crowded) for panel in (panels[0], panels[-1])):
        return None
    for panel in panels:
        if marks := mark_spots(panel, spots, look, crowded):
            return replace(panel, marks=add_landmarks(panel, marks, landmarks, look))
    return None


def shows(panel: Panel, site: Site) -> bool:
    """Say whether any part of a disc lies in the panel."""
    lat, lon, radius = site
    x, y = panel.at(lat, lon)
    reach = radius * panel.px_per_km
    return -reach < x < panel.rect.width + reach and -reach < y < panel.rect.height + reach


def squeeze(panel: Panel, share: float) -> Panel:
    """Return a panel as it looks on a narrower page: the map shrinks, labels and rings keep their size."""
    rect = panel.rect._replace(width=panel.rect.width * share, height=panel.rect.height * share)
    marks = (
        mark._replace(x=mark.x * share, y=mark.y * share, radius=mark.radius * (1 if mark.ring else share))
        for mark in panel.marks
    )
    return replace(panel, rect=rect, marks=tuple(marks))


def is_legible(panel: Panel) -> bool:
    """Say whether every label lies inside the panel, clear of the others and of the discs."""
    boxes = [mark.box for mark in panel.marks]
    inside = all(
        left >= 0 and top >= 0 and right <= panel.rect.width and low <= panel.rect.height - FOOT
        for left, top, right, low in boxes
    )
    apart = all(
        one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
        for one, two in combinations(boxes, 2)
    )
    return inside and apart and is_clear(panel.marks)
