"""Everything at once: all charts, tables and notes as a ZIP, or as a PowerPoint deck, with progress while it works."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from dashboard.charts import CHARTS
from dashboard.export.about import About
from dashboard.export.archive import make_archive
from dashboard.export.batch import Batch, draw_charts
from dashboard.export.browser import find_chrome
from dashboard.export.deck import make_deck
from dashboard.export.faults import ExportError
from dashboard.views.download.chosen import Chosen
from dashboard.views.download.pictures import list_applying
from dashboard.widgets import escape, show_html
from dashboard.widgets.text import plain_markdown

KEPT = 4
_DECK = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True)
class Kind:
    """A package that can be made: its file, and what it holds."""

    id: str
    label: str
    ending: str
    media_type: str
    words: str


KINDS = (
    Kind("archive", "ZIP", "zip", "application/zip", "All charts as PNG, all tables as CSV, the notes as text."),
    Kind("deck", "PowerPoint", "pptx", _DECK, "One chart a slide, its sources in the speaker notes."),
)


@dataclass(frozen=True)
class Bundle:
    """A package as it was made, and the charts that had to be left out, with why."""

    content: bytes
    file_name: str
    left_out: tuple[str, ...]


class Kept:
    """The last few packages of the whole server, so that they fill no session's memory."""

    def __init__(self) -> None:
        self._bundles: OrderedDict[object, Bundle] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object) -> Bundle | None:
        """Return a package, or None where it was not made or was dropped."""
        with self._lock:
            return self._bundles.get(key)

    def put(self, key: object, bundle: Bundle) -> None:
        """Keep a package; the oldest goes."""
        with self._lock:
            self._bundles[key] = bundle
            while len(self._bundles) > KEPT:
                self._bundles.popitem(last=False)


@st.cache_resource(show_spinner=False)
def open_kept() -> Kept:
    """Return the one store of this server."""
    return Kept()


def show_bundles(chosen: Chosen, preset: str, mode: str) -> None:
    """Show a button for each package; once it is made, the button that saves it."""
    show_html('<section class="hf-take"><h2>Everything at once</h2></section>')
    for kind in KINDS:
        # Slides have a size of their own.
        look = ("slide" if kind.id == "deck" else preset, mode)
        _show_bundle(kind, chosen, *look)


def _show_bundle(kind: Kind, chosen: Chosen, preset: str, mode: str) -> None:
    key = (kind.id, chosen.view.view_hash, chosen.filter_text, preset, mode)
    with st.container(horizontal=True, vertical_alignment="center", key=f"bundle-{kind.id}"):
        asked = st.button(f"Make the {kind.label}", key=f"make-{kind.id}", disabled=find_chrome() is None)
        show_html(f'<p class="hf-quiet">{escape(kind.words)}</p>')
    if asked:
        _make(kind, key, chosen, preset, mode)
    made = open_kept().get(key) if st.session_state.get(f"made-{kind.id}") == key else None
    if made is not None:
        _offer(kind, made)


def _make(kind: Kind, key: object, chosen: Chosen, preset: str, mode: str) -> None:
    with st.status(f"Making the {kind.label}", expanded=True) as status:
        try:
            bundle = open_kept().get(key) or make_bundle(kind, chosen, preset, mode)
        except ExportError as error:
            status.update(label=f"The {kind.label} could not be made", state="error")
            show_html(f"<p>{escape(error)}</p>")
            return
        open_kept().put(key, bundle)
        st.session_state[f"made-{kind.id}"] = key
        status.update(label=f"The {kind.label} is ready", state="complete", expanded=False)


def make_bundle(kind: Kind, chosen: Chosen, preset: str, mode: str) -> Bundle:
    """Draw all charts, telling how far it is, and pack them; raises :class:`ExportError`."""
    bar = st.progress(0.0, text="Starting")
    about = About(chosen.view.title, datetime.now(UTC), chosen.filter_text, f"/{chosen.link()}")

    def tell(done: int, total: int, what: str) -> None:
        bar.progress(done / max(total, 1), text=f"{done} of {total} {plain_markdown(what)}")

    batch = draw_charts(
        chosen.view,
        [CHARTS[chart] for chart in list_applying(chosen.view.view_hash, chosen.view)],
        preset,
        mode,
        now=about.made,
        query=chosen.query,
        filter_text=chosen.filter_text,
        progress=tell,
    )
    bar.progress(1.0, text="Packing")
    left_out = tuple(str(skipped) for skipped in batch.skipped)
    return Bundle(_pack(kind, chosen, batch, about, mode), about.name_file("figures", kind.ending), left_out)


def _pack(kind: Kind, chosen: Chosen, batch: Batch, about: About, mode: str) -> bytes:
    if kind.id == "deck":
        return make_deck(chosen.view, batch.drawn, about, mode)
    return make_archive(chosen.view, batch, about)


def _offer(kind: Kind, made: Bundle) -> None:
    size = f"{len(made.content) / 1e6:.1f} MB"
    st.download_button(
        f"Save the {kind.label}, {size}",
        made.content,
        made.file_name,
        kind.media_type,
        key=f"save-{kind.id}",
        type="primary",
        on_click="ignore",
    )
    if made.left_out:
        items = "".join(f"<li>{escape(line)}</li>" for line in made.left_out)
        show_html(
            f'<details class="hf-left-out"><summary>Left out: {len(made.left_out)}</summary><ul>{items}</ul></details>'
        )
