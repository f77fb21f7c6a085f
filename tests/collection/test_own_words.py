"""Our own words never stand where the source's belong: found, told, moved to where ours stand."""

from __future__ import annotations

import pytest

from dashboard.collection import read_collection
from dashboard.collection.seeds import set_aside


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("place_as_written", "Aleppo (no place in the sentence itself)"),
        ("place_as_written", "Aleppo (opposition-held)"),
        ("date_as_written", "no day given"),
        ("date_as_written", "remain (present tense)"),
        ("date_as_written", "since the announcement (22 September)"),
    ],
)
def test_our_own_words_become_the_basis(key, written):
    entry = {key: written}
    [(where, message)] = set_aside(entry)
    assert where == key
    assert "holds our own words, expected the source's" in message
    assert entry == {key.replace("as_written", "basis"): written}


@pytest.mark.parametrize("written", ["nobody credited", "a member of the forensic team, unnamed"])
def test_our_own_words_of_a_speaker_are_dropped(written):
    entry = {"speaker_as_written": written}
    assert [key for key, _ in set_aside(entry)] == ["speaker_as_written"]
    assert entry == {}


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("place_as_written", "al-Waer, Homs"),
        ("place_as_written", "Urum al-Kubra (Big Orem)"),
        ("date_as_written", "on Thursday (September 22)"),
        ("date_as_written", "left open"),
        ("date_as_written", "now"),
        ("speaker_as_written", "Syrian Observatory for Human Rights (SOHR)"),
        ("speaker_as_written", "an unnamed Syrian military source"),
        ("place_as_written", "حي بستان القصر (حلب)"),
    ],
)
def test_what_a_source_may_have_written_itself_stays(key, written):
    entry = {key: written}
    assert list(set_aside(entry)) == []
    assert entry == {key: written}


def test_a_basis_that_stands_stays():
    entry = {"date_as_written": "no day given", "date_basis": "No day given; taken from the page"}
    list(set_aside(entry))
    assert entry == {"date_basis": "No day given; taken from the page"}


def test_own_words_and_a_publisher_that_carries_itself_are_told_but_leave_nothing_out(folder, change):
    change('date_as_written = "Wednesday and Thursday"', 'date_as_written = "no day given"')
    change('via = "Wire"', 'via = "River Post"')
    collection = read_collection(folder)
    assert [(fault.where, fault.left_out) for fault in collection.faults] == [
        ("figures[0].date_as_written", False),
        ("figures[1].via", False),
    ]
    figure = collection.figure("rp-killed")
    assert not figure.days_stated
    assert figure.date_basis == "weekdays before publication"
    assert collection.figure("rp-children").said.via is None


def test_ends_beside_a_qualifier_without_room_are_told_and_used_nowhere(folder, change):
    change("value = 1200", "value = 1200\nvalue_high = 1500")
    collection = read_collection(folder)
    [fault] = collection.faults
    assert str(fault) == (
        "seeds/river-post.toml: figures[2].value_high: '1500' with qualifier 'nearly', which leaves no room for it; "
        "expected none, or qualifier 'range' with value_low and value_high"
    )
    assert not fault.left_out
    assert collection.figure("rp-evacuated").value_high is None
