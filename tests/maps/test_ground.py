from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps import ground
from dashboard.maps.ground import (
    Box,
    Site,
    cut_dashes,
    cut_ground,
    distance_km,
    draw_disc,
    fit_view,
    fit_web_view,
    scale_bar,
    unwrap,
)

ALEPPO, HOMS = Site(36.2012, 37.1612, 8), Site(34.7241, 36.7256, 7)
SYRIA = frozenset({"SYR"})
sites = st.builds(Site, st.floats(-70, 70), st.floats(-170, 170), st.floats(0.5, 80))


def test_aleppo_and_homs_are_about_168_km_apart():
    assert distance_km(ALEPPO, HOMS) == pytest.approx(168.7, abs=1)


@given(sites)
def test_every_point_of_a_disc_lies_its_radius_away(site):
    for lon, lat in draw_disc(site, 16):
        assert distance_km(site, Site(lat, lon, 0)) == pytest.approx(site.radius_km, rel=0.02, abs=2e-3)


@given(st.lists(sites, min_size=1, max_size=5), st.floats(0.4, 3))
def test_a_view_holds_every_disc_and_has_its_shape(found, aspect):
    box = fit_view(found, aspect)
    assert (box.east - box.west) / box.stretch / (box.north - box.south) == pytest.approx(aspect, rel=0.02)
    assert all(box.west <= site.lon <= box.east and box.south <= site.lat <= box.north for site in found)


def test_a_view_of_nothing_is_refused():
    with pytest.raises(ValueError, match="0 sites, expected at least one site"):
        fit_view([], 1)


def test_sites_on_both_sides_of_the_180th_meridian_come_together():
    fiji, samoa = Site(-17.7, 178.0, 1), Site(-13.8, -171.8, 1)
    assert [round(site.lon, 1) for site in unwrap([fiji, samoa])] == [178.0, 188.2]
    assert unwrap([ALEPPO, HOMS]) == [ALEPPO, HOMS]


@given(st.floats(2, 20_000))
def test_a_scale_bar_is_a_round_length_of_at_most_its_share(tall_km):
    box = fit_view([Site(10, 20, tall_km / 2.8)], 1.3, 0) if tall_km < 15_000 else Box(-170, -80, 170, 80)
    degrees, text = scale_bar(box)
    km = degrees / box.width * box.width_km
    leading = km / 10 ** math.floor(math.log10(km) + 1e-9)
    assert leading == pytest.approx(round(leading))
    assert text in (f"{km:,.0f} km", f"{km * 1000:.0f} m")
    assert 0.09 <= degrees / box.width <= 0.2501


def test_a_web_view_is_nearer_for_a_smaller_box():
    near, far = fit_view([ALEPPO], 1.5, 9), fit_view([ALEPPO, HOMS], 1.5, 9)
    assert fit_web_view(near, 800, 500)[2] > fit_web_view(far, 800, 500)[2]


def test_the_home_country_is_told_from_the_others_and_named():
    view = fit_view([ALEPPO, Site(34.74, 36.675, 2)], 1.3)
    cut = cut_ground(view, SYRIA)
    assert cut.home and cut.land
    assert "Syria" in dict(cut.named)


def test_a_name_stands_inside_the_view_and_its_country_the_best_place_first():
    view = fit_view([ALEPPO], 1.3)
    named = {name: sites for name, sites in cut_ground(view, SYRIA).named if sites}
    assert {"Syria", "Turkey"} <= named.keys()
    assert all(view.has(site.lon, site.lat) for sites in named.values() for site in sites)
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
