"""The sizes of pictures keep type legible."""

from __future__ import annotations

from dashboard.render.presets import PRESETS


def test_labels_of_a_slide_are_legible_from_four_metres():
    slide = PRESETS["slide"]
    assert slide.least >= 28 and 1.43 * slide.least >= 40 and 1.47 * slide.most <= 56
    assert 0.79 * slide.least >= 22
