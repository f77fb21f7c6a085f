from __future__ import annotations

import pytest

from dashboard.exhibits import GROUPS, LEAD, QUESTIONS, UnknownExhibit, find_question


def test_each_question_stands_once_in_one_of_the_groups():
    names = [question.id for question in QUESTIONS]
    assert len(names) == len(set(names))
    assert {question.group for question in QUESTIONS} == set(GROUPS)
    assert names[0] == LEAD


def test_an_exhibit_with_a_typo_gets_the_nearest_name():
    with pytest.raises(UnknownExhibit, match="'kiled' is not known; did you mean 'killed'"):
        find_question("kiled")


def test_a_topic_is_taken_only_where_the_signature_has_one():
    for question in QUESTIONS:
        assert ("topic" in question.build.__annotations__) == question.takes_topic
