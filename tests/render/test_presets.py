"""A preset or theme that is not there is refused with the nearest name."""

from __future__ import annotations

import pytest

from dashboard.render.faults import PresetError
from dashboard.render.presets import PRESETS, check_theme, find_preset


def test_an_unknown_preset_names_the_nearest():
    with pytest.raises(PresetError, match=r"picture size 'slid', expected one of .*; did you mean 'slide'\?"):
        find_preset("slid")


def test_an_unknown_theme_is_refused_briefly():
    with pytest.raises(PresetError, match=r"^theme 'x{40}', expected one of light, dark$"):
        check_theme("x" * 1000)


def test_labels_of_a_slide_are_legible_from_four_metres():
    slide = PRESETS["slide"]
    assert slide.least >= 28 and 1.43 * slide.least >= 40 and 1.47 * slide.most <= 56
    assert 0.79 * slide.least >= 22
