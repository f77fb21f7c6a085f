"""The Map page: where the figures are from, the places beside it as buttons, and one place's figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydeck as pdk
import streamlit as st

from dashboard import widgets
from dashboard.charts.words import capitalise
from dashboard.filters import Filter, read_filter, write_query
from dashboard.maps import Atlas, alt_text, build_deck, picked_place, read_atlas, write_note, write_title
from dashboard.notes import count_words, list_short_notes, state_figure, write_chain, write_published
from dashboard.tables import Tables
from dashboard.theme import Mode
from dashboard.widgets import escape, show_heading, show_html
from dashboard.widgets.charts import MOST_SOURCES_SHOWN, guess_width, source_note_html
from dashboard.widgets.text import plain_markdown

STORY, ALL = "story", "all"
# The deck's first camera and labels are made for this much room, in pixels; style.css lets it fill the screen.
ROOM, ROOM_OF_A_PHONE = (850, 540), (345, 500)
MOST_LISTED = 40
MOST_PLACES = 80
MOST_SOURCES_NAMED = 300
_REPORTS, _SOURCE, _EPOCH = "map-reports", "map-source", "map-epoch"


@dataclass(frozen=True)
class Address:
    """What an address asks for: chosen sources, else the story or all reports; and the place that is looked at."""

    sources: tuple[str, ...] = ()
    every: bool = False
    place: str | None = None


@dataclass(frozen=True)
class Scene:
    """What the map shows. ``query`` names its sources in a URL."""

    tables: Tables
    atlas: Atlas
    alt: str
    note_html: str
    query: str


def render() -> None:
    """Show the map of what the address asks for, and let the reader change it."""
    tables = widgets.read_state().tables
    if tables.sources.empty:
        show_heading("Map", "No source could be read yet.")
        return
    address, problems = read_address(tables)
    scene = _set_scene(tables.view_hash, address.sources, address.every, tables)
    place = next((row for row in scene.atlas.told if row["place"] == address.place), None)
    if address.place and place is None:
        problems = [*problems, "The place the address names has no figure in these reports."]
    _show_heading(scene, address, problems, tables)
    left, right = st.columns([2.5, 1], gap="medium")
    with left:
        _show_deck(scene, place)
        show_html(scene.note_html)
    with right, st.container(key="map-panel"):
        if place is None:
            _show_places(scene)
        else:
            _show_place(place, scene)
    widgets.show_chart("places", scene.tables, query=scene.query)


def read_address(tables: Tables) -> tuple[Address, list[str]]:
    """Read the address; also return a line for what makes no sense, which is then left out."""
    asked = {name: st.query_params.get_all(name) for name in ("source", "place")}
    asked["place"] = asked["place"][-1:]
    choice, problems = read_filter(asked, tables)
    reports = st.query_params.get("reports", "")
    if reports not in ("", STORY, ALL):
        problems.append(f"reports: {reports[:60]!r}, expected {STORY} or {ALL}")
    return Address(choice.source, reports == ALL and not choice.source, next(iter(choice.place), None)), problems


@st.cache_resource(max_entries=24, show_spinner=False)
def _set_scene(reading: str, sources: tuple[str, ...], every: bool, _tables: Tables) -> Scene:
    chosen = () if every else sources or ((_tables.story,) if _tables.story else ())
    tables = _tables.only(chosen) if chosen else _tables
    atlas = read_atlas(tables)
    return Scene(tables, atlas, alt_text(tables), note_html(tables, atlas), write_query(Filter(source=tuple(chosen))))


def _write_address(**changes: str | Sequence[str] | None) -> None:
    """Write these parameters into the URL; an empty one is taken out."""
    names = ("source", "reports", "place")
    after = {name: st.query_params.get_all(name) for name in names} | {
        name: [value] if isinstance(value, str) else list(value or ()) for name, value in changes.items()
    }
    st.query_params.from_dict({name: values for name, values in after.items() if values})


def _show_heading(scene: Scene, address: Address, problems: Sequence[str], tables: Tables) -> None:
    left, middle, right = st.columns([2.7, 0.95, 1.35], vertical_alignment="bottom")
    with left:
        show_heading("Map", write_title(scene.atlas) if scene.atlas.told else "No figure with a place in these reports")
        if problems:
            show_html("".join(f"<p class='hf-aside' role='status'>{escape(line)}</p>" for line in problems[:3]))
    _hold(_REPORTS, None if address.sources else ALL if address.every else STORY)
    middle.segmented_control(
        "Reports",
        [STORY, ALL],
        key=_REPORTS,
        format_func={STORY: "This story", ALL: f"All {len(tables.sources)}"}.get,
        on_change=_change_reports,
    )
    names = _name_sources(tables.view_hash, tables)
    _hold(_SOURCE, list(address.sources))
    right.multiselect(
        "Chosen reports",
        list(names),
        key=_SOURCE,
        format_func=lambda source: names.get(source, source),
        placeholder="Choose some",
        filter_mode="contains",
        select_all=False,
        wrap=False,
        on_change=lambda: _write_address(source=st.session_state[_SOURCE], reports=None),
    )


def _hold(key: str, wanted: object) -> None:
    """Let a widget hold what the address says: it alone is the page's state, so that a link or Back restores it."""
    if key not in st.session_state or st.session_state[key] != wanted:
        st.session_state[key] = wanted


def _change_reports() -> None:
    # A second click on a segment lets it go: back to the story.
    _write_address(source=None, reports=ALL if st.session_state[_REPORTS] == ALL else None)


@st.cache_resource(max_entries=4, show_spinner=False)
def _name_sources(reading: str, _tables: Tables) -> dict[str, str]:
    """Return id -> name of every source that has a figure, no two alike."""
    rows = _tables.sources[_tables.sources["id"].isin(set(_tables.figures["source"]))].to_dict("records")
    names = {row["id"]: f"{row['publisher']}, {write_published(row)}" for row in rows}
    told = Counter(names.values())
    names = {source: name if told[name] == 1 else f"{name} ({source})" for source, name in names.items()}
    return dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))


def _show_deck(scene: Scene, place: Mapping[str, Any] | None) -> None:
    if not scene.atlas.shown:
        show_html('<p class="hf-quiet">No place of these figures has a coordinate that can be defended.</p>')
        return
    room = _guess_room()
    picked = place["place"] if place else None
    deck = _draw_deck(scene.tables.view_hash, widgets.choose_mode(), picked, room, scene.tables)
    # A new key forgets what was picked before, where the reader went on by a button instead.
    key = f"deck-{st.session_state.get(_EPOCH, 0)}"
    with st.container(key="map-deck"):
        st.pydeck_chart(
            deck,
            height=room[1],
            key=key,
            alt=scene.alt,
            selection_mode="single-object",
            on_select=lambda: _write_address(place=picked_place(st.session_state[key])),
        )


@st.cache_resource(max_entries=64, show_spinner=False)
def _draw_deck(view: str, mode: Mode, place: str | None, room: tuple[int, int], _tables: Tables) -> pdk.Deck:
    return build_deck(_tables, mode, place, width=room[0], height=room[1])


def _guess_room() -> tuple[int, int]:
    return ROOM_OF_A_PHONE if guess_width() < ROOM[0] else ROOM


def note_html(tables: Tables, atlas: Atlas) -> str:
    """Return the source note of the map: folded where many reports are shown, and a link where they are very many."""
    note = f"<p><b>Note:</b> {escape(write_note(atlas))}</p>"
    if len(tables.sources) > MOST_SOURCES_NAMED:
        count = count_words(len(tables.sources), "report", "reports")
        link = '<a href="sources" target="_self">each by itself</a>'
        return f'<div class="hf-source"><p><b>Source:</b> {count}, {link}</p>{note}</div>'
    sources = list_short_notes(tables.described)
    told = source_note_html(sources, write_note(atlas), folded=len(sources) > MOST_SOURCES_SHOWN)
    return f'<div class="hf-source">{told}</div>'


def _show_places(scene: Scene) -> None:
    """List the places as buttons: the same choice as on the map, for the keyboard and for screen readers."""
    show_html(
        f'<h2 class="hf-subsection">{count_words(len(scene.atlas.told), "place", "places")}</h2>'
        '<p class="hf-quiet">Choose one here, or a disc on the map.</p>'
    )
    for row in scene.atlas.shown[:MOST_PLACES]:
        _show_place_button(row)
    if scene.atlas.missing:
        show_html(
            '<h2 class="hf-subsection">Not on the map</h2>'
            '<p class="hf-quiet">No coordinate can be defended for these.</p>'
        )
        for row in scene.atlas.missing[:MOST_PLACES]:
            _show_place_button(row)
    more = sum(max(len(rows) - MOST_PLACES, 0) for rows in (scene.atlas.shown, scene.atlas.missing))
    if more:
        show_html(f'<p class="hf-quiet">{more:,} more places: choose fewer reports, or explore them by place.</p>')


def _show_place_button(row: Mapping[str, Any]) -> None:
    label = f"**{plain_markdown(row['label'])}** {plain_markdown(row['line'])}"
    st.button(
        label, key=f"map-place-{row['place']}", on_click=_open_place, args=(row["place"],), width="stretch", wrap=True
    )


def _open_place(place: str | None) -> None:
    st.session_state[_EPOCH] = st.session_state.get(_EPOCH, 0) + 1
    _write_address(place=place)


def _show_place(place: Mapping[str, Any], scene: Scene) -> None:
    """List one place's figures; each opens its full note."""
    described = scene.tables.described
    rows = described[described["place"] == place["place"]]
    st.button("← All places", key="map-back", on_click=_open_place, args=(None,), type="tertiary")
    show_html(_place_html(place, len(rows)))
    for row in rows.iloc[:MOST_LISTED].to_dict("records"):
        who = plain_markdown(write_chain(row))
        label = f"**{plain_markdown(row['written'])}** {plain_markdown(state_figure(row, year=False))} :small[{who}]"
        if st.button(label, key=f"map-figure-{row['id']}", width="stretch", wrap=True):
            widgets.open_note(row["id"], scene.tables)
    if len(rows) > MOST_LISTED:
        query = f"{scene.query}&place={place['place']}".lstrip("&")
        more = f"{len(rows) - MOST_LISTED:,} more: all of them on the Explore page"
        show_html(f'<p><a href="explore?{escape(query)}" target="_self">{escape(more)}</a></p>')


def _place_html(place: Mapping[str, Any], count: int) -> str:
    names = [place["label"], place["name_ar"]]
    title = " · ".join(f'<span dir="auto">{escape(name)}</span>' for name in names if isinstance(name, str))
    located = isinstance(place["radius_km"], float)
    known = f"Known to within {place['radius_km']:g} km." if located else "No coordinate: not on the map."
    return (
        f'<h2 class="hf-section">{title}</h2><p class="hf-quiet">{count_words(count, "figure", "figures")}. {known} '
        f"{escape(capitalise(place['basis']))}</p>"
    )
