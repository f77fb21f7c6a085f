"""The gate: whoever proposes, a quote that is not in the text or holds another number goes no further."""

from __future__ import annotations

import pytest

from dashboard.reading import proposals
from dashboard.reading.proposals import Guess, Proposal, Span

TEXT = "Officials said at least 31 people died in Lowtown, a third of them children; dozens are missing."


def propose(words, kind="figure", **fields):
    start = TEXT.find(words)
    span = Span(start, start + len(words)) if start >= 0 else Span(900, 910)
    fields = {"indicator": "killed", "quote": words} | fields
    return Proposal(kind, span, span, {key: Guess(value) for key, value in fields.items()})


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("at least 31 people died", {"value": 31}),
        ("a third of them children", {"value": 33}),
        ("dozens are missing", {"magnitude": "dozens"}),
    ],
)
def test_a_quote_that_stands_there_with_its_number_passes(words, fields):
    assert proposals.hold(propose(words, **fields), TEXT, "en") is None


@pytest.mark.parametrize(
    ("words", "fields", "reason"),
    [
        ("at least 31 people perished", {"value": 31}, proposals.NOT_IN_TEXT),
        ("at least 31 people died", {"value": 32}, proposals.OTHER_NUMBER),
        ("at least 31 people died", {"value": 31, "of_total": 40}, proposals.OTHER_NUMBER),
        ("dozens are missing", {"magnitude": "hundreds"}, proposals.OTHER_NUMBER),
        ("said at least 31 people died in Lowtown, a third", {"value": 31}, proposals.TOO_LONG),
        ("at least 31 people died", {"value": 31, "quote": "at least 13 people died"}, proposals.NOT_IN_TEXT),
        ("at least 31 people died", {"value": 31, "indicator": None}, proposals.NO_INDICATOR),
    ],
)
def test_what_does_not_hold_is_dropped_with_its_reason(words, fields, reason):
    assert proposals.hold(propose(words, **fields), TEXT, "en") == reason


def test_a_span_outside_the_text_is_dropped():
    beyond = Proposal("figure", Span(3, 900), Span(15, 38), {"value": Guess(31), "indicator": Guess("killed")})
    assert proposals.hold(beyond, TEXT, "en") == proposals.NOT_IN_TEXT
