"""The map of the browser: a deck of the same places and outlines as the chart, which can be moved and picked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from dashboard import theme
from dashboard.geo import Box, fit_web_view
from dashboard.maps.ground import choose_landmarks, cut_ground, fit_view
from dashboard.maps.labels import LABEL_SIZE, LINE_HEIGHT, PAD, SMALLEST_RADIUS, Text, place_texts
from dashboard.maps.places import MOST_READ, Atlas, read_atlas
from dashboard.notes import list_short_notes
from dashboard.tables import Tables
from dashboard.theme import Mode, Palette

# Streamlit returns what was picked under the id of its layer.
DISCS, NAMES, LINES = "places", "place-names", "place-lines"
MOST_NOTES = 5

_STEP = 0.01  # degrees, about a kilometre: finer than most places are known
_MARGIN = 1.0
_NARROW = 600
_ZOOM_OUT, _MOST_ZOOM = 1.2, 13.0

# What list_short_notes() reads of a figure.
_NOTE_COLUMNS = ("speaker_type", "speaker_as_written", "speaker_name", "via", "publisher", "date_published", "written")

Colour = list[int]
Row = Mapping[str, Any]


class _CompactDeck(pdk.Deck):
    """A deck that writes its JSON without line breaks, a quarter of the bytes that each rerun sends."""

    def to_json(self) -> str:
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))


def build_deck(
    tables: Tables, mode: Mode, selected: str | None = None, height: int = 480, width: int = 1100
) -> pdk.Deck:
    """Return the deck of the places that have figures; *selected* is the id of the place that is to stand out.

    *height* and *width* are the pixels it fills at first. Raises ``ValueError`` where no place has a coordinate.
    """
    atlas, colours, aspect = read_atlas(tables), theme.palette(mode), width / height
    sites, others = ([_site(row) for row in rows] for rows in (atlas.shown, atlas.landmarks))
    view = fit_view([*sites, *choose_landmarks(sites, others, aspect)] if sites else (), aspect)
    labels = place_texts(atlas, view, width, height)
    layers = [
        *_draw_ground(atlas, view, colours),
        _draw_landmarks(labels, colours),
        _draw_discs(atlas, tables, mode, selected),
        *_draw_labels(labels, colours),
    ]
    camera = fit_web_view(view, width, height)
    state = pdk.ViewState(
        latitude=round(camera.latitude, 5),
        longitude=round(camera.longitude, 5),
        zoom=round(camera.zoom, 3),
        min_zoom=round(camera.zoom - _ZOOM_OUT, 3),
        max_zoom=_MOST_ZOOM,
    )
    # Without map_style: a named one, even None, lets the browser ask a tile server.
    tooltip = _style_tooltip(colours, width)
    return _CompactDeck(layers, map_provider=None, initial_view_state=state, height=height, tooltip=tooltip)


def picked_place(selection: Any) -> str | None:
    """Return the id of the place that was picked, None where nothing was.

    *selection* is what ``st.pydeck_chart(…, on_select="rerun")`` returns, or its ``selection``.
    """
    state = selection.get("selection", selection) if isinstance(selection, Mapping) else None
    objects = state.get("objects") if isinstance(state, Mapping) else None
    for layer in (DISCS, NAMES, LINES) if isinstance(objects, Mapping) else ():
        for picked in objects.get(layer) or ():
            if isinstance(picked, Mapping) and isinstance(picked.get("place"), str):
                return picked["place"]
    return None


def _site(row: Row) -> tuple[float, float, float]:
    return float(row["lat"]), float(row["lon"]), float(row["radius_km"])


def _rgba(colour: str, opacity: float = 1.0) -> Colour:
    return [*(int(colour[at : at + 2], 16) for at in (1, 3, 5)), round(255 * opacity)]


def _inert(text: str) -> str:
    """Return text that the browser only writes: deck.gl's JSON takes a string that begins with @@ for a formula."""
    return f"\u2060{text}" if text.startswith("@@") else text


def _draw_ground(atlas: Atlas, view: Box, colours: Palette) -> list[pdk.Layer]:
    ground = cut_ground(view, frozenset(row["country"] for row in atlas.shown), _STEP, _MARGIN)
    if ground.sea is None:
        return []
    sea = ground.sea
    corners = [(sea.west, sea.south), (sea.east, sea.south), (sea.east, sea.north), (sea.west, sea.north)]
    land, home = ([p for piece in ground.pieces if piece.home is at for p in piece.polygons] for at in (False, True))
    return [
        _fill("sea", [[corners]], colours.sea),
        _fill("land", land, colours.land, colours.border, 1),
        _fill("home", home, colours.home, colours.border, 1.5),
    ]


def _fill(name: str, polygons: Iterable[Any], fill: str, line: str | None = None, width: float = 0) -> pdk.Layer:
    # The colour is set below the layer: Streamlit fades whatever is not picked, and would fade the ground as well.
    return pdk.Layer(
        "PolygonLayer",
        id=name,
        data=[{"rings": rings} for rings in polygons],
        get_polygon="rings",
        stroked=line is not None,
        line_width_units=pdk.types.String("pixels"),
        get_line_width=width,
        get_line_color=_rgba(line or fill),
        _sub_layer_props={"fill": {"getFillColor": _rgba(fill)}},
    )


def _draw_discs(atlas: Atlas, tables: Tables, mode: Mode, selected: str | None) -> pdk.Layer:
    notes = _list_notes(tables)
    # The small lie on the large, so that each can be picked.
    rows = sorted(atlas.shown, key=lambda row: -row["radius_km"])
    return pdk.Layer(
        "ScatterplotLayer",
        id=DISCS,
        data=[_describe_disc(row, notes, mode, row["place"] == selected) for row in rows],
        pickable=True,
        stroked=True,
        get_position="position",
        get_radius="radius_m",
        # At its true radius, or where that could not be seen a ring of this size: zooming in shows the disc.
        radius_min_pixels=SMALLEST_RADIUS,
        get_fill_color="fill",
        get_line_color="line",
        get_line_width="line_width",
        line_width_units=pdk.types.String("pixels"),
    )


def _describe_disc(row: Row, notes: Mapping[str, Sequence[str]], mode: Mode, selected: bool) -> dict[str, Any]:
    indicator = row["indicator"]
    colour = theme.palette(mode).ink if pd.isna(indicator) else theme.colour_of(str(indicator), mode)
    return {
        "place": row["place"],
        "position": [float(row["lon"]), float(row["lat"])],
        "radius_m": float(row["radius_km"]) * 1000,
        "fill": _rgba(colour, 0.4 if selected else 0.16),
        "line": _rgba(colour),
        "line_width": 4 if selected else 2,
        "tooltip": _inert(write_tooltip(row, notes[row["place"]])),
    }


def write_tooltip(row: Row, notes: Sequence[str]) -> str:
    """Return the plain text shown for a place: its names, its figures with qualifiers, who says so, how it is known."""
    name = row["label"] if pd.isna(row["name_ar"]) else f"{row['label']} · {row['name_ar']}"
    more = ["Further sources: in the table"] if len(notes) > MOST_NOTES else []
    return "\n".join(
        [name, *row["phrases"], "", *notes[:MOST_NOTES], *more, f"Known to within {row['radius_km']:g} km"]
    )


def _list_notes(tables: Tables) -> dict[str, list[str]]:
    # A tooltip shows few; of a place with thousands of figures only the first need be read for them.
    rows = tables.described[["place", *_NOTE_COLUMNS]].groupby("place", sort=False).head(MOST_READ)
    return {place: list_short_notes(some) for place, some in rows.groupby("place", sort=False)}


def _draw_landmarks(texts: Sequence[Text], colours: Palette) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        id="landmarks",
        data=[{"position": text.position} for text in texts if text.kind == "landmark"],
        get_position="position",
        filled=False,
        stroked=True,
        radius_min_pixels=4,
        radius_max_pixels=4,
        get_line_color=_rgba(colours.muted),
        get_line_width=1.5,
        line_width_units=pdk.types.String("pixels"),
    )


def _draw_labels(texts: Sequence[Text], colours: Palette) -> list[pdk.Layer]:
    """Draw names above figures, in two layers for the two weights of type; both can be picked like the disc."""
    places = [text for text in texts if text.kind == "place"]
    others = [(text, text.lines) for text in texts if text.kind != "place"]
    ground = {"background": True, "get_background_color": _rgba(colours.home, 0.75), "background_padding": [PAD, PAD]}
    told = any(text.lines[1:] for text in places)
    # An empty first line, on which the name is written: so that one ground lies under both.
    lines = [(text, ("\u00a0", *text.lines[1:])) for text in places if told]
    names = [(text, text.lines[:1]) for text in places]
    return [
        _write("orientation", others, colours.muted),
        _write(LINES, lines, colours.ink, pickable=True, **ground),
        _write(NAMES, names, colours.ink, weight="bold", pickable=True, **({} if told else ground)),
    ]


def _write(
    name: str, rows: Iterable[tuple[Text, Sequence[str]]], colour: str, weight: str = "normal", **more: object
) -> pdk.Layer:
    data = [
        {
            "place": text.place,
            "position": text.position,
            "text": _inert("\n".join(lines)),
            "offset": [round(_reach(text), 1), round(text.top + PAD, 1)],
            "anchor": "start" if text.right is None else "end",
        }
        for text, lines in rows
    ]
    return pdk.Layer(
        "TextLayer",
        id=name,
        data=data,
        get_position="position",
        get_text="text",
        get_size=LABEL_SIZE,
        get_pixel_offset="offset",
        get_text_anchor="anchor",
        get_alignment_baseline=pdk.types.String("top"),
        line_height=LINE_HEIGHT,
        # "auto" holds whatever letters the names have; the default knows ASCII alone.
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(theme.FONT),
        font_weight=pdk.types.String(weight),
        # Set below the layer for the same reason as the ground's.
        _sub_layer_props={"characters": {"getColor": _rgba(colour)}},
        **more,
    )


def _reach(text: Text) -> float:
    return text.left + PAD if text.right is None else text.right - PAD


def _style_tooltip(colours: Palette, width: int) -> dict[str, Any]:
    style = {
        "backgroundColor": colours.panel,
        "color": colours.ink,
        "border": f"1px solid {colours.border}",
        "borderRadius": "4px",
        "fontFamily": theme.FONT,
        "fontSize": "14px",
        "lineHeight": "1.4",
        "maxWidth": "320px",
        "zIndex": "2",
    }
    if width < _NARROW:
        # Beside the finger it would run off the edge: it lies along the foot instead.
        foot = {"transform": "none", "top": "auto", "bottom": "8px", "left": "8px", "right": "8px", "maxWidth": "none"}
        style |= foot
    # Text, not html: what a source wrote is shown as it is.
    return {"text": "{tooltip}", "style": style}
