"""The map of the page: a deck that can be moved and picked, of the same places and outlines as the picture."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize
from pydeck.types import String

from dashboard.maps.ground import Box, Ground, Point, Site, cut_dashes, cut_ground, fit_view, fit_web_view
from dashboard.maps.places import Atlas, Mark, spread_numbers
from dashboard.wording.scopes import name_claim

DISCS, NUMBERS, NAMES = PICKED = ("places", "place-numbers", "place-names")  # layers, as Streamlit returns picks
PLACE_VIEW_KM, MOST_TOLD = 60.0, 6
_SIZE = (850, 540)  # pixels that it fills at first
_SMALLEST, _CHIP = 11, 22  # pixels: radius of a disc, width of a number with its ground
_NAME, _MARGIN = 0.16, 1.2  # in widths of the view: length of a name, and ground beyond each side
_ZOOM_OUT, _MOST_ZOOM, PIXELS = 1.5, 13.0, String("pixels")
_TOOLTIP = {"borderRadius": "4px", "fontSize": "14px", "lineHeight": "1.4", "maxWidth": "300px", "zIndex": "2"}

Colours = Any  # an exhibits.look.Look, which this package may not know


class _CompactDeck(pdk.Deck):  # type: ignore[misc]
    """A deck that writes its JSON without line breaks, a quarter of the bytes that each rerun sends."""

    def to_json(self) -> str:
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))


def build_deck(atlas: Atlas, colours: Colours, chosen: str | None = None) -> pdk.Deck:
    """Return the deck of an atlas at the *chosen* place, if any; raises ``ValueError`` where none has a coordinate."""
    overview = view = fit_view([mark.site for mark in atlas.marks], _SIZE[0] / _SIZE[1])
    if chosen and (mark := atlas.mark(chosen)):
        view = fit_view([mark.site], _SIZE[0] / _SIZE[1], min(PLACE_VIEW_KM, overview.height_km))
    ground = cut_ground(overview, atlas.countries, _MARGIN)
    # The ring before the name of a landmark stands on the place.
    landmarks = [_text(site, f"○ {name}", (-6, 0), anchor="start") for name, site in atlas.landmarks]
    layers = [
        *(_draw_ground(ground, overview, colours) if ground else ()),
        _write("landmarks", landmarks, colours.muted, colours.font),
        _draw_discs(atlas, colours, chosen),
        *_draw_labels(atlas, overview, colours),
    ]
    (latitude, longitude, zoom), (*_, least) = fit_web_view(view, *_SIZE), fit_web_view(overview, *_SIZE)
    zooms = {"zoom": min(zoom, _MOST_ZOOM), "min_zoom": least - _ZOOM_OUT, "max_zoom": _MOST_ZOOM}
    zooms |= {"latitude": latitude, "longitude": longitude}
    state = pdk.ViewState(**{name: round(value, 5) for name, value in zooms.items()})
    # Text, not html: what a source wrote is shown as it is.
    box = {"backgroundColor": colours.panel, "color": colours.ink, "border": f"1px solid {colours.rule}"}
    tooltip = {"text": "{tooltip}", "style": box | _TOOLTIP | {"fontFamily": colours.font}}
    # Without map_style: a named one, even None, lets the browser ask a tile server.
    return _CompactDeck(layers, map_provider=None, initial_view_state=state, height=_SIZE[1], tooltip=tooltip)


def picked_place(selection: Mapping[str, Any] | None) -> str | None:
    """Return the id of the place picked in what ``st.pydeck_chart(…, on_select="rerun")`` returns, else None."""
    objects = selection["selection"].get("objects", {}) if selection else {}
    return next((one["place"] for layer in PICKED for one in objects.get(layer, ())), None)


def _rgba(colour: str, opacity: float = 1.0) -> list[int]:
    return [*bytes.fromhex(colour[1:]), round(255 * opacity)]


def _inert(text: str) -> str:
    """Return text that the browser only writes: deck.gl's JSON takes a string that begins with @@ for a formula."""
    return f"\u2060{text}" if text.startswith("@@") else text


def _draw_ground(ground: Ground, view: Box, colours: Colours) -> Iterator[pdk.Layer]:
    west, south, east, north = view.grow(_MARGIN)
    for name, polygons, fill, line, width in (
        ("sea", [[[(west, south), (east, south), (east, north), (west, north)]]], colours.sea, colours.sea, 0),
        ("land", ground.land, colours.land, colours.rule, 1),
        ("home", ground.home, colours.paper, colours.rule, 1.5),
    ):
        style = {"get_line_color": _rgba(line), "get_line_width": width, "line_width_units": PIXELS}
        rings = [{"rings": rings} for rings in polygons]
        style |= {"stroked": width > 0, **_colour_below("fill", fill, "Fill")}
        yield pdk.Layer("PolygonLayer", rings, name, get_polygon="rings", **style)
    dashes = [dash for line in ground.disputed for dash in cut_dashes(line, view)]
    lines = (("disputed-ground", ground.disputed, colours.land, 3), ("disputed", dashes, colours.muted, 1.5))
    for name, paths, colour, width in lines:
        style = {"get_path": "path", "get_color": _rgba(colour), "get_width": width, "width_units": PIXELS}
        yield pdk.Layer("PathLayer", [{"path": path} for path in paths], name, **style)
    names = [_text(sites[0], name) for name, sites in ground.named if sites]
    yield _write("countries", names, colours.muted, colours.font)


def _colour_below(part: str, colour: str, kind: str = "") -> dict[str, Any]:
    """Set a colour below the layer: Streamlit fades whatever is not picked, and would fade ground and words as well."""
    return {"_sub_layer_props": {part: {f"get{kind}Color": _rgba(colour)}}}


def _draw_discs(atlas: Atlas, colours: Colours, chosen: str | None) -> pdk.Layer:
    discs = [
        {
            "place": mark.place.id,
            "position": [mark.site.lon, mark.site.lat],
            "radius_m": round(mark.site.radius_km * 1000),
            "fill": _rgba(colours.ink, 0.3 if mark.place.id == chosen else 0.1),
            "line": _rgba(colours.ink if mark.place.id == chosen else colours.muted),
            "line_width": 3 if mark.place.id == chosen else 1.5,
            "tooltip": _inert(write_tooltip(mark)),
        }
        # The small lie on the large, so that each can be picked.
        for mark in sorted(atlas.marks, key=lambda mark: -mark.site.radius_km)
    ]
    line = {"stroked": True, "get_line_color": "line", "get_line_width": "line_width", "line_width_units": PIXELS}
    # At its true radius, or where that could not be seen a ring of this size: zooming in shows the disc.
    size = {"get_position": "position", "get_radius": "radius_m", "radius_min_pixels": _SMALLEST}
    return pdk.Layer("ScatterplotLayer", discs, DISCS, pickable=True, get_fill_color="fill", **size, **line)


def write_tooltip(mark: Mark) -> str:
    """Return the plain text shown for a place: its names, its first figures, how closely it is known."""
    local = f" · {mark.place.name_local}" if mark.place.name_local else ""
    told = list(dict.fromkeys(name_claim(one) for one in mark.figures))
    more = ["More in the list beside the map"] if len(told) > MOST_TOLD else []
    known = [f"Known to within {mark.place.radius_km:g} km"] if mark.place.radius_km else []
    return "\n".join([f"{mark.number}  {mark.place.name}{local}", *told[:MOST_TOLD], *more, *known])


def _draw_labels(atlas: Atlas, view: Box, colours: Colours) -> Iterator[pdk.Layer]:
    """Write each number at its disc, and names of outer places right or left of theirs unless marks are on both."""
    names, numbers, offsets = [], [], spread_numbers(atlas.marks, view)
    for mark in atlas.marks:
        x, y = offsets[mark.number]
        numbers.append(_text(mark.site, str(mark.number), (x * _CHIP, -y * _CHIP), mark.place.id))
        level = (one.site for one in atlas.marks if abs(one.site.lat - mark.site.lat) < 0.06 * view.height)
        away = [(site.lon - mark.site.lon) / view.width for site in level]
        free = (side for side in (1, -1) if not any(0 < side * share < _NAME for share in away))
        if mark.inside is None and (x, y) == (0, 0) and (side := next(free, None)):
            moved, anchor = (side * (_SMALLEST + 7), 0), "start" if side > 0 else "end"
            names.append(_text(mark.site, mark.place.name, moved, mark.place.id, anchor))
    ground = {"pickable": True, "background": True, "get_background_color": _rgba(colours.paper, 0.7)}
    chip = {"get_background_color": _rgba(colours.ink), "background_padding": [5, 3], "font_weight": String("bold")}
    yield _write(NAMES, names, colours.ink, colours.font, **ground)
    yield _write(NUMBERS, numbers, colours.paper, colours.font, **ground | chip)


def _text(site: Site, text: str, moved: Point = (0, 0), place: str = "", anchor: str = "middle") -> dict[str, Any]:
    offset = [round(moved[0], 1), round(moved[1], 1)]
    return {"place": place, "position": [site.lon, site.lat], "text": _inert(text), "offset": offset, "anchor": anchor}


def _write(name: str, rows: Iterable[dict[str, Any]], colour: str, font: str, **more: object) -> pdk.Layer:
    place = {"get_position": "position", "get_pixel_offset": "offset", "get_text_anchor": "anchor"}
    style = {"get_size": 14, "get_alignment_baseline": String("center"), "font_family": String(font)}
    # "auto" holds whatever letters the names have; the default knows ASCII alone.
    style |= {"character_set": String("auto"), **_colour_below("characters", colour)}
    return pdk.Layer("TextLayer", list(rows), name, get_text="text", **place, **style, **more)
