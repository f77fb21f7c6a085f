"""A PowerPoint deck that staff can edit: one exhibit a slide, its words as text, its chart native where it can be.

Where a native chart would lose a qualifier ("at least" has no end, "about" no bounds), the body is the picture.
"""

import io
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from dashboard.exhibits.exhibit import LOOKS, Chart, Exhibit, Look, Native
from dashboard.export.about import STANDING_LINE, About, Order
from dashboard.render.browser import BROWSER, DoesNotFitError
from dashboard.render.html import SLIDE_BODY

WIDTH, HEIGHT = 13.333, 7.5
_TITLE_SLIDE, _TITLE_ONLY = 0, 5
_FONT = "IBM Plex Sans"
_EDGE, _BODY_TOP, _BODY_BOTTOM = 0.55, 1.75, 6.15
# Width by height of the room that a slide leaves for an exhibit's body, in inches.
BODY = (WIDTH - 2 * _EDGE, _BODY_BOTTOM - _BODY_TOP)
_BODY_BOX = [Inches(side) for side in (_EDGE, _BODY_TOP, *BODY)]
_KINDS = {"bar": XL_CHART_TYPE.BAR_CLUSTERED, "line": XL_CHART_TYPE.LINE_MARKERS}


def find_native(exhibit: Exhibit) -> Native | None:
    """Return the chart that PowerPoint can draw by itself, where the exhibit's whole body is one."""
    charts = [block for block in exhibit.body if isinstance(block, Chart)]
    words = [block for block in exhibit.body if not isinstance(block, Chart) and not block.twin]
    return charts[0].native if len(charts) == 1 and not words else None


def write_deck(order: Order) -> bytes:
    """Return a 16:9 deck: a title slide, then one exhibit a slide; raises ``RenderError`` where one cannot be drawn."""
    deck, look, about = Presentation(), LOOKS[order.theme], order.about
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    properties = deck.core_properties
    properties.title, properties.subject = about.title, about.selection
    properties.author = properties.last_modified_by = "humanitarian-figures"
    properties.comments = f"{STANDING_LINE}. Made {about.time}."
    properties.created = properties.modified = about.made.replace(microsecond=0, tzinfo=None)
    deck.slide_master.background.fill.solid()
    deck.slide_master.background.fill.fore_color.rgb = _rgb(look.paper)
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_SLIDE])
    lines = [about.selection, f"{STANDING_LINE}.", f"Made {about.time.replace('T', ' ').removesuffix('Z')} UTC"]
    _write(slide.shapes.title, (0.8, 2.1, 11.7, 1.3), [about.title], 40, look.ink, bold=True)
    _write(slide.placeholders[1], (0.8, 3.5, 11.7, 2.6), lines, 20, look.muted)
    notes = [*(f"{key}: {text}" for key, text in about.as_lines()), "", "Slides:"]
    slide.notes_slide.notes_text_frame.text = "\n".join([*notes, *(exhibit.question for exhibit in order.exhibits)])
    for exhibit in order.some_exhibits:
        _add_exhibit(deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY]), exhibit, about, look)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _add_exhibit(slide: Any, exhibit: Exhibit, about: About, look: Look) -> None:
    _write(slide.shapes.title, (_EDGE, 0.3, BODY[0], 1.0), [exhibit.title], 28, look.ink, bold=True)
    if exhibit.subtitle:
        _write(slide.shapes.add_textbox(0, 0, 0, 0), (_EDGE, 1.31, BODY[0], 0.42), [exhibit.subtitle], 16, look.muted)
    native = find_native(exhibit)
    with suppress(DoesNotFitError):
        if native is not None:
            drawn = _add_chart(slide, native, look)
        else:
            picture = BROWSER.draw_picture(exhibit, SLIDE_BODY, look.theme).png
            drawn = slide.shapes.add_picture(io.BytesIO(picture), *_BODY_BOX)
        drawn.name = exhibit.id
        # python-pptx has no public name for an alternative text.
        drawn._element.xpath("*/p:cNvPr")[0].set("descr", exhibit.alt)
    # The picture of a body says itself what it leaves out.
    said = [exhibit.more if native is not None else None, f"Note: {exhibit.note}" if exhibit.note else None]
    footer = f"{STANDING_LINE} · {about.link_to(exhibit.address)} · {exhibit.key}"
    lines = [*filter(None, said), *(f"Source: {line}" for line in exhibit.source), footer]
    _write(slide.shapes.add_textbox(0, 0, 0, 0), (_EDGE, _BODY_BOTTOM + 0.08, BODY[0], 1.2), lines, 12, look.muted)
    # What a speaker reads below: the question, what to say aloud, and the full note of each figure.
    notes = [exhibit.question, exhibit.note, exhibit.more, *exhibit.details]
    slide.notes_slide.notes_text_frame.text = "\n\n".join(filter(None, notes))


def _add_chart(slide: Any, native: Native, look: Look) -> Any:
    data: Any = CategoryChartData(number_format="#,##0")  # type: ignore[no-untyped-call]
    # PowerPoint draws bars from the bottom up, and keeps the distances of days.
    order = slice(None, None, -1) if native.kind == "bar" else slice(None)
    data.categories = native.categories[order] if native.kind == "bar" else map(date.fromisoformat, native.categories)
    for name, values in native.series:
        data.add_series(name, values[order])
    frame = slide.shapes.add_chart(_KINDS[native.kind], *_BODY_BOX, data)
    chart, axis, plot = frame.chart, frame.chart.value_axis, frame.chart.plots[0]
    chart.font.size, chart.font.name, chart.font.color.rgb = Pt(14), _FONT, _rgb(look.ink)
    chart.has_title, chart.has_legend = False, len(native.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    # A line runs on over a day for which its voice gave no number.
    for blanks in chart.element.xpath("c:chart/c:dispBlanksAs"):
        blanks.set("val", "span")
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "#,##0", False
    axis.has_major_gridlines = axis.visible = native.kind == "line"
    axis.minimum_scale = 0
    return frame


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper())  # type: ignore[no-untyped-call, no-any-return]


def _write(shape: Any, box: Sequence[float], lines: Sequence[str], size: int, colour: str, bold: bool = False) -> None:
    """Write lines into a shape that stands at *box*: left, top, width and height in inches."""
    shape.left, shape.top, shape.width, shape.height = map(Inches, box)
    frame = shape.text_frame
    frame.text = "\n".join(lines)
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.name, paragraph.font.bold = Pt(size), _FONT, bold
        paragraph.font.color.rgb = _rgb(colour)
