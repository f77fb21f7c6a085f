"""Every picture shows all of it or says what it leaves out: nothing cut, nothing overlapping, whatever was drawn before."""

from __future__ import annotations

import io
from types import SimpleNamespace

import plotly.graph_objects as go
import pytest
from PIL import Image
from pypdf import PdfReader

from dashboard.exhibits.exhibit import LOOKS, Cell, Chart, Column, Exhibit, Look, Row, Section, Table
from dashboard.render.browser import Desk, DoesNotFitError, PictureBrowser, RenderError
from dashboard.render.html import PRESETS
from tests.render.made_up import ARABIC, COLUMNS, HOSTILE, LINES, draw_crowded, draw_map, make_exhibit, make_table

pytestmark = pytest.mark.browser

LINK = "https://figures.example.org/exhibit?exhibit=killed"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2


def make_words(text: str, **changes: object) -> Exhibit:
    """An exhibit whose every text is *text*."""
    row = Row(tuple(Cell(text, sub=text) for _ in COLUMNS))
    return make_exhibit(Table(COLUMNS, (Section((row, row), heading=text),), text), subtitle=text, note=text, **changes)


EXHIBITS = {
    "table": make_exhibit(make_table(4)),
    "table and what differs": make_exhibit(make_table(4, 4)),
    "fifty rows": make_exhibit(make_table(50)),
    "chart": make_exhibit(LINES),
    "chart and table": make_exhibit(LINES, make_table(0, 2)),
    "map and key": make_exhibit(Chart(draw_map, aspect=1.2), make_table(3)),
    "long words": make_words(LONG_WORD),
    "arabic": make_words(f"{ARABIC}, 24 September 2016", source=(f"{ARABIC}, 24 September 2016",)),
    "hostile": make_words(HOSTILE),
}

# Each text of the sheet as the browser laid it out: leaves only, as boxes of their lines.
READ_BOXES = """() => {
  const sheet = document.querySelector('.picture');
  const edge = sheet.getBoundingClientRect();
  const boxes = [];
  const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (!node.textContent.trim() || node.parentElement.closest('caption, .dropped')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 2) continue;
      const margin = box.height / 6;
      boxes.push([node.textContent, box.left, box.top + margin, box.right, box.bottom - margin]);
    }
  }
  const bodyBottom = sheet.querySelector('.foot').getBoundingClientRect().top;
  return { edge: [edge.left, edge.top, edge.right, edge.bottom], boxes, bodyBottom };
}"""


def find_faults(drawing: PictureBrowser, scale: int) -> list[str]:
    """Return what the sheet that was drawn last has cut off or laid over each other."""
    found = drawing.do(lambda desk: desk.page(scale).evaluate(READ_BOXES))
    left, top, right, bottom = found["edge"]
    boxes = found["boxes"]
    faults = [
        f"cut: {t}" for t, x0, y0, x1, y1 in boxes if x0 < left + 20 or y0 < top or x1 > right - 20 or y1 > bottom
    ]
    for place, (text, x0, y0, x1, y1) in enumerate(boxes):
        for other, u0, v0, u1, v1 in boxes[place + 1 :]:
            if min(x1, u1) - max(x0, u0) > 1 and min(y1, v1) - max(y0, v0) > 1:
                faults.append(f"overlap: {text} / {other}")
    return faults


@pytest.mark.parametrize("theme", list(LOOKS))
@pytest.mark.parametrize("preset", list(PRESETS))
@pytest.mark.parametrize("name", list(EXHIBITS))
def test_nothing_is_cut_and_nothing_overlaps(drawing, name, preset, theme):
    picture = drawing.draw_picture(EXHIBITS[name], PRESETS[preset], theme, LINK)
    assert find_faults(drawing, PRESETS[preset].scale) == []
    assert picture.faults == ()
    with Image.open(io.BytesIO(picture.png)) as image:
        size = PRESETS[preset]
        assert image.size == (size.width * size.scale, size.height * size.scale)


def test_a_picture_is_the_same_whatever_was_drawn_before_it(drawing):
    names = ["chart", "fifty rows", "arabic", "map and key"]
    first = {name: drawing.draw_picture(EXHIBITS[name], PRESETS["slide"], "light", LINK).png for name in names}
    drawing.draw_picture(make_exhibit(Chart(draw_crowded)), PRESETS["square"], "dark", LINK)
    for name in reversed(names):
        assert drawing.draw_picture(EXHIBITS[name], PRESETS["slide"], "light", LINK).png == first[name], name


def test_a_fresh_browser_draws_the_same_picture(drawing, own_browser):
    one = drawing.draw_picture(EXHIBITS["chart and table"], PRESETS["slide"], "light", LINK).png
    assert own_browser.draw_picture(EXHIBITS["chart and table"], PRESETS["slide"], "light", LINK).png == one


def test_labels_are_never_below_the_least_size(drawing):
    for name in set(EXHIBITS) - {"long words", "hostile"}:
        for preset in PRESETS.values():
            assert drawing.draw_picture(EXHIBITS[name], preset, "light", LINK).size >= preset.least, name


def test_rows_that_do_not_fit_are_counted(drawing):
    picture = drawing.draw_picture(EXHIBITS["fifty rows"], PRESETS["slide"], "light", LINK)
    said = drawing.do(lambda desk: desk.page().inner_text(".more"))
    assert 4 <= picture.shown < 50
    assert said == f"First {picture.shown} of 50 rows; all at figures.example.org/exhibit?exhibit=killed"


@pytest.mark.parametrize("preset", list(PRESETS))
def test_a_table_in_columns_breaks_no_word_in_two(drawing, preset):
    broken = """() => [...document.querySelectorAll('.picture:not([data-mode=folded]) td')].flatMap((cell) => {
      const words = [], walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      for (let node; (node = walker.nextNode());)
        for (const { index, 0: word } of node.textContent.matchAll(/[A-Za-z]+/g)) {
          const range = document.createRange();
          range.setStart(node, index), range.setEnd(node, index + word.length);
          if (range.getClientRects().length > 1) words.push(word);
        }
      return words;
    })"""
    row = Row(tuple(Cell("Internationalisation") for _ in range(5)))
    columns = tuple(Column(f"Column {number}") for number in range(5))
    drawing.draw_picture(make_exhibit(Table(columns, (Section((row,)),), "wide")), PRESETS[preset], "light", LINK)
    assert drawing.do(lambda desk: desk.page(scale=PRESETS[preset].scale).evaluate(broken)) == []


def test_a_chart_with_many_rows_draws_those_that_fit(drawing):
    asked: list[int | None] = []

    def draw(look: Look) -> go.Figure:
        assert look.width == 1920 - 2 * 80 and look.size >= 28
        asked.append(look.rows)
        return go.Figure(go.Bar(x=[1] * (look.rows or 47), y=list(range(look.rows or 47)), orientation="h"))

    drawing.draw_picture(make_exhibit(Chart(draw, rows=47, shortens=True)), PRESETS["slide"], "light", LINK)
    said = drawing.do(lambda desk: desk.page().inner_text(".more"))
    assert said == f"First {asked[-1]} of 47 rows; all at figures.example.org/exhibit?exhibit=killed"


def test_a_map_names_the_marks_whose_rows_it_leaves_out(drawing):
    rows = tuple(Row((Cell(f"{number}  al-Qasr"), Cell("people killed " * 40))) for number in range(1, 5))
    key = Table((Column("Place"), Column("What")), (Section((*rows, Row((Cell("Riverton"), Cell("more"))))),), "key")
    drawing.draw_picture(make_exhibit(Chart(draw_map, aspect=1.2, counts="places"), key), PRESETS["square"], "light")
    said = drawing.do(lambda desk: desk.page().inner_text(".more")).replace("\xa0", " ")
    assert said == "Also marked: 1 al-Qasr; 2 al-Qasr; 3 al-Qasr; 4 al-Qasr. 5 places left out"


def test_a_chart_beside_a_table_covers_nothing_below_it(drawing):
    exhibit = make_exhibit(Chart(draw_map, rows=13, aspect=0.9), make_table(50))
    drawing.draw_picture(exhibit, PRESETS["slide"], "light", LINK)
    edges = "() => [document.querySelector('.chart').getBoundingClientRect().bottom, document.querySelector('.more').getBoundingClientRect().top]"
    bottom, top = drawing.do(lambda desk: desk.page().evaluate(edges))
    assert bottom <= top + 1


def test_a_folded_row_of_many_columns_says_what_each_word_is_of(drawing):
    columns = tuple(Column(f"Column {number}") for number in range(7))
    table = Table(columns, (Section((Row(tuple(Cell("Internationally") for _ in columns)),)),), "wide")
    drawing.draw_picture(make_exhibit(table), PRESETS["square"], "light", LINK)
    said = (
        "() => getComputedStyle(document.querySelector('[data-mode=folded] tr.row > :last-child'), '::before').content"
    )
    assert drawing.do(lambda desk: desk.page().evaluate(said)) == '"Column 6: "'


def test_what_an_exhibit_leaves_out_itself_is_said_with_the_link(drawing):
    drawing.draw_picture(make_exhibit(more="12 of 47, by size"), PRESETS["slide"], "light", LINK)
    said = drawing.do(lambda desk: desk.page().inner_text(".more"))
    assert said == "12 of 47, by size; all at figures.example.org/exhibit?exhibit=killed"


def test_labels_of_a_chart_that_lie_over_each_other_are_reported(drawing):
    picture = drawing.draw_picture(make_exhibit(Chart(draw_crowded)), PRESETS["slide"], "light", LINK)
    assert "overlapping: at least eighty / at least ninety" in picture.faults


def test_an_exhibit_far_too_long_is_refused(drawing):
    with pytest.raises(DoesNotFitError, match="made-up: does not fit a picture of Message"):
        drawing.draw_picture(make_exhibit(title="words and words " * 400), PRESETS["square"], "light", LINK)


def test_a_chart_that_cannot_be_drawn_spoils_no_other(drawing):
    broken = Chart(
        lambda look: go.Figure(layout={"xaxis": {"range": [0, 1]}, "template": {}}).add_layout_image(source="x")
    )
    drawing.draw_picture(make_exhibit(broken), PRESETS["slide"], "light", LINK)
    assert drawing.draw_picture(EXHIBITS["chart"], PRESETS["slide"], "light", LINK).faults == ()


def test_arabic_does_not_tear_a_date_apart(drawing):
    drawing.draw_picture(EXHIBITS["arabic"], PRESETS["slide"], "light", LINK)
    places = drawing.do(
        lambda desk: desk.page().evaluate(
            """() => {
              const line = document.querySelector('.source'), range = document.createRange();
              const node = line.lastChild, at = (text) => {
                const start = node.textContent.indexOf(text);
                range.setStart(node, start); range.setEnd(node, start + text.length);
                return range.getBoundingClientRect().left;
              };
              return [line.querySelector('bdi').getBoundingClientRect().left, at('24'), at('September'), at('2016')];
            }"""
        )
    )
    assert places == sorted(places)


def test_our_own_font_draws_letters_and_signs(drawing):
    drawing.draw_picture(make_exhibit(title="≥ 80 ≈ → ≤ حلب"), PRESETS["slide"], "light", LINK)

    def ask(desk: Desk) -> list[str]:
        page = desk.page()
        session = page.context.new_cdp_session(page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": ".title"})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        return [f"{font['familyName']} {font['isCustomFont']}" for font in fonts]

    fonts = drawing.do(ask)
    assert fonts and all(font.startswith("IBM Plex Sans") and font.endswith("True") for font in fonts), fonts


def test_no_request_leaves_the_page(drawing):
    def draw(look: Look) -> go.Figure:
        chart = LINES.draw(look)
        chart.add_layout_image(source="https://evil.example/x.png", x=0, y=1)
        chart.add_annotation(text=f"<a href='https://evil.example/'>{HOSTILE}</a>", x=1, y=1)
        return chart

    def ask(desk: Desk) -> tuple[bool, list[str]]:
        blocked = desk.page().evaluate("() => fetch('https://evil.example/').then(() => false, () => true)")
        read = "() => performance.getEntriesByType('resource').filter(e => e.responseStatus === 200).map(e => e.name)"
        return blocked, desk.page().evaluate(read)

    drawing.draw_picture(make_exhibit(Chart(draw), **{"title": HOSTILE}), PRESETS["slide"], "light", LINK)
    blocked, answered = drawing.do(ask)
    assert blocked
    assert answered and all(name.startswith("https://picture.invalid/") for name in answered)


def test_a_chart_that_the_browser_refuses_is_an_error_that_names_it(drawing):
    broken = Chart(lambda look: SimpleNamespace(to_json=lambda: "{"))
    with pytest.raises(RenderError, match="made-up: the browser could not draw the chart"):
        drawing.draw_picture(make_exhibit(broken), PRESETS["slide"], "light", LINK)


def test_a_briefing_is_one_pdf_with_a_page_for_each_exhibit(drawing):
    pdf = drawing.draw_pdf({f"{LINK}&x={name}": one for name, one in EXHIBITS.items()}, PRESETS["slide"])
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") == len(EXHIBITS)
    assert b"IBMPlexSans-SemiBold" in pdf and b"IBMPlexSansArabic" in pdf


def test_each_page_of_a_pdf_is_as_large_as_its_picture_whatever_paper_is_for_the_pages(drawing):
    for preset in PRESETS.values():
        (page,) = PdfReader(io.BytesIO(drawing.draw_pdf({LINK: EXHIBITS["chart"]}, preset))).pages
        assert page.mediabox[2:] == pytest.approx((preset.width * 0.75, preset.height * 0.75), abs=1)
