"""Comparing one figure among many costs hardly more than among few."""

import pytest

from tests.compare.timing import measure


@pytest.mark.slow
def test_one_figure_among_many_costs_hardly_more_than_among_few(real):
    assert measure(real, 10_000)["ratio"] < 3
