"""Comparing one figure among many costs hardly more than among few."""

import pytest

from dashboard.compare import Comparison
from tests.compare.timing import measure


@pytest.mark.slow
def test_one_figure_among_many_costs_hardly_more_than_among_few(real):
    assert measure(real, 10_000)["ratio"] < 3


def test_a_comparison_works_out_only_what_is_asked(real):
    comparison = Comparison(real.figures, real.vocabulary, real.gaps)
    assert not comparison.memory
    comparison.standing(real.figures[0])
    assert sum(key[0] == "find_standing" for key in comparison.memory) == 1
