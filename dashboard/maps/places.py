"""The places that have figures, in the words and numbers that the deck and the chart share; nothing is drawn here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import pandas as pd

from dashboard.geo import BOUNDARY_NOTE, distance_km, read_boundaries
from dashboard.notes import PLACE_PRECISION, count_words, join_words, name_count
from dashboard.quantity import list_containers
from dashboard.tables import Tables, label_places

# A place with more to say is told by subject: sixty numbers beside one disc are not read by anybody.
MOST_PHRASES = 8
MOST_SUBJECTS = 4
MOST_READ = 50
SEPARATOR = " · "
# More places than this are counted in a title, not named.
MOST_NAMES = 4

_NAMES = ("label", "name", "name_ar", "within", "admin1", "country")
_PLACE_COLUMNS = (*_NAMES, "lat", "lon", "radius_km", "place_precision", "basis")
_TOLD_COLUMNS = ("count", "figures", "indicator", "by_subject", "phrases", "words", "line")
# What state_briefly() reads of a figure.
_PHRASE_COLUMNS = (
    "written",
    "wording",
    "value",
    "qualifier",
    "of_total",
    "phrase",
    "group_label",
    "group_one",
    "unit",
    "unit_one",
)


class Atlas(NamedTuple):
    """What a map is made from, as plain rows: the places with figures that it shows, those it cannot, landmarks."""

    shown: tuple[dict[str, Any], ...]
    missing: tuple[dict[str, Any], ...]
    landmarks: tuple[dict[str, Any], ...]

    @property
    def told(self) -> tuple[dict[str, Any], ...]:
        """All places with figures, on the map or not."""
        return self.shown + self.missing


def list_places(tables: Tables) -> pd.DataFrame:
    """Return the places that have figures, one row each, in the order in which the figures name them.

    Columns: place (id), label (name with the governorate where needed), name, name_ar, within, admin1, country (ISO
    3166-1 alpha-3), lat, lon (degrees; NA where no coordinate can be defended), radius_km, place_precision, basis,
    count (of figures), figures (their ids), indicator (the one they all have, else NA), phrases (tuple: each figure
    as written, with what it counts), words (the same, the qualifier in words), line (the phrases in one line).
    Where there would be more than ``MOST_PHRASES`` (by_subject), phrases say how many figures each subject has.
    """
    known = label_places(tables.places).set_index("id")[list(_PLACE_COLUMNS)]
    rows = [row | known.loc[row["place"]].to_dict() for row in _gather(tables.described)]
    places = pd.DataFrame(rows, columns=["place", *_PLACE_COLUMNS, *_TOLD_COLUMNS])
    return places.astype({"lat": "Float64", "lon": "Float64", "radius_km": "Float64", "count": "Int64"})


def _gather(described: pd.DataFrame) -> list[dict[str, Any]]:
    by_place = described.groupby("place", sort=False)
    heads: dict[str, list[dict[str, Any]]] = {}
    for row in by_place[["place", *_PHRASE_COLUMNS]].head(MOST_READ).to_dict("records"):
        heads.setdefault(row["place"], []).append(row)
    gathered = []
    for place, rows in by_place[["id", "indicator", "indicator_label"]]:
        some, indicators = heads[place], rows["indicator"].unique()
        if by_subject := len(rows) > len(some) or len({state_briefly(row) for row in some}) > MOST_PHRASES:
            phrases = words = _count_subjects(rows["indicator_label"].value_counts())
        else:
            phrases, words = (_state_all(some, column) for column in ("written", "wording"))
        told = {"phrases": phrases, "words": words, "line": SEPARATOR.join(phrases), "by_subject": by_subject}
        only = indicators[0] if len(indicators) == 1 else pd.NA
        gathered.append({"place": place, "count": len(rows), "figures": tuple(rows["id"]), "indicator": only} | told)
    return gathered


def _state_all(rows: Sequence[Mapping[str, Any]], column: str) -> tuple[str, ...]:
    told = Counter(state_briefly(row, column) for row in rows)
    return tuple(text if times == 1 else f"{text} ({_count(times)})" for text, times in told.items())


def _count_subjects(counts: pd.Series) -> tuple[str, ...]:
    shown = MOST_SUBJECTS if len(counts) > MOST_SUBJECTS + 1 else len(counts)
    subjects = [f"{label}: {_count(number)}" for label, number in counts.iloc[:shown].items()]
    if rest := len(counts) - shown:
        subjects.append(f"{rest} other subjects: {_count(counts.iloc[shown:].sum())}")
    return tuple(subjects)


def _count(number: int) -> str:
    return count_words(number, "figure", "figures")


def state_briefly(row: Mapping[str, Any], column: str = "written") -> str:
    """State a described figure in few words: "≥ 80 killed", with *column* ``wording`` "at least 80 people killed"."""
    written = row[column]
    if pd.isna(row["phrase"]):
        return name_count({**row, "wording": written})
    # "80 killed" can only be people; "2 of 5 lost" could be anything.
    plainly = column == "written" and row["group_label"] == row["unit"] and row["qualifier"] != "vague"
    return f"{written if plainly else name_count({**row, 'wording': written})} {row['phrase']}"


def read_atlas(tables: Tables) -> Atlas:
    """Gather what a map of *tables* shows: rows of :func:`list_places`, and landmarks as rows of ``tables.places``.

    Landmarks are places without figures that help to find one's way: in a country that is shown, with a coordinate,
    not within a place that is shown.
    """
    rows = list_places(tables).to_dict("records")
    shown = tuple(_fill_radius(row) for row in rows if _is_located(row))
    missing = tuple(row for row in rows if not _is_located(row))
    used, countries = ({row[key] for row in shown} for key in ("place", "country"))
    containers = tables.containment.places
    places = tables.places[tables.places["country"].isin(countries)].to_dict("records")
    free = (row for row in places if _is_located(row) and used.isdisjoint(list_containers(row["id"], containers)))
    return Atlas(shown, missing, tuple(free))


def _is_located(row: Mapping[str, Any]) -> bool:
    return not (pd.isna(row["lat"]) or pd.isna(row["lon"]))


def _fill_radius(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"radius_km": 0.0} if pd.isna(row["radius_km"]) else row


def write_title(atlas: Atlas) -> str:
    """Title a map: "Where: figures reported from Aleppo, East Aleppo and Al-Waer, Homs"."""
    if len(atlas.told) > MOST_NAMES:
        rest = f", {len(atlas.shown)} of them on the map" if atlas.missing else ""
        return f"Where: figures reported from {len(atlas.told)} places{rest}"
    # The governorate tells places apart; where all lie in one it tells nothing.
    alike = len({str(row["admin1"]) for row in atlas.told}) == 1
    return f"Where: figures reported from {join_words(row['name' if alike else 'label'] for row in atlas.told)}"


def alt_text(tables: Tables) -> str:
    """Say what the map shows: country, each place with its figures and their qualifiers, what is not on it."""
    return say_map(read_atlas(tables))


def say_map(atlas: Atlas) -> str:
    """Say what the map of *atlas* shows; see :func:`alt_text`."""
    countries = join_words(_name_countries(row["country"] for row in atlas.shown))
    parts = [f"Map of {countries}." if countries else "A map without marks."]
    parts += [f"{row['label']}: {_join_phrases(row)}." for row in atlas.shown]
    parts.append(describe_distance(atlas.shown))
    if atlas.missing:
        told = "; ".join(f"{row['label']} ({_join_phrases(row)})" for row in atlas.missing)
        parts.append(f"Not on the map, for want of a defensible coordinate: {told}.")
    return " ".join(filter(None, parts))


def _join_phrases(row: Mapping[str, Any]) -> str:
    return f"{_count(row['count'])} ({', '.join(row['words'])})" if row["by_subject"] else ", ".join(row["words"])


def _name_countries(codes: Iterable[str]) -> list[str]:
    names = {country.iso3: country.name for country in read_boundaries().countries}
    return [names.get(iso3, iso3) for iso3 in dict.fromkeys(codes)]


def describe_distance(places: Sequence[Mapping[str, Any]]) -> str:
    """Say how far apart the two outermost places are, to 10 km; empty where they lie close together."""
    pairs = [
        (distance_km(one["lat"], one["lon"], other["lat"], other["lon"]), one, other)
        for one, other in combinations(places, 2)
    ]
    far, one, other = max(pairs, key=lambda pair: pair[0], default=(0.0, None, None))
    if not pairs or far < 10 * max(one["radius_km"], other["radius_km"], 1):
        return ""
    return f"{one['label']} and {other['label']} are about {round(far, -1):,.0f} km apart."


def write_note(atlas: Atlas, rings: Collection[str] = (), landmarks: Collection[str] = ()) -> str:
    """Write what must be known beside a map: what a disc means, what is missing, how each place is known.

    *rings* are the ids of places drawn larger than they are, *landmarks* the ids of those drawn for orientation.
    """
    parts = ["A disc shows how closely a place is known, not where it ends."]
    if small := [_name_radius(row) for row in atlas.shown if row["place"] in rings]:
        parts.append(f"{'Ring' if len(small) == 1 else 'Rings'} not to scale: {join_words(small)}.")
    if atlas.missing:
        parts.append(f"Not on the map (no defensible coordinate): {'; '.join(map(_name_missing, atlas.missing))}.")
    if any(row["by_subject"] for row in atlas.shown):
        parts.append("Where a place has many figures, they are counted by subject; each stands in the table.")
    parts += [describe_distance(atlas.shown), describe_basis(atlas.shown)]
    if some := [f"{row['name']} ({_drop_end(row['basis'])})" for row in atlas.landmarks if row["id"] in landmarks]:
        parts.append(f"Hollow marks are for orientation, no figure is told of them: {join_words(some)}.")
    return " ".join([*filter(None, parts), BOUNDARY_NOTE])


def _name_radius(row: Mapping[str, Any]) -> str:
    return f"{row['label']} (radius {row['radius_km']:g} km)"


def _name_missing(row: Mapping[str, Any]) -> str:
    return f"{row['label']} – {row['line'] if row['count'] <= MOST_NAMES else _count(row['count'])}"


def describe_basis(places: Sequence[Mapping[str, Any]]) -> str:
    """Say in short how each place is known and how closely: radius, UCDP precision, where the coordinate is from."""
    precisions = {row["place_precision"] for row in places}
    shared = len(precisions) == 1 and len(places) > 1
    told = []
    for row in places:
        own = "" if shared else f", {_name_precision(row['place_precision'])}"
        told.append(f"{row['name']}: within {row['radius_km']:g} km{own}; {_drop_end(row['basis'])}.")
    if shared:
        told.append(f"All are given {_name_precision(*precisions)}.")
    return " ".join(told)


def _name_precision(precision: int) -> str:
    return PLACE_PRECISION[precision].split(" (")[0]


def _drop_end(text: str) -> str:
    return text.rstrip(". ")
