"""Exhibits as files: a PNG that carries its record, a PDF in vectors, and the body of a slide as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from dashboard.exhibits.exhibit import Exhibit
from dashboard.export.choose import Order
from dashboard.export.deck import find_native
from dashboard.render.faults import DoesNotFitError
from dashboard.render.html import write_link
from dashboard.render.pictures import draw_pdf, draw_picture
from dashboard.render.presets import SLIDE_BODY
from dashboard.render.record import add_record


def make_png(order: Order) -> bytes:
    """Draw the first exhibit as a PNG with its record and a link; raises ``RenderError`` of :mod:`dashboard.render`."""
    exhibit, whole, about = order.some_exhibits[0], order.collection.whole, order.about
    address = about.link_to(page=order.page)
    picture = draw_picture(exhibit, order.preset, order.theme, address)
    figures = [whole.figure(name) for name in dict.fromkeys(exhibit.figures)]
    return add_record(picture.png, exhibit, figures, whole.about.title, about.made, write_link(exhibit, address))


def make_pdf(order: Order, exhibits: Sequence[Exhibit]) -> bytes:
    """Draw these exhibits as the pages of one PDF; raises as :func:`make_png`."""
    title = exhibits[0].title if len(exhibits) == 1 else order.about.title
    return draw_pdf(exhibits, order.preset, order.theme, order.about.link_to(page=order.page), title)


def make_bodies(order: Order) -> Mapping[str, bytes]:
    """Draw the body of each exhibit that has no native chart, by key; one that does not fit its slide is missing."""
    bodies = {}
    for exhibit in order.some_exhibits:
        if find_native(exhibit) is None:
            with suppress(DoesNotFitError):
                bodies[exhibit.key] = draw_picture(exhibit, SLIDE_BODY, order.theme).png
    return bodies
