"""Every sentence over whole collections: at most 30 words, and no number without its qualifier."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import compare
from dashboard.wording.comparisons import list_standing, say_replaced, say_verdict, tell_beside, title_answer
from dashboard.wording.scopes import name_claim, name_count, say_gap, state_figure
from dashboard.wording.sentences import MONTHS
from dashboard.wording.sources import note_gap
from tests.wording import invented

_MONTH = f"(?:{'|'.join(MONTHS)})"
_DAYS = re.compile(
    rf"\b\d{{1,2}} (?:to|and) (?=\d{{1,2}} {_MONTH})|\b(?:\d{{1,2}} )?{_MONTH}(?: \d{{4}})?|\b\d\d:\d\d\b"
)
_OUR_COUNTS = re.compile(r"\b\d+ (?:other )?(?:reports?|voices?|days?|more)\b")


def strip(sentence, figures, vocabulary):
    """Take out of a sentence the written forms of *figures*, days, our own counts, and names that hold a digit."""
    forms = {form for figure in figures for form in _forms(figure)}
    forms |= {
        name for table in (vocabulary.places, vocabulary.speakers) for word in table.values() for name in _names(word)
    }
    forms |= {figure.source.publisher for figure in figures}
    sentence = _DAYS.sub("", sentence)
    for form in sorted((form for form in forms if re.search(r"\d", form)), key=len, reverse=True):
        for written in (form, form[:1].upper() + form[1:]):
            sentence = re.sub(rf"(?<![\w,.≥≤<>≈]){re.escape(written)}(?!\w|[,.]\d)", "", sentence)
    return _OUR_COUNTS.sub("", sentence)


def _forms(figure):
    named = (name_count(figure), name_count(figure, signs=True), name_claim(figure), name_claim(figure, reported=True))
    return {figure.written, figure.wording, *named}


def _names(word):
    return {word.name, getattr(word, "short", None) or word.name}


def assert_honest(sentence, figures, vocabulary):
    assert len(sentence.split()) <= 30, sentence
    rest = strip(sentence, figures, vocabulary)
    assert not re.search(r"\d", rest), f"{sentence!r} has a number that is no figure's own: {rest!r}"


@pytest.fixture(params=["real", "earthquake"])
def collection(request):
    return request.getfixturevalue(request.param)


def test_every_standing_keeps_its_numbers_qualified(collection):
    comparison = compare.of(collection)
    for figure in collection.figures:
        standing = comparison.standing(figure)
        named = [figure, *standing.proofs, *(one for figures in standing.also.values() for one in figures)]
        for sentence in list_standing(comparison, figure):
            assert_honest(sentence, named, collection.vocabulary)
        if standing.kind in ("repeated", "one_voice"):
            assert (figure.indicator.phrase or "") in list_standing(comparison, figure)[0]


def test_every_answer_keeps_its_numbers_qualified(collection):
    comparison = compare.of(collection)
    for topic in comparison.topics():
        answer = comparison.answer(topic)
        figures = list(answer.figures)
        for sentence in filter(None, (title_answer(answer), say_verdict(answer))):
            assert_honest(sentence, figures, collection.vocabulary)
        for beside in answer.beside:
            assert_honest(tell_beside(topic, beside), [beside.figure], collection.vocabulary)
        assert_honest(say_replaced(answer) or "", answer.replaced, collection.vocabulary)


def test_every_title_and_gap_keeps_its_numbers_qualified(collection):
    for figure in collection.figures:
        assert_honest(state_figure(figure), [figure], collection.vocabulary)
    for gap in collection.gaps:
        assert_honest(say_gap(gap), [], collection.vocabulary)
        assert_honest(note_gap(gap), [], collection.vocabulary)


def test_no_sentence_says_what_a_comparison_cannot_know(collection):
    comparison = compare.of(collection)
    told = " ".join(sentence for figure in collection.figures for sentence in list_standing(comparison, figure))
    assert not re.search(r"no other report|stands apart|much the same|denie[sd]|from \d", told, re.IGNORECASE)


quantities = st.one_of(
    st.tuples(st.integers(0, 10**7), st.sampled_from(["exact", "at_least", "more_than", "about", "nearly", "up_to", "fewer_than"])).map(
        lambda pair: {"value": pair[0], "qualifier": pair[1]}
    ),
    st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(
        lambda ends: {"value": None, "qualifier": "range", "value_low": min(ends), "value_high": max(ends)}
    ),
    st.sampled_from(["dozens", "hundreds", "tens of thousands", "many"]).map(
        lambda word: {"value": None, "qualifier": "vague", "magnitude": word}
    ),
)  # fmt: skip
doubts = st.fixed_dictionaries(
    {
        "provisional": st.booleans(),
        "basis": st.sampled_from(["count", "estimate", "statement"]),
        "counting": st.sampled_from(["period", "total", "state", "forecast"]),
    }
)
speakers = st.sampled_from([invented.RESCUERS, invented.OFFICE, invented.RESIDENTS, invented.GAZETTE])


@st.composite
def figures(draw):
    made = []
    for at in range(draw(st.integers(1, 4))):
        report = invented.source(id=f"report-{at}", publisher=draw(st.sampled_from(["The Gazette", "The Post"])))
        given = draw(quantities) | draw(doubts)
        made.append(invented.figure(**given, id=f"figure-{at}", source=report, said=invented.said(draw(speakers))))
    return made


@given(figures())
def test_whatever_is_reported_is_said_with_its_qualifier(made):
    comparison = invented.compare(*made)
    topic = compare.topic_of(made[0])
    answer = comparison.answer(topic)
    sentences = [title_answer(answer), say_verdict(answer) or "", *map(state_figure, made)]
    sentences += [sentence for one in made for sentence in list_standing(comparison, one)]
    for sentence in sentences:
        assert_honest(sentence, made, invented.VOCABULARY)


@given(figures())
def test_what_would_make_all_true_is_one_of_the_numbers(made):
    answer = invented.compare(*made).answer(compare.topic_of(made[0]))
    verdict = say_verdict(answer) or ""
    if "would be" in verdict:
        assert any(figure.wording in verdict for figure in answer.figures)
