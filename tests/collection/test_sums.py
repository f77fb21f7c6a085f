"""Figures are added only where nobody can be counted twice, and over bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.collection import read_collection
from dashboard.collection.refusals import explain_refusal
from dashboard.records.moments import Window
from dashboard.records.reported import add_bounds, write_bounds
from tests.collection.conftest import INVENTED

VOCABULARY = read_collection(INVENTED).vocabulary
MADE = read_collection(INVENTED).figure("er-killed")


def figure(name="a", day=4, place="lowtown", group="people", **changes):
    given = {
        "window": Window(date(2021, 3, day), date(2021, 3, day)),
        "place": VOCABULARY.places[place],
        "group": VOCABULARY.groups[group],
    }
    return replace(MADE, id=name, **given | changes)


def _turn(reason: str) -> str:
    """Return the reason with its two sides exchanged: "b and a are different things"."""
    one, _, rest = reason.partition(" and ")
    other, are, end = rest.partition(" are ")
    return f"{other} and {one}{are}{end}"


SHARE = VOCABULARY.indicators["killed"].model_copy(update={"unit": "per cent of casualties"})


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (figure(), figure("b", indicator=VOCABULARY.indicators["air_strikes"]), "people and air strikes are different units"),
        (figure(), figure("b", indicator=VOCABULARY.indicators["injured"]), "killed and injured are different things"),
        (figure(indicator=SHARE), figure("b"), "shares of different wholes have no sum"),
        (figure("part", part_of="whole"), figure("whole", day=5), "one is part of the other, so adding counts it twice"),
        (figure(), figure("b", group="crews", day=5), "one mixes what the other keeps apart"),
        (figure(), figure("b", place="harbour"), "a and b overlap in place and time"),
        (figure(), figure("b", group="children"), "a and b overlap in place and time"),
        (figure(), figure("b", window=Window(None, None)), "the days of b are not all stated"),
        (figure(), figure("b", day=5, date_as_written=None), "the days of b are not all stated"),
        (figure(), figure("b", counting="forecast", day=6), "b is a forecast, and a was counted"),
        (figure(counting="total"), figure("b", day=6, counting="total"), "the later one contains the earlier"),
        (figure(counting="state"), figure("b", day=6, counting="state"), "hold at a time"),
        (figure(statement="s"), figure("b", day=6, statement="s"), "are one statement of one voice"),
        (figure(), figure("b", day=5, source=MADE.source.model_copy(update={"id": "other"})), "perhaps one event under two dates"),
    ],
)  # fmt: skip
def test_what_must_not_be_added_is_refused_with_the_reason(one, other, reason):
    for pair in ([one, other], [other, one]):
        refusal = explain_refusal(pair, VOCABULARY)
        assert refusal is not None
        assert any(part in refusal for part in (reason, reason.replace("a and b", "b and a"), _turn(reason)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure(), figure("b", day=5, value=7)),
        (figure(), figure("b", day=5)),
        (figure(responsible="one side"), figure("b", responsible="the other side")),
    ],
    ids=["another day", "another day of the same report", "another side responsible"],
)
def test_what_cannot_be_the_same_people_may_be_added(one, other):
    assert explain_refusal([one, other], VOCABULARY) is None


def test_parts_that_exclude_each_other_may_be_added(real):
    relatives = real.figure("sana-evacuated-relatives")
    fighters = replace(relatives, id="fighters", group=real.vocabulary.groups["fighters"])
    assert explain_refusal([fighters, relatives], real.vocabulary) is None
    women = replace(relatives, id="women", group=real.vocabulary.groups["women"])
    assert "overlap in place and time" in (explain_refusal([women, relatives], real.vocabulary) or "")


def test_a_sum_goes_over_bounds():
    assert write_bounds(add_bounds([figure().bounds, figure("b").bounds])) == "at least 300"
