from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.ground import fit_view
from dashboard.maps.space import Box, Site, distance_km, draw_disc, fit_web_view, scale_bar, unwrap

ALEPPO, HOMS = Site(36.2012, 37.1612, 8), Site(34.7241, 36.7256, 7)
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
    bar = scale_bar(box)
    assert bar.km / 10 ** math.floor(math.log10(bar.km) + 1e-9) == pytest.approx(
        round(bar.km / 10 ** math.floor(math.log10(bar.km) + 1e-9))
    )
    assert 0.09 <= bar.km / box.width_km <= 0.2501


def test_a_web_view_is_nearer_for_a_smaller_box():
    near, far = fit_view([ALEPPO], 1.5, 9), fit_view([ALEPPO, HOMS], 1.5, 9)
    assert fit_web_view(near, 800, 500)[2] > fit_web_view(far, 800, 500)[2]
