"""The map of the page: a deck that can be moved and picked, of the same places and outlines as the picture."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from dashboard.maps.ground import Ground, cut_dashes, cut_ground, fit_view
from dashboard.maps.outlines import Point
from dashboard.maps.places import Atlas, Mark, locate, spread_numbers
from dashboard.maps.space import Box, Site, fit_web_view
from dashboard.wording.scopes import name_claim

# Streamlit returns what was picked under the id of its layer.
DISCS, NUMBERS, NAMES = "places", "place-numbers", "place-names"
PICKED = (DISCS, NUMBERS, NAMES)
SMALLEST_RADIUS = 11  # pixels
PLACE_VIEW_KM = 60.0
MOST_TOLD = 6
_ZOOM_OUT, _MOST_ZOOM = 1.5, 13.0
_MARGIN = 1.2

Colour = list[int]
Colours = Any  # an exhibits.look.Look, which this package may not know


class _CompactDeck(pdk.Deck):  # type: ignore[misc]
    """A deck that writes its JSON without line breaks, a quarter of the bytes that each rerun sends."""

    def to_json(self) -> str:
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))


def build_deck(
    atlas: Atlas, colours: Colours, chosen: str | None = None, width: int = 850, height: int = 540
) -> pdk.Deck:
    """Return the deck of an atlas; the view goes to the *chosen* place, and its mark stands out.

    *width* and *height* are the pixels it fills at first. Raises ``ValueError`` where no place has a coordinate.
    """
    overview = view = fit_view([mark.site for mark in atlas.marks], width / height)
    if chosen and (mark := atlas.mark(chosen)):
        view = fit_view([mark.site], width / height, min(PLACE_VIEW_KM, overview.height_km))
    ground = cut_ground(overview, atlas.countries, margin=_MARGIN)
    layers = [
        *(_draw_ground(ground, overview, colours) if ground else ()),
        _name_landmarks(atlas, colours),
        _draw_discs(atlas, colours, chosen),
        *_draw_labels(atlas, overview, colours),
    ]
    latitude, longitude, zoom = fit_web_view(view, width, height)
    _, _, least = fit_web_view(overview, width, height)
    state = pdk.ViewState(
        latitude=round(latitude, 5),
        longitude=round(longitude, 5),
        zoom=round(min(zoom, _MOST_ZOOM), 3),
        min_zoom=round(least - _ZOOM_OUT, 3),
        max_zoom=_MOST_ZOOM,
    )
    # Text, not html: what a source wrote is shown as it is.
    tooltip = {"text": "{tooltip}", "style": _style_tooltip(colours)}
    # Without map_style: a named one, even None, lets the browser ask a tile server.
    return _CompactDeck(layers, map_provider=None, initial_view_state=state, height=height, tooltip=tooltip)


def picked_place(selection: Mapping[str, Any] | None) -> str | None:
    """Return the id of the place that was picked, None where nothing was.

    *selection* is what ``st.pydeck_chart(…, on_select="rerun")`` returns.
    """
    objects = selection["selection"].get("objects", {}) if selection else {}
    picked = [one["place"] for layer in PICKED for one in objects.get(layer, ())]
    return picked[0] if picked else None


def _rgba(colour: str, opacity: float = 1.0) -> Colour:
    return [*(int(colour[at : at + 2], 16) for at in (1, 3, 5)), round(255 * opacity)]


def _inert(text: str) -> str:
    """Return text that the browser only writes: deck.gl's JSON takes a string that begins with @@ for a formula."""
    return f"\u2060{text}" if text.startswith("@@") else text


def _draw_ground(ground: Ground, view: Box, colours: Colours) -> list[pdk.Layer]:
    sea = view.grow(_MARGIN)
    corners = [(sea.west, sea.south), (sea.east, sea.south), (sea.east, sea.north), (sea.west, sea.north)]
    dashes = [dash for line in ground.disputed for dash in cut_dashes(line, view)]
    names = [_text((name.lon, name.lat), name.text) for name in ground.name_countries(view)]
    return [
        _fill("sea", [[corners]], colours.sea),
        _fill("land", ground.land, colours.land, colours.rule, 1),
        _fill("home", ground.home, colours.paper, colours.rule, 1.5),
        _stroke("disputed-ground", ground.disputed, colours.land, 3),
        _stroke("disputed", dashes, colours.muted, 1.5),
        _write("countries", names, colours.muted, colours.font),
    ]


def _draw(kind: str, name: str, data: Iterable[Any], **style: Any) -> pdk.Layer:
    style["line_width_units" if kind != "PathLayer" else "width_units"] = pdk.types.String("pixels")
    return pdk.Layer(kind, id=name, data=list(data), **style)


def _fill(name: str, polygons: Iterable[Any], fill: str, line: str | None = None, width: float = 0) -> pdk.Layer:
    return _draw(
        "PolygonLayer",
        name,
        ({"rings": rings} for rings in polygons),
        get_polygon="rings",
        stroked=line is not None,
        get_line_width=width,
        get_line_color=_rgba(line or fill),
        # The colour is set below the layer: Streamlit fades whatever is not picked, and would fade the ground as well.
        _sub_layer_props={"fill": {"getFillColor": _rgba(fill)}},
    )


def _stroke(name: str, lines: Iterable[Any], colour: str, width: float) -> pdk.Layer:
    paths = ({"path": line} for line in lines)
    return _draw("PathLayer", name, paths, get_path="path", get_color=_rgba(colour), get_width=width)


def _draw_discs(atlas: Atlas, colours: Colours, chosen: str | None) -> pdk.Layer:
    # The small lie on the large, so that each can be picked.
    marks = sorted(atlas.marks, key=lambda mark: -mark.site.radius_km)
    return _draw(
        "ScatterplotLayer",
        DISCS,
        (_describe_disc(mark, colours, mark.place.id == chosen) for mark in marks),
        pickable=True,
        stroked=True,
        get_position="position",
        get_radius="radius_m",
        # At its true radius, or where that could not be seen a ring of this size: zooming in shows the disc.
        radius_min_pixels=SMALLEST_RADIUS,
        get_fill_color="fill",
        get_line_color="line",
        get_line_width="line_width",
    )


def _describe_disc(mark: Mark, colours: Colours, chosen: bool) -> dict[str, Any]:
    return {
        "place": mark.place.id,
        "position": [mark.site.lon, mark.site.lat],
        "radius_m": round(mark.site.radius_km * 1000),
        "fill": _rgba(colours.ink, 0.3 if chosen else 0.1),
        "line": _rgba(colours.ink if chosen else colours.muted),
        "line_width": 3 if chosen else 1.5,
        "tooltip": _inert(write_tooltip(mark)),
    }


def write_tooltip(mark: Mark) -> str:
    """Return the plain text shown for a place: its names, its first figures, how closely it is known."""
    local = f" · {mark.place.name_local}" if mark.place.name_local else ""
    lines = [f"{mark.number}  {mark.place.name}{local}"]
    told = list(dict.fromkeys(name_claim(one) for one in mark.figures))
    lines += told[:MOST_TOLD]
    if len(told) > MOST_TOLD:
        lines.append("More in the list beside the map")
    known = mark.place.radius_km
    return "\n".join([*lines, f"Known to within {known:g} km"] if known else lines)


def _name_landmarks(atlas: Atlas, colours: Colours) -> pdk.Layer:
    sites = [(site, place.name) for place in atlas.landmarks if (site := locate(place))]
    # The ring before the name stands on the place.
    names = [_text((site.lon, site.lat), f"○ {name}", (-6, 0)) for site, name in sites]
    return _write("landmarks", names, colours.muted, colours.font, "start")


def _draw_labels(atlas: Atlas, view: Box, colours: Colours) -> list[pdk.Layer]:
    """Write each number at its disc, in a direction of its own where discs crowd, and the names of outer places."""
    offsets = spread_numbers(atlas.marks, view)
    numbers, names = [], []
    for mark in atlas.marks:
        x, y = offsets[mark.number]
        point = (mark.site.lon, mark.site.lat)
        numbers.append(_text(point, str(mark.number), (x * 22, -y * 22), mark.place.id))
        if mark.inside is None and (x, y) == (0.0, 0.0):
            names.append(_text(point, mark.place.name, _lean(mark.site, atlas.marks, view), mark.place.id))
    bold = {"font_weight": pdk.types.String("bold"), "background": True, "background_padding": [5, 3]}
    ground = _rgba(colours.ink)
    return [
        _write(NAMES, names, colours.ink, colours.font, "start", pickable=True),
        _write(NUMBERS, numbers, colours.paper, colours.font, pickable=True, get_background_color=ground, **bold),
    ]


def _lean(site: Site, marks: Sequence[Mark], view: Box) -> tuple[float, float]:
    """Return where a name stands off its number: to the right, lower where a neighbour's number is there."""
    near = [one.site for one in marks if 0 < one.site.lon - site.lon < 0.12 * view.width]
    crowded = any(abs(other.lat - site.lat) < 0.06 * view.height for other in near)
    return (14, 30) if crowded else (14, 0)


def _text(point: Point, text: str, offset: tuple[float, float] = (0, 0), place: str = "") -> dict[str, Any]:
    moved = [round(offset[0], 1), round(offset[1], 1)]
    return {"place": place, "position": list(point), "text": _inert(text), "offset": moved}


def _write(
    name: str, rows: list[dict[str, Any]], colour: str, font: str, anchor: str = "middle", **more: object
) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        id=name,
        data=rows,
        get_position="position",
        get_text="text",
        get_size=14,
        get_pixel_offset="offset",
        get_text_anchor=pdk.types.String(anchor),
        get_alignment_baseline=pdk.types.String("center"),
        # "auto" holds whatever letters the names have; the default knows ASCII alone.
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(font),
        # Set below the layer for the same reason as the ground's.
        _sub_layer_props={"characters": {"getColor": _rgba(colour)}},
        **more,
    )


def _style_tooltip(colours: Colours) -> dict[str, str]:
    border = f"1px solid {colours.rule}"
    own = {"backgroundColor": colours.panel, "color": colours.ink, "border": border, "fontFamily": colours.font}
    return own | {"borderRadius": "4px", "fontSize": "14px", "lineHeight": "1.4", "maxWidth": "300px", "zIndex": "2"}
