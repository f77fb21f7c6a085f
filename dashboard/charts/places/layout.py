"""How the room is shared: a map, an enlargement of places that lie close together, a key where labels find no room.

A map that shows two cities cannot show two districts of one of them: in the enlargement both discs are seen at
their true radius.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.charts.base import LINE_SPACING, Look
from dashboard.charts.places.spots import (
    EDGE,
    Panel,
    Rect,
    Row,
    Site,
    Spot,
    list_wraps,
    read_site,
    write_frame,
    write_lines,
)
from dashboard.charts.places.views import (
    find_cluster,
    fit_inset,
    fit_panel,
    fit_view,
    is_legible,
    shows,
    squeeze,
)
from dashboard.notes import count_words

GAP = 12.0
_NARROW = 528
_SPARE = 0.88
_KEY_SHARES = (0.44, 0.56)
_WORTHWHILE = 2.5  # an enlargement that enlarges less only repeats the map
# Every figure beside its place is best; a key with all figures is better than labels without them. Only where
# nothing else is possible do discs lie on each other without an enlargement ("crowded").
_PREFERENCES = (
    ("split", (0, 1)),
    ("whole", (0, 1)),
    ("keyed", (0, 1)),
    ("split", (2,)),
    ("whole", (2,)),
    ("keyed", (2,)),
    ("crowded", (0, 1, 2)),
)


@dataclass(frozen=True)
class Key:
    """The list that numbers on the map point to; ``names`` are the numbers of the lines that name a place."""

    rect: Rect
    lines: tuple[str, ...]
    names: frozenset[int]


@dataclass(frozen=True)
class Layout:
    """The panels of a map, the key if it has one, the room they take, and whether labels or key hold the figures.

    ``detail`` is 0 where each figure has its line, 1 where they share lines, 2 where the note has to hold them.
    """

    panels: tuple[Panel, ...]
    key: Key | None
    width: float
    height: float
    detail: int


def lay_out(places: Sequence[Row], landmarks: Sequence[Row], look: Look) -> Layout | None:
    """Return the best layout in which every label has its place, None where there is none.

    *places* and *landmarks* have coordinates (see ``maps.Atlas``).
    """
    heights = (1.0,) if look.fixed else (1.0, 1.4, 2.0, 2.8)
    # A page is seldom exactly as wide as it was taken to be; a wider one shows more of the map.
    wide = look.width if look.fixed or look.width < _NARROW else round(look.width * _SPARE)
    for manner, details in _PREFERENCES:
        for detail in details:
            for height in heights:
                room = Rect(0, 0, wide, round(look.height * height))
                draft = _Draft(tuple(places), tuple(landmarks), look, room, detail)
                if found := draft.try_out(manner):
                    return found
    return None


@dataclass(frozen=True)
class _Draft:
    """One way to share a room, tried with labels from wide to narrow."""

    places: tuple[Row, ...]
    landmarks: tuple[Row, ...]
    look: Look
    room: Rect
    detail: int
    numbered: bool = False

    @property
    def sites(self) -> list[Site]:
        return [read_site(row) for row in self.places]

    def try_out(self, manner: str) -> Layout | None:
        if manner in ("keyed", "crowded"):
            return self.add_key(crowded=manner == "crowded")
        panels = next(self.enlarge(list_splits(self.room)) if manner == "split" else self.keep_whole(self.room), None)
        return Layout(panels, None, self.room.width, self.room.height, self.detail) if panels else None

    def keep_whole(self, room: Rect, crowded: bool = False) -> Iterator[tuple[Panel, ...]]:
        for wrap in list_wraps(room.width, self.look):
            spots = [self.write(row, wrap) for row in range(len(self.places))]
            panel = fit_panel(room, self.sites, spots, self.landmarks, self.look, crowded)
            if panel and (crowded or len(find_cluster(self.sites, panel)) == 1):
                yield (panel,)

    def enlarge(self, splits: Sequence[tuple[Rect, Rect]]) -> Iterator[tuple[Panel, ...]]:
        for rects in splits:
            main, inset = rects
            close = find_cluster(self.sites, Panel(main, fit_view(main, self.sites)))
            if len(close) < 2:
                continue
            for wrap in list_wraps(inset.width, self.look):
                if found := self._fit_inset(inset, close, wrap):
                    yield from self._frame(rects, *found)

    def add_key(self, crowded: bool) -> Layout | None:
        """Number the places, and list them beside the map, or below it as high as the list is."""
        for share in _KEY_SHARES if self.room.width >= _NARROW else (1.0,):
            lines, names = write_key(self.places, self.room.width * share - GAP, self.look, self.detail)
            tall = math.ceil(len(lines) * LINE_SPACING * self.look.label_size + 2 * EDGE)
            beside = share < 1
            maps, rest = _split(self.room, 1 - (share if beside else tall / self.room.height), beside)
            if rest.height < tall - GAP or maps.height < 0.3 * self.room.height:
                continue
            numbered = replace(self, numbered=True)
            panels = next(numbered.enlarge([halve(maps)]), None) or next(numbered.keep_whole(maps, crowded), None)
            if panels:
                return Layout(panels, Key(rest, lines, names), self.room.width, self.room.height, self.detail)
        return None

    def _fit_inset(self, rect: Rect, close: list[int], wrap: float) -> tuple[list[int], Panel] | None:
        """Enlarge *close* and whatever else lies in the enlargement: a place there must not seem to be none."""
        while True:
            spots = [self.write(row, wrap) for row in close]
            panel = fit_inset(rect, [self.sites[row] for row in close], spots, self.look)
            if panel is None:
                return None
            seen = [row for row, site in enumerate(self.sites) if row in close or shows(panel, site)]
            if seen == close:
                return close, panel
            close = seen

    def _frame(self, rects: tuple[Rect, Rect], close: list[int], enlarged: Panel) -> Iterator[tuple[Panel, ...]]:
        frame = write_frame([self.places[row] for row in close], enlarged.view, rects, self.look)
        if self.numbered:  # the numbers in the enlargement name its places
            frame = frame._replace(heads=0, lines=frame.lines[-1:])
        others = [row for row in range(len(self.places)) if row not in close]
        for wrap in list_wraps(rects[0].width, self.look):
            spots = [frame, *(self.write(row, wrap) for row in others)]
            panel = fit_panel(rects[0], self.sites, spots, self.landmarks, self.look)
            if panel and enlarged.px_per_km > _WORTHWHILE * panel.px_per_km:
                yield replace(panel, frame=enlarged.view), enlarged

    def write(self, row: int, wrap: float) -> Spot:
        place = self.places[row]
        label = (1, (str(row + 1),)) if self.numbered else write_lines(place, wrap, self.look, self.detail)
        return Spot("place", row, *read_site(place), *label)


def list_splits(room: Rect) -> list[tuple[Rect, Rect]]:
    """Return how a room can be shared by a map and an enlargement: side by side, or one above the other."""
    if room.width >= _NARROW:
        return [_split(room, share, beside=True) for share in (0.5, 0.42)]
    return [_split(room, share, beside=False) for share in (0.5, 0.4) if room.height >= 400]


def halve(room: Rect) -> tuple[Rect, Rect]:
    """Share a room so that both halves are as square as can be."""
    return _split(room, 0.5, beside=room.width > room.height)


def _split(room: Rect, share: float, beside: bool) -> tuple[Rect, Rect]:
    left, top, width, height = room
    if beside:
        first = round((width - GAP) * share)
        return Rect(left, top, first, height), Rect(left + first + GAP, top, width - GAP - first, height)
    first = round((height - GAP) * share)
    return Rect(left, top, width, first), Rect(left, top + first + GAP, width, height - GAP - first)


def write_key(places: Sequence[Row], width: float, look: Look, detail: int) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return the lines of the key, and the numbers of those that name a place."""
    lines: list[str] = []
    names: set[int] = set()
    for number, place in enumerate(places, start=1):
        name = f"{number} {place['label']}"
        if detail == 2:
            lines += look.wrap(f"{name}: {count_words(place['count'], 'figure', 'figures')}", width - EDGE)
            continue
        heads, label = write_lines({**place, "label": name}, width - EDGE, look, detail)
        names.update(range(len(lines), len(lines) + heads))
        lines += label
    return tuple(lines), frozenset(names)


def find_narrowest(layout: Layout, look: Look) -> int:
    """Return the smallest width in pixels at which a page can show the map without labels that meet.

    Labels keep their size and their distance from the discs while the map shrinks.
    """
    width, key = layout.width, layout.key
    widest = max((look.measure(line, bold=True) for line in key.lines), default=0) if key else 0
    for percent in range(98, 50, -2):
        share = percent / 100
        if key and key.rect.width * share < widest:
            break
        if not all(is_legible(squeeze(panel, share)) for panel in layout.panels):
            break
        width = layout.width * share
    return math.ceil(width)
