"""Colours can be told apart from their ground, and text measures as it is drawn."""

from __future__ import annotations

import pytest

from dashboard import theme
from dashboard.typography import measure_width, wrap_text


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_and_marks_stand_out_from_their_ground(mode):
    colours = theme.palette(mode)
    assert theme.contrast(colours.ink, colours.ground) >= 4.5
    assert theme.contrast(colours.muted, colours.ground) >= 4.5
    assert theme.contrast(colours.muted, colours.panel) >= 4.5
    assert theme.contrast(colours.hatch, colours.ground) >= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_indicator_of_the_project_is_drawn_in_a_visible_colour(mode, real_tables):
    for indicator in real_tables.indicators["id"]:
        assert theme.contrast(theme.colour_of(indicator, mode), theme.palette(mode).ground) >= 3, indicator


def test_an_unknown_indicator_always_has_the_same_colour():
    assert theme.colour_of("bridges_lost", "light") == theme.colour_of("bridges_lost", "light")


def test_contrast_is_that_of_wcag():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_colours_are_mixed_and_faded():
    assert theme.blend("#000000", "#ffffff", 0.5) == "#808080"
    assert theme.fade("#102030", 0.5) == "rgba(16,32,48,0.5)"


def test_a_source_writes_no_html_into_a_chart():
    assert theme.plain("<b>80</b> & more") == "&lt;b&gt;80&lt;/b&gt; &amp; more"


def test_wrapped_lines_fit_and_lose_nothing():
    text = (
        "At least 80 people reported killed in Aleppo, Thursday 22 September 2016, Donaudampfschifffahrtsgesellschaft"
    )
    lines = wrap_text(text, 16, 120)
    assert all(measure_width(line, 16) <= 120 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_bold_is_wider_and_size_scales():
    assert measure_width("Aleppo", 16, bold=True) > measure_width("Aleppo", 16)
    assert measure_width("Aleppo", 32) == pytest.approx(2 * measure_width("Aleppo", 16))
    assert wrap_text("", 16, 100) == [""]
