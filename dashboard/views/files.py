"""Files made on the page itself: of reports that one session alone has no address gives any."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

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


def offer(visit: Visit, name: str, slides: Sequence[str] = ()) -> None:
    """Offer what is selected in a format; a briefing shows these *slides*, by default those that are meant for one."""
    one = find_format(name)

    def make() -> Order:
        if one.scope != "briefing":
            return _order(visit, visit.chosen)
        chosen = choose_exhibits(visit.chosen, slides, visit.topic if slides else None, briefing=True)
        return _order(visit, visit.chosen, exhibits=chosen.exhibits, left_out=chosen.left_out)

    _offer(visit, one, one.label, one.name or "figures", make)


def offer_all(visit: Visit) -> None:
    """Offer what is selected in every format, each with what it is for."""
    for one in FORMATS:
        # A description of the data names addresses, which these have not.
        if one.scope != "exhibit" and one.id != "descriptor" and (visit.can_draw or not one.draws):
            left, right = st.columns([1, 3], vertical_alignment="center")
            with left:
                offer(visit, one.id)
            right.text(one.purpose)


def offer_pictures(visit: Visit, question: Question, topic: Topic | None, collection: Collection, key: str) -> None:
    """Offer an exhibit's pictures, each size, and its PDF."""
    with st.container(horizontal=True, gap="small", key=f"files-{key}"):
        kinds = [("png", preset.id, preset.label.split(",")[0]) for preset in PRESETS.values()]
        for name, preset, label in [*kinds, ("pdf", "slide", "PDF")]:

            def make(preset: str = preset) -> Order:
                return _order(visit, collection, exhibits=(question.answer(collection, topic),), preset=preset)

            _offer(visit, find_format(name), label, f"{question.id}-{preset}", make, key)


def _order(visit: Visit, collection: Collection, **more: Any) -> Order:
    return Order(collection, _about(visit), theme=visit.theme, **more)


def _about(visit: Visit) -> About:
    return describe(visit.selection, visit.whole, datetime.now(UTC), read_base())


def _offer(visit: Visit, one: Format, label: str, name: str, make: Callable[[], Order], key: str = "") -> None:
    file, key = _about(visit).name_file(name, one.ending), f"file-{key}-{one.id}-{name}"
    st.download_button(
        label, lambda: one.write(make()), file, one.media_type, key=key, on_click="ignore", type="tertiary"
    )
