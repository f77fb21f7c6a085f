"""The words on the deck: measured and placed for its first view, so that none overlap before the reader moves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dashboard.geo import Box, Label, Placed, place_labels, to_pixels
from dashboard.maps.ground import cut_ground, place_names
from dashboard.maps.places import Atlas
from dashboard.typography import measure_width, wrap_text

LABEL_SIZE = 16
LINE_HEIGHT = 1.3
PAD = 5.0
SMALLEST_RADIUS = 7

_EDGE = 6.0
_GAP = 6.0
_APART = 90.0
_WRAPS = (320.0, 230.0, 170.0)
_NAME_STEP = 0.02  # degrees: to find out where a country's name fits

Row = Mapping[str, Any]


class Text(NamedTuple):
    """Words at a point: ``left`` and ``top`` are the pixels from it to the upper left corner of their box.

    ``kind`` is place, landmark or country; ``place`` the id of the place, empty for the others.
    """

    kind: str
    place: str
    position: list[float]
    lines: tuple[str, ...]
    left: float
    top: float
    # Where the words stand left of their point, their ends face it: pixels from the point to them, else None.
    right: float | None = None


class _Spot(NamedTuple):
    kind: str
    place: str
    row: Row
    lines: tuple[str, ...]


def place_texts(atlas: Atlas, view: Box, width: float, height: float) -> list[Text]:
    """Return all that is written on a deck that first shows *view* in *width* × *height* pixels.

    Where the figures find no room beside all places, only the names are written; a name that finds none is left to
    the tooltip, the note and the table.
    """
    placed: list[tuple[_Spot, Placed]] = []
    for spots in _draft(atlas.shown):
        placed = _place(spots, view, width, height)
        if len(placed) == len(spots):
            break
    for row in atlas.landmarks:
        if _is_apart(row, atlas.shown, view, width, height):
            more = _place(
                [*(spot for spot, _ in placed), _Spot("landmark", "", row, (row["name"],))], view, width, height
            )
            # A landmark is only for orientation: no other name is given up for it.
            placed = more if len(more) > len(placed) else placed
    texts = [_to_text(spot, place) for spot, place in placed]
    return [*texts, *_name_countries(atlas, texts, view, width, height)]


def _draft(places: Sequence[Row]) -> Iterator[list[_Spot]]:
    for wrap in _WRAPS:
        yield [_Spot("place", row["place"], row, (row["label"], *_wrap(row["phrases"], wrap))) for row in places]
    yield [_Spot("place", row["place"], row, (row["label"],)) for row in places]


def _wrap(phrases: Sequence[str], width: float) -> list[str]:
    return [line for phrase in phrases for line in wrap_text(phrase, LABEL_SIZE, width)]


def _is_apart(row: Row, places: Sequence[Row], view: Box, width: float, height: float) -> bool:
    x, y = to_pixels(view, row["lat"], row["lon"], width, height)
    others = (to_pixels(view, place["lat"], place["lon"], width, height) for place in places)
    inside = _EDGE < x < width - _EDGE and _EDGE < y < height - _EDGE
    return inside and all(abs(x - other_x) + abs(y - other_y) > _APART for other_x, other_y in others)


def _place(spots: Sequence[_Spot], view: Box, width: float, height: float) -> list[tuple[_Spot, Placed]]:
    """Place as many as stand beside their discs: a deck that moves has no leader lines."""
    labels = [_measure(spot, view, width, height) for spot in spots]
    places = place_labels(labels, width - 2 * _EDGE, height - 2 * _EDGE, gap=_GAP)
    return [(spot, place) for spot, place in zip(spots, places, strict=True) if place and not place.far]


def _measure(spot: _Spot, view: Box, width: float, height: float) -> Label:
    x, y = to_pixels(view, spot.row["lat"], spot.row["lon"], width, height)
    true = float(spot.row["radius_km"]) / view.height_km * height if spot.kind == "place" else 0
    return Label(x - _EDGE, y - _EDGE, max(true, SMALLEST_RADIUS), *_size(spot))


def _size(spot: _Spot) -> tuple[float, float]:
    bold = spot.kind == "place"
    widths = [measure_width(line, LABEL_SIZE, bold and not number) for number, line in enumerate(spot.lines)]
    return max(widths) + 2 * PAD, len(spot.lines) * LABEL_SIZE * LINE_HEIGHT + 2 * PAD


def _to_text(spot: _Spot, place: Placed) -> Text:
    width, height = _size(spot)
    position = [float(spot.row["lon"]), float(spot.row["lat"])]
    left, right = place.dx - width / 2, place.dx + width / 2
    return Text(spot.kind, spot.place, position, spot.lines, left, place.dy - height / 2, right if right < 0 else None)


def _name_countries(atlas: Atlas, texts: Sequence[Text], view: Box, width: float, height: float) -> list[Text]:
    ground = cut_ground(view, frozenset(row["country"] for row in atlas.shown), _NAME_STEP, 0.0)
    taken = [_frame(text, view, width, height) for text in texts]
    names = place_names(ground, view, (width, height), _measure_name, LABEL_SIZE * LINE_HEIGHT, taken)
    texts = []
    for name in names:
        lon = view.west + name.x / width * (view.east - view.west)
        lat = view.north - name.y / height * (view.north - view.south)
        corner = -name.width / 2 - PAD, -name.height / 2 - PAD
        texts.append(Text("country", "", [round(lon, 4), round(lat, 4)], (name.text,), *corner))
    return texts


def _measure_name(text: str) -> float:
    return measure_width(text, LABEL_SIZE)


def _frame(text: Text, view: Box, width: float, height: float) -> tuple[float, float, float, float]:
    x, y = to_pixels(view, text.position[1], text.position[0], width, height)
    wide, tall = max(measure_width(line, LABEL_SIZE, True) for line in text.lines), len(text.lines) * 22
    return (
        min(x, x + text.left) - 8,
        min(y, y + text.top) - 8,
        max(x, x + text.left + wide) + 8,
        max(y, y + text.top + tall) + 8,
    )
