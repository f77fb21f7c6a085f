"""Text stays text, foreign text stays apart, and each qualifier has its mark."""

from __future__ import annotations

import re
import tomllib
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from dashboard.exhibits.exhibit import LOOKS, Cell, Mark, Row, Section, Table
from dashboard.render.browser import FONTS
from dashboard.render.html import (
    HERE,
    PRESETS,
    keep_names,
    set_apart,
    write_picture,
    write_style,
    write_table,
    write_words,
)
from tests.render.made_up import COLUMNS, HOSTILE, LINES, make_exhibit, make_row, make_table

LINK = "https://figures.example.org/exhibit?exhibit=killed"


def test_hostile_text_is_only_ever_text():
    table = Table(
        COLUMNS, (Section((Row(tuple(Cell(HOSTILE, sub=HOSTILE) for _ in COLUMNS)),), heading=HOSTILE),), HOSTILE
    )
    exhibit = make_exhibit(
        table,
        LINES,
        title=HOSTILE,
        subtitle=HOSTILE,
        source=(HOSTILE,),
        note=HOSTILE,
        alt=HOSTILE,
        more=HOSTILE,
        key='"><b>',
    )
    html = "".join(write_words(exhibit)) + write_table(table) + write_picture(exhibit, PRESETS["slide"], "light", LINK)
    assert "<script" not in html and "<img" not in html and "<b>\n" not in html
    assert "&lt;script&gt;" in html


@given(st.text(max_size=80))
def test_setting_apart_loses_no_character(text):
    assert Markup(re.sub("</?bdi>", "", set_apart(text))).unescape() == Markup(escape(text)).unescape()


@pytest.mark.parametrize(
    "text, marked",
    [
        ("عنب بلدي, 24 September 2016", "<bdi>عنب بلدي</bdi>, 24 September 2016"),
        ("by حلب 2016: غارات now", "by <bdi>حلب 2016: غارات</bdi> now"),
        ("no foreign word", "no foreign word"),
    ],
)
def test_a_run_of_arabic_is_isolated_with_the_numbers_in_it(text, marked):
    assert str(set_apart(text)) == marked


def test_no_line_of_a_title_breaks_after_the_article_of_a_name():
    assert str(keep_names("<Bustan al-Qasr> & more")) == (
        '&lt;Bustan <span class="whole">al-Qasr</span>&gt; &amp; more'
    )


def test_a_cell_in_a_foreign_language_says_which():
    table = Table(COLUMNS[:1], (Section((Row((Cell("شرق حلب", lang="ar"),)),)),), "Places")
    assert '<bdi lang="ar">شرق حلب</bdi>' in write_table(table)


def test_every_mark_is_drawn_by_the_style_sheet():
    style = write_style()
    for mark in set(get_args(Mark)) - {"none"}:
        cell = Row((Cell("≥ 80", mark=mark),))
        assert f'class="mark {mark}"' in write_table(Table(COLUMNS[:1], (Section((cell,)),), "Marks"))
        assert mark == "none" or f".mark.{mark}::" in style, mark


def test_a_figure_is_a_link_on_the_page_and_plain_text_in_a_picture():
    table = Table(COLUMNS, (Section((make_row(0),)),), "One")
    assert '<a href="figure?figure=river-0&amp;x=1" target="_self">≥ 80</a>' in write_table(
        table, link=lambda figure: f"figure?figure={figure}&x=1"
    )
    assert "<a " not in write_table(table)


def test_a_picture_leaves_out_the_table_that_repeats_its_chart():
    twin = Table(COLUMNS, make_table(2).sections, "twin", twin=True)
    html = write_picture(make_exhibit(LINES, twin), PRESETS["slide"])
    assert "<table" not in html and 'class="chart"' in html


def test_a_picture_prints_key_link_and_that_nobody_verified_it():
    html = write_picture(make_exhibit(), PRESETS["slide"], "dark", LINK)
    assert "killed-4f2a91c0" in html
    assert (
        '<a href="https://figures.example.org/exhibit?exhibit=killed">figures.example.org/exhibit?exhibit=killed</a>'
        in html
    )
    assert "As reported, not independently verified" in html


def test_a_link_too_long_to_type_is_printed_without_its_selection():
    html = write_picture(make_exhibit(), PRESETS["slide"], "dark", LINK + "&reports=" + "a" * 200)
    assert ">figures.example.org/exhibit</a>" in html


def test_the_parts_carry_their_theme():
    exhibit = make_exhibit(more="12 of 47, by size")
    for theme in LOOKS:
        assert all(f'class="exhibit {theme}"' in part for part in write_words(exhibit, theme))
        assert f".exhibit.{theme} {{" in write_style()
    assert "12 of 47, by size" in write_words(exhibit)[1]


def read_faces() -> list[dict[str, str]]:
    """The faces of the style sheet, named as in Streamlit's configuration."""
    names = {"font-family": "family", "font-weight": "weight", "src": "url", "unicode-range": "unicodeRange"}
    rules = re.findall(r"@font-face {(.*?)}", (HERE / "fonts.css").read_text("utf-8"))
    faces = [dict(line.strip().split(": ", 1) for line in rule.split(";") if line.strip()) for rule in rules]
    return [
        {name: face[key].split("'")[1] if "'" in face[key] else face[key] for key, name in names.items()}
        for face in faces
    ]


def test_every_font_file_is_there_with_its_licence():
    files = {face["url"].removeprefix("/fonts/") for face in read_faces()}
    assert files == {path.name for path in FONTS.glob("*.woff2")} and len(files) == 16
    assert "SIL Open Font License" in (FONTS / "LICENSE.txt").read_text("utf-8")


def test_the_page_loads_the_same_fonts_as_the_pictures():
    addresses = re.findall(r"url\('(.*?)'\)", write_style("app/static/fonts"))
    assert addresses == [f"app/static{face['url']}" for face in read_faces()]
    config = tomllib.loads((FONTS.parents[2] / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["enableStaticServing"] and "IBM Plex Sans" in config["theme"]["font"]


def test_labels_of_a_slide_are_legible_from_four_metres():
    slide = PRESETS["slide"]
    assert slide.least >= 28 and 1.43 * slide.least >= 40 and 1.47 * slide.most <= 56
    assert 0.79 * slide.least >= 22
