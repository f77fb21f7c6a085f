"""Files made on the page itself: of reports that one session alone has no address gives any."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import streamlit as st

from dashboard.collection import Collection
from dashboard.compare import Topic
from dashboard.exhibits import Question
from dashboard.export import FORMATS, Format
from dashboard.export.about import About, describe, read_base
from dashboard.export.choose import Order, choose_exhibits
from dashboard.export.formats import find_format
from dashboard.render.presets import PRESETS
from dashboard.views.visit import Visit


def offer_rows(visit: Visit, names: Iterable[str]) -> None:
    """Offer what is selected in these formats of a table or of all tables, side by side."""
    for name in names:
        one = find_format(name)
        _offer(visit, one, one.label, one.name or "figures", lambda: Order(visit.chosen, _about(visit)))


def offer_all(visit: Visit) -> None:
    """Offer what is selected in every format, each with what it is for."""
    for one in FORMATS:
        # A description of the data names addresses, which these have not.
        if one.scope != "exhibit" and one.id != "descriptor" and (visit.can_draw or not one.draws):
            left, right = st.columns([1, 3], vertical_alignment="center")
            with left:
                make = offer_briefing(visit) if one.scope == "briefing" else lambda: Order(visit.chosen, _about(visit))
                _offer(visit, one, one.label, one.name or "figures", make)
            right.text(one.purpose)


def offer_briefing(visit: Visit, slides: Iterable[str] = ()) -> Callable[[], Order]:
    """Return what makes the order of a briefing of these slides."""

    def make() -> Order:
        chosen = choose_exhibits(visit.chosen, list(slides), visit.topic if slides else None, briefing=True)
        about = _about(visit)
        return Order(visit.chosen, about, exhibits=chosen.exhibits, left_out=chosen.left_out, theme=visit.theme)

    return make


def offer_slides(visit: Visit, slides: Iterable[str], names: Iterable[str]) -> None:
    """Offer a briefing in these formats."""
    for name in names:
        one = find_format(name)
        _offer(visit, one, one.label, one.name, offer_briefing(visit, slides))


def offer_pictures(visit: Visit, question: Question, topic: Topic | None, collection: Collection, key: str) -> None:
    """Offer an exhibit's pictures, each size, and its PDF."""
    with st.container(horizontal=True, gap="small", key=f"files-{key}"):
        kinds = [("png", preset.id, preset.label.split(",")[0]) for preset in PRESETS.values()]
        for name, preset, label in [*kinds, ("pdf", "slide", "PDF")]:

            def make(preset: str = preset) -> Order:
                exhibit = question.answer(collection, topic)
                return Order(collection, _about(visit), exhibits=(exhibit,), preset=preset, theme=visit.theme)

            _offer(visit, find_format(name), label, f"{question.id}-{preset}", make, key)


def _about(visit: Visit) -> About:
    return describe(visit.selection, visit.whole, datetime.now(UTC), read_base())


def _offer(visit: Visit, one: Format, label: str, name: str, make: Callable[[], Order], key: str = "") -> None:
    st.download_button(
        label,
        lambda: one.write(make()),
        _about(visit).name_file(name, one.ending),
        one.media_type,
        key=f"file-{key}-{one.id}-{name}",
        on_click="ignore",
        type="tertiary",
    )
