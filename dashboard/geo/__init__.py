"""The geometry of every map, drawn anywhere: country outlines, discs of a stated radius, views, scales, label places.

Degrees are WGS 84, kilometres lie on a sphere. Nothing here draws: the browser's map and the exported picture
take the same numbers from here.
"""

from dashboard.geo.labels import Label, Placed, place_labels
from dashboard.geo.outlines import (
    BOUNDARY_NOTE,
    COUNTRIES_FILE,
    Boundaries,
    Country,
    GeoError,
    Ring,
    read_boundaries,
)
from dashboard.geo.space import (
    EARTH_RADIUS_KM,
    Box,
    ScaleBar,
    WebView,
    disc,
    distance_km,
    fit_web_view,
    scale_bar,
    to_pixels,
    view_box,
)

__all__ = [
    "BOUNDARY_NOTE",
    "COUNTRIES_FILE",
    "EARTH_RADIUS_KM",
    "Boundaries",
    "Box",
    "Country",
    "GeoError",
    "Label",
    "Placed",
    "Ring",
    "ScaleBar",
    "WebView",
    "disc",
    "distance_km",
    "fit_web_view",
    "place_labels",
    "read_boundaries",
    "scale_bar",
    "to_pixels",
    "view_box",
]
