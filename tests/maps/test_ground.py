from __future__ import annotations

from dashboard.maps import ground
from dashboard.maps.ground import cut_dashes, cut_ground, fit_view
from dashboard.maps.space import Box, Site

ALEPPO = Site(36.2012, 37.1612, 8)
SYRIA = frozenset({"SYR"})


def test_the_home_country_is_told_from_the_others_and_named():
    view = fit_view([ALEPPO, Site(34.74, 36.675, 2)], 1.3)
    cut = cut_ground(view, SYRIA)
    assert cut.home and cut.land
    assert "Syria" in dict(cut.named)


def test_a_name_stands_inside_the_view_and_its_country_the_best_place_first():
    view = fit_view([ALEPPO], 1.3)
    named = {name: sites for name, sites in cut_ground(view, SYRIA).named if sites}
    assert {"Syria", "Turkey"} <= named.keys()
    assert all(view.has(site) for sites in named.values() for site in sites)
    assert all(site.lat > 36.5 for site in named["Turkey"])


def test_a_view_over_the_180th_meridian_has_land_on_both_sides():
    view = fit_view([Site(-17.7, 178.0, 20), Site(-16.8, 180.1, 20)], 1.3)
    lons = [lon for polygon in cut_ground(view, frozenset({"FJI"})).home for ring in polygon for lon, _ in ring]
    assert min(lons) < 180 < max(lons)


def test_missing_outlines_are_no_ground_and_no_error(monkeypatch):
    monkeypatch.setattr(ground, "find_outlines", lambda box: None)
    cut_ground.cache_clear()
    assert cut_ground(fit_view([ALEPPO], 1.3), SYRIA) is None
    cut_ground.cache_clear()


def test_a_line_is_cut_into_dashes_with_gaps():
    dashes = list(cut_dashes(((0.0, 0.0), (0.0, 9.0)), Box(-5, 0, 5, 9)))
    drawn = sum(end[1] - start[1] for start, end in dashes)
    assert 3.5 < drawn < 5.5
