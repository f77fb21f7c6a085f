"""Titles, sources and notes are measured, wrapped and set so that nothing is cut, whatever their length."""

from __future__ import annotations

import pytest

from dashboard.charts.base import ChartError, ChartKind
from dashboard.export.faults import PictureError
from dashboard.export.layout import PRESETS, SMALLEST_ROOM, lay_out, short_id
from dashboard.export.words import FOOTER_SIZE, PADDING, SMALLEST_TITLE, TITLE_SIZE, fit_title, wrap_words
from dashboard.theme import contrast, palette
from dashboard.typography import measure_width
from tests.export.conftest import SAMPLE, build_sample, change_sample


def set_texts(chart):
    return [a for a in chart.layout.annotations if a.xref == "paper" and a.yref == "paper"]


def lines_of(annotation):
    plain = annotation.text.replace("<b>", "").replace("</b>", "").replace("&amp;", "&")
    return plain.replace("&lt;", "<").replace("&gt;", ">").split("<br>")


def test_the_presets_have_the_pixels_that_were_promised():
    assert {name: preset.pixels for name, preset in PRESETS.items()} == {
        "slide": (1920, 1080),
        "document": (1800, 1350),
        "square": (1080, 1080),
    }


@pytest.mark.parametrize("preset", PRESETS)
def test_the_chart_is_built_for_exactly_the_room_that_the_text_leaves(invented_tables, preset):
    rooms = []

    def build(tables, look):
        rooms.append((look.width, look.height, look.fixed, look.label_size))
        return build_sample(tables, look)

    chart, _ = lay_out(build, invented_tables, preset)
    margin, layout = chart.layout.margin, chart.layout
    plotted = layout.width - margin.l - margin.r, layout.height - margin.t - margin.b
    assert (*plotted, True, 16) == rooms[-1]
    assert (layout.width, layout.height) == (PRESETS[preset].width, PRESETS[preset].height)


def test_a_picture_says_source_note_and_standing_in_this_order(invented_tables):
    chart, sourced = lay_out(SAMPLE, invented_tables)
    title, subtitle, source, note, standing = set_texts(chart)
    name = short_id("sample", invented_tables)
    assert title.text == f"<b>{sourced.title}</b>" and title.font.size == TITLE_SIZE
    assert subtitle.text == "A chart for tests." and subtitle.font.size == 18
    assert source.text.startswith("<b>Source:</b> ") and note.text == "<b>Note:</b> A note."
    assert standing.text == f"As reported, not independently verified · {invented_tables.title} · {name}"
    assert {one.font.size for one in (source, note, standing)} == {FOOTER_SIZE}


def test_no_source_is_folded_away(invented_tables):
    sources = tuple(f"Speaker number {number} → Carrier → Publisher, 1 May 2020" for number in range(12))
    chart, _ = lay_out(change_sample(sources=sources), invented_tables)
    shown = " ".join(lines_of(set_texts(chart)[2]))
    assert shown == "Source: " + "; ".join(sources)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_long_title_shrinks_a_little_and_then_wraps(invented_tables, preset, times):
    title = "At least 80 people reported killed in the besieged districts, Thursday 22 September 2016" * times
    width = PRESETS[preset].width - 2 * PADDING
    chart, _ = lay_out(change_sample(title=title), invented_tables, preset)
    shown = set_texts(chart)[0]
    assert SMALLEST_TITLE <= shown.font.size <= TITLE_SIZE
    assert " ".join(lines_of(shown)).replace(" ", "") == title.replace(" ", "")
    assert all(measure_width(line, shown.font.size, bold=True) <= width for line in lines_of(shown))


def test_a_title_shrinks_before_it_wraps(invented_tables):
    title = "At least 80 people reported killed in the besieged districts, Thursday 22 September 2016"
    shown = set_texts(lay_out(change_sample(title=title), invented_tables)[0])[0]
    assert len(lines_of(shown)) == 1 and shown.font.size < TITLE_SIZE


@pytest.mark.parametrize("number", ["≥ 80", "≈ 250,000", "est. 40", "at least 80", "about 300", "an estimated 40"])
@pytest.mark.parametrize("before", range(20, 60, 9))
def test_a_line_does_not_end_between_a_number_and_its_qualifier(invented_tables, number, before):
    text = "x " * before + f"{number} people"
    for shown in set_texts(lay_out(change_sample(title=text, note=text * 4), invented_tables, "square")[0]):
        assert not any(line.endswith(("≥", "≈", "est.", "least", "about", "estimated")) for line in lines_of(shown))


def test_a_date_in_a_title_stays_on_one_line_where_that_takes_no_line_more():
    title = "People reported killed in Aleppo, Friday 23 September 2016: one voice, from at least 10 to at least 47"
    wide, narrow = (fit_title(title, width, "black").lines for width in (1232, 672))
    assert wide == (
        "People reported killed in Aleppo, Friday 23 September 2016:",
        "one voice, from at least 10 to at least 47",
    )
    assert len(narrow) == len(wrap_words(title, SMALLEST_TITLE, 672, bold=True)) == 2


def test_lines_of_a_wrapped_title_are_evenly_long(invented_tables):
    title = (
        "At least 80 people reported killed in the besieged districts of the city, Thursday 22 September 2016, it said"
    )
    first, second = lines_of(set_texts(lay_out(change_sample(title=title), invented_tables)[0])[0])
    assert measure_width(second, 30) > 0.7 * measure_width(first, 30)


def test_what_a_source_writes_is_no_markup(invented_tables):
    hostile = '<a href="x">&lt;b&gt; <img src=x> A & B'
    chart, _ = lay_out(change_sample(title=hostile, note=hostile, sources=(hostile,)), invented_tables)
    title, _, source, note, _ = set_texts(chart)
    for shown in (title, source, note):
        assert "<a" not in shown.text and "<img" not in shown.text
    assert title.text == '<b>&lt;a href="x"&gt;&amp;lt;b&amp;gt; &lt;img src=x&gt; A &amp; B</b>'


def test_margins_that_a_chart_keeps_for_itself_stay_inside_its_room(invented_tables):
    def build(tables, look):
        sourced = build_sample(tables, look)
        sourced.chart.update_layout(margin={"l": 40, "t": 10})
        return sourced

    plain, own = lay_out(SAMPLE, invented_tables)[0], lay_out(build, invented_tables)[0]
    assert own.layout.margin.l == plain.layout.margin.l + 40
    assert own.layout.margin.t == plain.layout.margin.t + 10
    title, moved = set_texts(plain)[0], set_texts(own)[0]
    assert (moved.xshift, moved.yshift) == (title.xshift - 40, title.yshift + 10)


def test_too_many_sources_are_refused_with_what_to_do(invented_tables):
    kind = change_sample(sources=tuple(f"A speaker with a long name, number {n}" * 3 for n in range(60)))
    with pytest.raises(
        PictureError, match=r"sample: title, note and 60 source lines leave \d+ px of height in a square"
    ):
        lay_out(kind, invented_tables, "square")
    with pytest.raises(
        PictureError, match=f"expected at least {SMALLEST_ROOM}; choose fewer sources or another preset"
    ):
        lay_out(kind, invented_tables, "square")


def test_a_chart_that_says_it_is_not_legible_is_refused_with_its_reason(invented_tables):
    def build(tables, look):
        raise ChartError("sample: 40 rows need 900 px of height; choose fewer sources")

    with pytest.raises(PictureError, match="not legible as a slide picture: sample: 40 rows need 900 px"):
        lay_out(build, invented_tables)


def test_a_chart_that_needs_more_width_is_refused(invented_tables):
    with pytest.raises(PictureError, match="sample: needs 900 px of width, a square picture has 672"):
        lay_out(change_sample(min_width=900), invented_tables, "square")


def test_an_unknown_preset_names_the_known_ones(invented_tables):
    with pytest.raises(PictureError, match="preset 'poster', expected one of slide, document, square"):
        lay_out(SAMPLE, invented_tables, "poster")


def test_the_short_id_changes_with_chart_figures_and_filter(invented_tables, story_tables):
    names = {
        short_id("sample", invented_tables),
        short_id("other", invented_tables),
        short_id("sample", story_tables),
        short_id("sample", invented_tables, "place: here"),
    }
    assert len(names) == 4 and all(len(name) == 8 for name in names)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_around_the_chart_has_contrast(invented_tables, mode):
    chart, _ = lay_out(ChartKind("sample", "?", build_sample, lambda t: True), invented_tables, "slide", mode)
    ratios = [contrast(shown.font.color, palette(mode).ground) for shown in set_texts(chart)]
    assert min(ratios) >= 4.5
