"""Answers are made once, kept within a bound that counts their keys, and refused where too many wait."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import weakref

import pytest

from dashboard.api import calls
from dashboard.api.calls import Answer, ApiFault, Workshop, answer_fault
from dashboard.collection.live import Shelf


def answer(size: int) -> Answer:
    return Answer(b"x" * size, "text/plain", "x.txt")


def open_shelf(limit: int) -> Shelf:
    return Shelf(limit, size_of=lambda answer: len(answer.body))


@pytest.fixture
def workshop(monkeypatch):
    monkeypatch.setattr(calls, "SHELF", open_shelf(1 << 20))
    return Workshop(threads=1, most_waiting=2)


def test_the_shelf_drops_what_was_not_asked_for_the_longest():
    shelf = open_shelf(30_000)
    for key in "abc":
        shelf.put(1, key, answer(8_000))
    assert shelf.get(1, "a") is not None
    shelf.put(1, "d", answer(8_000))
    assert [key for key in "abcd" if shelf.get(1, key)] == ["a", "c", "d"]
    assert shelf._kept.currsize <= 30_000


def test_keys_count_too():
    shelf = open_shelf(1_000_000)
    for number in range(200):
        shelf.put(1, f"{number}" + "k" * 20_000, answer(1))
    kept = [number for number in range(200) if shelf.get(1, f"{number}" + "k" * 20_000)]
    assert len(kept) * 20_000 <= 1_000_000 and shelf._kept.currsize <= 1_000_000


def test_an_answer_that_would_fill_half_the_shelf_is_not_kept():
    shelf = open_shelf(10_000)
    shelf.put(1, "large", answer(6_000))
    assert shelf.get(1, "large") is None


def test_what_was_made_from_one_version_is_gone_with_the_next():
    shelf, kept = open_shelf(100_000), answer(10)
    shelf.put(1, "a", kept)
    gone = weakref.ref(kept)
    del kept
    shelf.follow(2)
    gc.collect()
    assert gone() is None and shelf._kept.currsize == 0


def test_the_same_answer_is_made_once_however_many_ask(workshop):
    made = []

    def make():
        made.append(1)
        return answer(5)

    async def ask():
        return await asyncio.gather(*(workshop.get(1, "key", make) for _ in range(2)))

    assert len(asyncio.run(ask())) == 2
    assert len(made) == 1


def test_too_many_different_answers_at_once_are_refused_with_when_to_come_again(workshop):
    release = threading.Event()

    def make():
        release.wait(10)
        return answer(5)

    async def ask():
        waiting = [asyncio.ensure_future(workshop.get(1, key, make)) for key in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(ApiFault, match="many others wait for an answer just now") as caught:
            await workshop.get(1, "one more", make)
        release.set()
        await asyncio.gather(*waiting)
        assert (await workshop.get(1, "one more", make)).body
        return caught.value

    fault = asyncio.run(ask())
    assert (fault.status, fault.headers) == (503, {"Retry-After": "5"})


def test_one_who_goes_away_does_not_take_the_answer_from_the_others(workshop):
    release = threading.Event()

    def make():
        release.wait(10)
        return answer(5)

    async def ask():
        first = asyncio.ensure_future(workshop.get(1, "key", make))
        second = asyncio.ensure_future(workshop.get(1, "key", make))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.sleep(0)
        release.set()
        return await second

    assert asyncio.run(ask()).body == b"xxxxx"


def test_all_who_wait_learn_of_a_fault_and_none_is_kept(workshop):
    faults = [ApiFault(503, "later")] * 2

    def make():
        if faults:
            raise faults.pop()
        return answer(5)

    async def ask():
        return await asyncio.gather(*(workshop.get(1, "key", make) for _ in range(2)), return_exceptions=True)

    assert [str(fault) for fault in asyncio.run(ask())] == ["later"] * 2
    assert [one.body for one in asyncio.run(ask())] == [b"xxxxx"] * 2


def test_json_of_a_fault_holds_no_letter_that_begins_html():
    body = answer_fault(ApiFault(404, "<img src=x onerror=alert(1)>&", known=["<b>"])).body
    assert b"<" not in body and json.loads(body)["error"] == "<img src=x onerror=alert(1)>&"


def test_json_survives_half_a_letter():
    assert json.loads(answer_fault(ApiFault(400, "\ud800")).body)["error"] == "?"
