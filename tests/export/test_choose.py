"""Which exhibits an export holds, and what is said where a word of a command is not known."""

from __future__ import annotations

import pytest

from dashboard.collection.selection import Asked
from dashboard.compare import find_topic
from dashboard.exhibits import QUESTIONS, Question, UnknownExhibit
from dashboard.export.about import Order


def test_exhibits_come_in_the_order_that_was_asked_for_each_once(earthquake):
    chosen = Order(earthquake, None).choose(["where", "killed", "where"])
    assert [one.id for one in chosen.exhibits] == ["where", "killed"]


def test_an_exhibit_with_nothing_to_show_is_left_out_with_the_reason(earthquake):
    empty = earthquake.cut("nothing", keep=lambda figure: False)
    chosen = Order(empty, None).choose()
    assert chosen.exhibits == () and [one.id for one in chosen.left_out] == [question.id for question in QUESTIONS]
    assert str(chosen.left_out[0]).startswith("killed was left out: ")


def test_an_exhibit_that_fails_is_logged_and_does_not_take_the_others_along(earthquake, monkeypatch, caplog):
    def fail(self, collection, topic=None):
        if self.id == "killed":
            raise RuntimeError("inside")
        return answer(self, collection, topic)

    answer = Question.answer
    monkeypatch.setattr(Question, "answer", fail)
    chosen = Order(earthquake, None).choose(["killed", "where"])
    assert [one.id for one in chosen.exhibits] == ["where"]
    assert (
        str(chosen.left_out[0]) == "killed was left out: It could not be made; the reason stands in the server's log."
    )
    assert "inside" in caplog.text


def test_without_ids_a_topic_chooses_those_that_take_one(earthquake):
    topic = find_topic(earthquake, Asked("killed", None, "tarnovia", None))
    asked = Order(earthquake, None).choose(topic=topic)
    takers = {question.id for question in QUESTIONS if question.takes_topic}
    assert {one.id for one in asked.exhibits} | {one.id for one in asked.left_out} == takers


def test_an_unknown_exhibit_names_the_nearest(earthquake):
    with pytest.raises(UnknownExhibit, match=r"^exhibit 'kiled' is not known; did you mean 'killed'\?$"):
        Order(earthquake, None).choose(["kiled"])
