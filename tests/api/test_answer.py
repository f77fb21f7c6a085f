"""Answers are made once, kept within a bound, and refused where too many wait."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref

import pytest

from dashboard.api.answer import Answer, Shelf, Workshop, is_known
from dashboard.api.faults import ApiFault, answer_fault, not_found, write_json


class Owner:
    """Stands in for the state of a collection."""


def answer(size: int) -> Answer:
    return Answer(b"x" * size, "text/plain", "x.txt")


@pytest.fixture
def workshop():
    return Workshop("test", threads=1, most_waiting=2, shelf=Shelf(1 << 20))


@pytest.mark.parametrize(
    ("condition", "known"),
    [("", False), ('"a"', True), ('W/"a"', True), ('"b", W/"a"', True), ('"ab"', False), ("*", True)],
)
def test_a_tag_is_compared_weakly_with_each_of_the_callers(condition, known):
    assert is_known(condition, 'W/"a"') is known


def test_the_shelf_drops_what_was_not_asked_for_the_longest(monkeypatch):
    shelf, owner = Shelf(30_000), Owner()
    for key in "abc":
        shelf.put(owner, key, answer(8_000))
    assert shelf.get(owner, "a") is not None
    shelf.put(owner, "d", answer(8_000))
    assert [key for key in "abcd" if shelf.get(owner, key)] == ["a", "c", "d"]
    assert shelf.size(owner) <= 30_000


def test_an_answer_that_would_fill_half_the_shelf_is_not_kept():
    shelf, owner = Shelf(10_000), Owner()
    shelf.put(owner, "large", answer(6_000))
    assert shelf.get(owner, "large") is None


def test_what_was_made_from_a_collection_goes_with_it():
    shelf, owner, kept = Shelf(10_000), Owner(), answer(10)
    shelf.put(owner, "a", kept)
    gone = weakref.ref(kept)
    del owner, kept
    gc.collect()
    assert gone() is None


def test_the_same_answer_is_made_once_however_many_ask(workshop):
    made = []

    def make():
        made.append(1)
        return answer(5)

    async def ask():
        return await asyncio.gather(*(workshop.get(owner, "key", make) for _ in range(20)))

    owner = Owner()
    assert len(asyncio.run(ask())) == 20
    assert len(made) == 1


def test_too_many_different_answers_at_once_are_refused_with_when_to_come_again(workshop):
    release, owner = threading.Event(), Owner()

    def make():
        release.wait(10)
        return answer(5)

    async def ask():
        waiting = [asyncio.ensure_future(workshop.get(owner, key, make)) for key in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(ApiFault, match="many others wait for an answer just now") as caught:
            await workshop.get(owner, "one more", make)
        release.set()
        await asyncio.gather(*waiting)
        assert (await workshop.get(owner, "one more", make)).body
        return caught.value

    fault = asyncio.run(ask())
    assert (fault.status, fault.headers) == (503, {"Retry-After": "5"})


def test_one_who_goes_away_does_not_take_the_answer_from_the_others(workshop):
    release, owner = threading.Event(), Owner()

    def make():
        release.wait(10)
        return answer(5)

    async def ask():
        first = asyncio.ensure_future(workshop.get(owner, "key", make))
        second = asyncio.ensure_future(workshop.get(owner, "key", make))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.sleep(0)
        release.set()
        return await second

    assert asyncio.run(ask()).body == b"xxxxx"


def test_a_fault_is_told_to_all_and_only_a_lasting_one_is_kept(workshop):
    faults, owner = [ApiFault(503, "later"), ApiFault(422, "never")], Owner()

    def make():
        raise faults.pop(0)

    async def ask():
        return await asyncio.gather(*(workshop.get(owner, "key", make) for _ in range(3)), return_exceptions=True)

    assert [str(fault) for fault in asyncio.run(ask())] == ["later"] * 3
    assert [str(fault) for fault in asyncio.run(ask())] == ["never"] * 3
    assert [str(fault) for fault in asyncio.run(ask())] == ["never"] * 3


def test_json_of_a_fault_holds_no_letter_that_begins_html():
    fault = not_found("chart", "<img src=x onerror=alert(1)>&", ["a"], "/api/charts")
    body = answer_fault(fault).body.decode()
    assert not set("<>&") & set(body)


def test_json_survives_half_a_letter():
    assert write_json({"error": "\ud800"}) == b'{\n "error": "?"\n}\n'
