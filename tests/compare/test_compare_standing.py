"""Single voice, repeated, corroborated, contradicted, revised: derived, whatever the order of the sources."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.compare import RULES, find_standing, weigh
from dashboard.tables import Tables
from tests.compare.conftest import MakeTables, write_account, write_row

FAST = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SPEAKERS = ("sohr", "lcc", "vdc", "white-helmets", "euronews")

rows = st.lists(
    st.tuples(
        st.sampled_from(SPEAKERS),
        st.integers(1, 60),
        st.sampled_from(["exact", "at_least", "about", "more_than"]),
        st.sampled_from(["aleppo", "east-aleppo"]),
        st.sampled_from([None, "2016-09-23", "2016-09-24"]),
    ),
    min_size=1,
    max_size=8,
)


def write_rows(told: list[tuple[str, int, str, str, str | None]]) -> list[dict[str, object]]:
    return [
        write_row(f"f{n}", value, speaker, qualifier=qualifier, place=place, reported_on=day)
        for n, (speaker, value, qualifier, place, day) in enumerate(told)
    ]


def test_the_rules_stand_in_order_of_precedence_each_with_its_source():
    assert [rule.name for rule in RULES] == ["revised", "contradicted", "corroborated", "repeated", "single voice"]
    assert all(rule.words.endswith(".") and rule.source.endswith(".") for rule in RULES)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], "single voice"),
        ([write_row("f1", 45, "lcc", qualifier="at_least", value_low=None)], "corroborated"),
        ([write_row("f1", 45, "sohr", source="msf-2016-09-23")], "repeated"),
        ([write_row("f1", 45, "euronews")], "repeated"),
        ([write_row("f1", 91, "lcc")], "contradicted"),
        ([write_row("f1", 47, "sohr", reported_on="2016-09-30")], "revised"),
        ([write_row("f1", 10, "lcc", qualifier="at_least")], "single voice"),
        ([write_row("f1", 45, "lcc", place="east-aleppo")], "corroborated"),
        ([write_row("f1", 91, "lcc", place="east-aleppo")], "single voice"),
    ],
)
def test_one_other_account_gives_a_standing(make_tables: MakeTables, others: list[dict], expected: str):
    tables = make_tables(write_row("f0", 45, reported_on="2016-09-23"), *others)
    assert find_standing("f0", tables).name == expected


def test_corroborated_by_some_and_contradicted_by_others_keeps_both(make_tables: MakeTables):
    tables = make_tables(write_row("f0", 45), write_row("near", 45, "lcc"), write_row("far", 91, "vdc"))
    standing = find_standing("f0", tables)
    assert (standing.name, standing.figures, standing.also) == ("contradicted", ("far",), ("corroborated",))
    assert standing.support["corroborated"] == ("near",)


def test_another_voice_is_taken_at_its_latest_word(make_tables: MakeTables):
    early = write_row("early", 15, "lcc", reported_on="2016-09-23")
    late = write_row("late", 47, "lcc", qualifier="at_least", reported_on="2016-09-24")
    tables = make_tables(write_row("f0", 91, "white-helmets"), early, late)
    assert find_standing("f0", tables).name == "single voice"
    assert find_standing("early", tables).name == "revised"


def test_a_part_that_no_column_tells_from_its_whole_is_no_version_of_it(real_tables: Tables):
    assert find_standing("vdc-killed", real_tables).name == "single voice"
    assert find_standing("vdc-killed-by-russian-attacks", real_tables).name == "single voice"


def test_standings_in_the_real_collection(real_tables: Tables):
    named = {
        "un-convoy-killed-september": "revised",
        "guardian-killed-friday-version-5": "revised",
        "afp-sohr-killed-night": "revised",
        "sohr-killed-friday-east": "contradicted",
        "snhr-convoy-killed": "corroborated",
        "nbc-white-helmets-killed-friday": "corroborated",
        "ap-lcc-killed-saturday": "repeated",
        "killed-aleppo-thursday": "single voice",
    }
    assert {figure: find_standing(figure, real_tables).name for figure in named} == named


@FAST
@given(told=rows, shuffle=st.randoms())
def test_standing_does_not_depend_on_the_order_of_sources(make_tables: MakeTables, told: list, shuffle: st.DrawFn):
    ordered = write_rows(told)
    mixed = list(ordered)
    shuffle.shuffle(mixed)
    one, other = make_tables(*ordered), make_tables(*mixed)
    for row in ordered:
        first, second = find_standing(row["id"], one), find_standing(row["id"], other)
        assert (first.name, first.support) == (second.name, second.support)


@FAST
@given(told=rows, speaker=st.sampled_from(SPEAKERS))
def test_a_source_that_only_repeats_a_speaker_corroborates_nothing(make_tables: MakeTables, told: list, speaker: str):
    base = write_rows(told)
    echo = [row | {"id": f"echo-{row['id']}", "speaker": "reuters", "repeats": row["speaker"], "source": "upi-2016-09-28"}
            for row in base]  # fmt: skip
    before, after = make_tables(*base), make_tables(*base, *echo)
    for row in base:
        if find_standing(row["id"], before).name == "single voice":
            assert find_standing(row["id"], after).name != "corroborated"


@given(value=st.integers(1, 10_000), pair=st.permutations(["exact", "at_least", "up_to", "about", "nearly"]))
def test_bounds_that_touch_do_not_contradict(value: int, pair: list[str]):
    assert weigh(write_account("a", pair[0], value), write_account("b", pair[1], value)) != "excludes"


@given(low=st.integers(1, 500), width=st.integers(0, 50), more=st.integers(0, 50))
def test_ranges_that_touch_agree(low: int, width: int, more: int):
    middle = low + width
    one = write_account("a", "range", None, low, middle)
    assert weigh(one, write_account("b", "range", None, middle, middle + more)) == "agrees"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((300, "about"), (280, "exact"), "agrees"),
        ((300, "about"), (350, "exact"), "allows"),
        ((250_000, "exact"), (250_000, "more_than"), "agrees"),
        ((250_000, "about"), (275_000, "at_least"), "allows"),
        ((10, "at_least"), (300, "exact"), "allows"),
        ((80, "at_least"), (14, "exact"), "excludes"),
        ((2_000_000, "nearly"), (1_750_000, "exact"), "allows"),
        ((None, "vague"), (12, "exact"), "allows"),
    ],
)
def test_what_two_numbers_say_of_each_other(one: tuple, other: tuple, expected: str):
    first, second = write_account("a", one[1], one[0]), write_account("b", other[1], other[0])
    assert weigh(first, second) == weigh(second, first) == expected


def test_precedence_never_skips_a_rule_that_holds(real_tables: Tables):
    order = [rule.name for rule in RULES]
    for figure in real_tables.figures["id"]:
        names = list(find_standing(figure, real_tables).support)
        assert names[-1] == "single voice"
        assert all(order.index(one) < order.index(other) for one, other in pairwise(names))
