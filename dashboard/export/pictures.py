"""Exhibits as files: a PNG that carries its record, a PDF in vectors, and the body of a slide as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from dashboard.collection.collection import Collection
from dashboard.exhibits.exhibit import Exhibit
from dashboard.export.about import About
from dashboard.export.deck import find_native
from dashboard.render.faults import DoesNotFitError
from dashboard.render.pictures import draw_pdf, draw_picture, draw_png
from dashboard.render.presets import SLIDE_BODY


def make_png(
    exhibit: Exhibit, collection: Collection, about: About, preset: str = "slide", theme: str = "light", page: str = ""
) -> bytes:
    """Draw an exhibit as a PNG with its record and a link to *page*.

    Raises :class:`~dashboard.render.faults.RenderError`.
    """
    figures = [collection.whole.figure(name) for name in dict.fromkeys(exhibit.figures)]
    address = about.link_to(page=page)
    return draw_png(
        exhibit, preset, theme, address, figures=figures, collection=collection.whole.about.title, made=about.made
    )


def make_pdf(
    exhibits: Sequence[Exhibit], about: About, preset: str = "slide", theme: str = "light", page: str = ""
) -> bytes:
    """Draw exhibits as the pages of one PDF; raises as :func:`make_png`."""
    title = exhibits[0].title if len(exhibits) == 1 else about.title
    return draw_pdf(exhibits, preset, theme, about.link_to(page=page), title)


def make_bodies(exhibits: Iterable[Exhibit], theme: str = "light") -> Mapping[str, bytes]:
    """Draw the body of each exhibit that has no native chart, by key; one that does not fit its slide is missing."""
    bodies = {}
    for exhibit in exhibits:
        if find_native(exhibit) is None:
            with suppress(DoesNotFitError):
                bodies[exhibit.key] = draw_picture(exhibit, SLIDE_BODY, theme).png
    return bodies
