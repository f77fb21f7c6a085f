"""A PowerPoint deck: a title slide, then one chart a slide, its sources in the speaker notes."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from dashboard.export.about import ALL, About, rewrite_zip
from dashboard.export.batch import Drawn, write_chart_notes
from dashboard.notes import STANDING_LINE, count_words, write_published
from dashboard.tables import Tables
from dashboard.theme import Mode, palette

_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_TITLE_SLIDE, _TITLE_ONLY = 0, 5
_FONT = "Arial"
_NAMED_SOURCES = 3


def make_deck(tables: Tables, drawn: Sequence[Drawn], about: About, mode: Mode = "light") -> bytes:
    """Return a 16:9 deck of pictures that were drawn from *tables* with the slide preset.

    Each slide has its title and alt text, and in the speaker notes the full note of every figure it shows. The same
    pictures and the same time give the same bytes.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    _describe_deck(deck, about)
    _add_title_slide(deck, tables, about, mode)
    for one in drawn:
        _add_chart_slide(deck, one, tables, mode)
    out = io.BytesIO()
    deck.save(out)
    return rewrite_zip(out.getvalue())


def _describe_deck(deck: Presentation, about: About) -> None:
    made = about.made.replace(microsecond=0, tzinfo=None) - (about.made.utcoffset() or about.made.resolution * 0)
    properties = deck.core_properties
    properties.title, properties.subject = about.title, about.filter_text or ALL
    properties.author = properties.last_modified_by = "humanitarian-figures"
    properties.comments = f"{STANDING_LINE}. Made {about.time}."
    properties.created = properties.modified = made
    properties.revision = 1


def _add_title_slide(deck: Presentation, tables: Tables, about: About, mode: Mode) -> None:
    slide = _add_slide(deck, _TITLE_SLIDE, mode)
    title, subtitle = slide.shapes.title, slide.placeholders[1]
    _place(title, 0.8, 2.0, 11.7, 1.2)
    _place(subtitle, 0.8, 3.3, 11.7, 3.0)
    lines = [
        *_name_sources(tables, about),
        f"{STANDING_LINE}.",
        f"Made {about.time.replace('T', ' ').removesuffix('Z')} UTC",
    ]
    _write(title, [about.title], 40, palette(mode).ink, bold=True)
    _write(subtitle, lines, 20, palette(mode).muted)
    slide.notes_slide.notes_text_frame.text = "\n".join(f"{key}: {text}" for key, text in about.as_dict().items())


def _name_sources(tables: Tables, about: About) -> list[str]:
    """Say what the deck speaks of: the sources by name where they are few, else how many, and the filter."""
    figures, sources = len(tables.figures), tables.sources.to_dict("records")
    count = f"{count_words(figures, 'figure', 'figures')} from {count_words(len(sources), 'source', 'sources')}"
    if len(sources) <= _NAMED_SOURCES:
        return [f"{count}:", *(f"{one['publisher']}, {one['title']}, {write_published(one)}" for one in sources)]
    return [f"{count}: {about.filter_text or ALL}"]


def _add_chart_slide(deck: Presentation, drawn: Drawn, tables: Tables, mode: Mode) -> None:
    slide = _add_slide(deck, _TITLE_ONLY, mode)
    picture = slide.shapes.add_picture(io.BytesIO(drawn.png), 0, 0, width=_WIDTH, height=_HEIGHT)
    picture.name = drawn.sourced.id
    picture._element.nvPicPr.cNvPr.set("descr", drawn.sourced.alt)
    # The picture shows the title already. This one, above the slide's edge, is for outlines and screen readers.
    _write(slide.shapes.title, [drawn.sourced.title], 24, palette(mode).ink)
    _place(slide.shapes.title, 0, -1.2, 13.333, 1.0)
    slide.notes_slide.notes_text_frame.text = write_chart_notes(drawn.sourced, tables)


def _add_slide(deck: Presentation, layout: int, mode: Mode) -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor.from_string(palette(mode).ground.lstrip("#"))
    return slide


def _place(shape: object, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top = Emu(Inches(left)), Emu(Inches(top))
    shape.width, shape.height = Emu(Inches(width)), Emu(Inches(height))


def _write(shape: object, lines: Sequence[str], size: int, colour: str, bold: bool = False) -> None:
    frame = shape.text_frame
    frame.text = "\n".join(lines)
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.name, paragraph.font.bold = Pt(size), _FONT, bold
        paragraph.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))
