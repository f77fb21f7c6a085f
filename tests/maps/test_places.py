from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.ground import distance_km, fit_view
from dashboard.maps.places import find_clusters, read_atlas, spread_numbers
from dashboard.records.model import Place


def atlas_of(collection):
    return read_atlas(collection.figures, collection.vocabulary.places)


def test_each_part_follows_its_whole_and_lies_inside_its_disc(real):
    atlas = atlas_of(real)
    numbers = {mark.place.id: mark.number for mark in atlas.marks}
    for mark in atlas.marks:
        if mark.inside:
            whole = atlas.mark(mark.inside)
            assert numbers[mark.inside] < mark.number
            assert distance_km(mark.site, whole.site) + mark.site.radius_km <= whole.site.radius_km + 1e-6
    assert atlas.mark("east-aleppo").inside == "aleppo"
    assert atlas.mark("al-waer").inside != "aleppo"


def test_places_without_a_coordinate_have_no_mark(real):
    atlas = atlas_of(real)
    unmarked = {place.id for place, _ in atlas.unmarked}
    assert {"syria", "m2-hospital"} <= unmarked
    assert sum(len(mark.figures) for mark in atlas.marks) + sum(len(found) for _, found in atlas.unmarked) == len(
        real.figures
    )


def test_landmarks_have_no_figures_and_lie_in_no_marked_place(story):
    names = {name for name, _ in atlas_of(story).landmarks}
    assert "Damascus" in names
    assert not names & {"Aleppo", "East Aleppo", "West Aleppo", "Bustan al-Qasr"}


def test_close_places_are_a_cluster_and_their_numbers_stand_apart(real):
    marks = atlas_of(real).marks
    view = fit_view([mark.site for mark in marks], 1.3)
    cluster = find_clusters(marks, view)[0]
    assert {"aleppo", "east-aleppo", "west-aleppo"} <= {mark.place.id for mark in cluster}
    offsets = spread_numbers(cluster, view)
    assert len(set(offsets.values())) == len(cluster)


def place(name: str, within: str | None, lat: float, lon: float, radius: float) -> Place:
    return Place(
        id=name,
        name=name,
        within=within,
        country="SYR",
        lat=lat,
        lon=lon,
        radius_km=radius,
        place_precision=2,
        basis="invented",
    )


@given(st.lists(st.tuples(st.floats(36, 37), st.floats(36, 38), st.floats(0.1, 60)), min_size=2, max_size=6))
def test_whatever_the_radii_a_part_is_drawn_inside_its_whole(sizes):
    from types import SimpleNamespace

    places = {f"p{n}": place(f"p{n}", f"p{n - 1}" if n else None, *size) for n, size in enumerate(sizes)}
    figures = [SimpleNamespace(place=one) for one in places.values()]
    atlas = read_atlas(figures, places)
    for mark in atlas.marks:
        if mark.inside:
            whole = atlas.mark(mark.inside)
            assert mark.site.radius_km <= whole.site.radius_km
            assert distance_km(mark.site, whole.site) + mark.site.radius_km <= whole.site.radius_km + 1e-6
