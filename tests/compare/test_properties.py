"""What holds of every collection: order changes nothing, and a figure changes nothing that does not name it."""

import random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard.compare import topic_of
from dashboard.compare.scope import verdict_bounds
from tests.compare.made import compare, said

_FEW = settings(max_examples=40, deadline=None)
_DAYS = ("15", "15", "15", "14", "14T18..15T06", "13..15", "13..", "")
_QUALIFIERS = ("exact", "exact", "at_least", "about", "more_than", "up_to")


@st.composite
def figures(draw, name="x"):
    value = draw(st.sampled_from((10, 12, 40, 45, 47, 50, 90)))
    return said(
        name, value, by=draw(st.sampled_from(("watch", "rescuers", "ministry", "un-health", "un-aid", "gazette", "residents"))),
        days=draw(st.sampled_from(_DAYS)), told=draw(st.sampled_from(("15", "16", "17", None))),
        where=draw(st.sampled_from(("city", "city", "east", "region"))), stated=draw(st.booleans()) or draw(st.booleans()),
        placed=draw(st.booleans()) or draw(st.booleans()), group=draw(st.sampled_from(("people", "people", "civilians"))),
        qualifier=draw(st.sampled_from(_QUALIFIERS)), provisional=draw(st.sampled_from((False, False, True))),
        counting=draw(st.sampled_from(("period", "period", "total"))),
    )  # fmt: skip


@st.composite
def collections(draw, most=7):
    return [draw(figures(f"f{number}")) for number in range(draw(st.integers(2, most)))]


def describe(comparison):
    """All that a comparison says, as plain data."""
    standings = {name: _plain(comparison.standing(figure)) for name, figure in comparison.figures.items()}
    answers = {topic.key: _summary(comparison.answer(topic)) for topic in comparison.topics()}
    pairs = {
        (a, b): comparison.pair(comparison.figures[a], comparison.figures[b])
        for a in comparison.figures
        for b in comparison.figures
    }
    return standings, answers, pairs


def _plain(standing):
    return (
        standing.kind,
        [proof.id for proof in standing.proofs],
        {kind: [f.id for f in figures] for kind, figures in standing.also.items()},
    )


def _summary(answer):
    return (
        answer.kind,
        [figure.id for figure in answer.figures],
        answer.would_be,
        answer.clash,
        [beside.figure.id for beside in answer.beside],
    )


@_FEW
@given(collections(), st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(figures, shuffle: random.Random):
    mixed = list(figures)
    shuffle.shuffle(mixed)
    assert describe(compare(*figures)) == describe(compare(*mixed))


@_FEW
@given(collections())
def test_a_relation_read_backwards_exchanges_part_and_whole(figures):
    comparison = compare(*figures)
    turned = {"part_of": "whole_of", "whole_of": "part_of"}
    exchanged = {"part": "whole", "whole": "part"}
    for one in figures:
        for other in figures:
            there, back = comparison.pair(one, other), comparison.pair(other, one)
            assert back.axes.axes == {name: exchanged.get(axis, axis) for name, axis in there.axes.axes.items()}
            assert (back.relation, back.verdict, back.voice) == (
                turned.get(there.relation, there.relation),
                there.verdict,
                there.voice,
            )


@_FEW
@given(
    collections(),
    figures("new"),
    st.sampled_from((("where", "elsewhere"), ("days", "25"), ("group", "crews"), ("indicator", "injured"))),
)
def test_a_figure_of_another_place_day_or_group_changes_nothing(given_figures, new, change):
    name, value = change
    other = said("new", new.value, **({"where": "city", "told": "25"} | {name: value}))
    assume(not any(figure.window.end is None for figure in given_figures))
    before, after = compare(*given_figures), compare(*given_figures, other)
    for figure in given_figures:
        mine, theirs = _plain(before.standing(figure)), _plain(after.standing(figure))
        assert mine == theirs or "new" in theirs[1]  # a part above its whole is named
        topic = topic_of(figure)
        if topic.day is not None:
            mine, theirs = before.answer(topic), after.answer(topic)
            assert (mine.kind, mine.lines, mine.would_be, mine.clash, mine.replaced) == (
                theirs.kind,
                theirs.lines,
                theirs.would_be,
                theirs.clash,
                theirs.replaced,
            )


@_FEW
@given(collections(), figures("new"))
def test_another_voice_changes_only_what_names_it(given_figures, new):
    before, after = compare(*given_figures), compare(*given_figures, new)
    for figure in given_figures:
        mine, theirs = _plain(before.standing(figure)), _plain(after.standing(figure))
        if mine[:2] != theirs[:2] and "new" not in theirs[1]:
            # It may complete a statement, or replace a number that proved something: then it speaks of that figure.
            touched = (
                {f.id for f in after.mates(new)}
                | {f.id for f in after.find_earlier(new)}
                | {f.id for _, f in after.find_later(new)}
            )
            assert touched & ({figure.id} | set(mine[1]) | set(theirs[1]))


@_FEW
@given(
    st.integers(1, 200), st.sampled_from(("exact", "up_to", "about")), st.integers(1, 300),
    st.sampled_from(("city", "east")), st.integers(0, 50),
)  # fmt: skip
def test_a_clash_is_kept_when_a_bound_is_tightened(value, qualifier, minimum, where, raise_by):
    other = said("b", value, qualifier=qualifier, by="rescuers")
    loose, tight = (said("a", low, qualifier="at_least", where=where) for low in (minimum, minimum + raise_by))
    assume(compare(loose, other).pair(loose, other).verdict == "exclude")
    assert compare(tight, other).pair(tight, other).verdict == "exclude"


@_FEW
@given(collections())
def test_all_true_means_that_no_two_lines_clash(figures):
    comparison = compare(*figures)
    for topic in comparison.topics():
        answer = comparison.answer(topic)
        shown = [verdict_bounds(line.figure) for line in answer.lines]
        clashing = any(one.excludes(other) for one in shown for other in shown)
        assert answer.would_be is None or not clashing
