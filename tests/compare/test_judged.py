"""The invented earthquake against what was judged by hand, and the first report's figures among the real ones."""

import csv
from datetime import date
from pathlib import Path

import pytest

from dashboard.compare import Topic, of

JUDGED = Path(__file__).parents[1] / "samples" / "earthquake" / "judged.csv"


def rows(what):
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return [(row["of"].split(), row["judged"]) for row in csv.DictReader(file) if row["what"] == what]


def topic(collection, indicator, group, place, day):
    words = collection.vocabulary
    when = None if day == "any" else date.fromisoformat(day)
    return Topic(words.indicators[indicator], words.groups.get(group), words.places[place], when)


def names(figures):
    return ";".join(figure.id for figure in figures)


def test_the_earthquake_is_read_without_a_fault(earthquake):
    assert [str(fault) for fault in earthquake.faults] == []


@pytest.mark.parametrize(
    ("of_", "judged"), rows("pair"), ids=lambda value: "-".join(value) if isinstance(value, list) else ""
)
def test_pairs_are_as_judged(earthquake, of_, judged):
    pair = of(earthquake).pair(*(earthquake.figure(name) for name in of_))
    assert f"{pair.relation} {pair.verdict} {pair.voice}" == judged


@pytest.mark.parametrize(
    ("of_", "judged"), rows("standing"), ids=lambda value: value[0] if isinstance(value, list) else ""
)
def test_standings_are_as_judged(earthquake, of_, judged):
    standing = of(earthquake).standing(earthquake.figure(of_[0]))
    assert f"{standing.kind} {names(standing.proofs)}".strip() == judged


@pytest.mark.parametrize(
    ("of_", "judged"), rows("title"), ids=lambda value: "-".join(value) if isinstance(value, list) else ""
)
def test_titles_are_as_judged(earthquake, of_, judged):
    answer = of(earthquake).answer(topic(earthquake, *of_))
    assert f"{answer.kind} {names(answer.figures)}".strip() == judged


def test_the_running_toll_grows_and_its_forecasts_stand_beside(earthquake):
    series = next(one for one in of(earthquake).series() if one.voice.id == "tda" and one.indicator.id == "killed")
    assert [point.value for point in series.points] == [912, 3549, 9057, 17674, 31643, 41020]
    assert names(series.forecasts) == "survey-forecast;who-forecast"


def pair(real, one, other):
    found = of(real).pair(real.figure(one), real.figure(other))
    return found.relation, found.verdict


def test_nothing_is_said_against_the_dead_of_thursday(real):
    standing = of(real).standing(real.figure("killed-aleppo-thursday"))
    assert (standing.kind, standing.proofs) == ("one_voice", ())
    assert pair(real, "killed-aleppo-thursday", "ap-forensic-killed-since-late-thursday") == ("not_comparable", "none")
    assert pair(real, "killed-aleppo-thursday", "rnz-sohr-killed-thursday") == ("whole_of", "compatible")


@pytest.mark.parametrize("whole_day", ["enab-baladi-air-strikes-friday", "new-arab-air-strikes-friday"])
def test_the_strikes_of_a_night_are_not_compared_with_whole_days(real, whole_day):
    assert pair(real, "air-strikes-thursday-night", whole_day) == ("not_comparable", "none")


def test_three_of_four_is_not_contradicted_by_two_among(real):
    assert of(real).standing(real.figure("centres-targeted")).kind == "repeated"
    assert pair(real, "centres-targeted", "afp-centres-targeted") == ("whole_of", "compatible")


@pytest.mark.parametrize(
    "other", ["sohr-evacuated", "sana-evacuated-fighters", "al-alam-evacuated-first", "tgcom24-evacuated"]
)
def test_the_other_accounts_of_al_waer_are_of_another_day_or_of_others(real, other):
    assert pair(real, "evacuated-al-waer", other) == ("not_comparable", "none")
    axes = of(real).relate(real.figure("evacuated-al-waer"), real.figure(other)).axes
    assert axes["when"] in ("apart", "unknown")


def test_the_rest_of_the_first_report_stands_as_one_voice_or_repeated(real):
    kinds = {name: of(real).standing(real.figure(name)).kind for name in (
        "air-strikes-thursday-night", "besieged-east-aleppo", "evacuated-al-waer", "child-rescued", "centres-out-of-service",
    )}  # fmt: skip
    assert kinds == dict.fromkeys(kinds, "one_voice") | {"centres-out-of-service": "repeated"}


def test_the_governors_parts_contradict_the_monitors_whole(real):
    standing = of(real).standing(real.figure("sohr-evacuated"))
    assert (standing.kind, names(standing.proofs)) == (
        "contradicted",
        "sana-evacuated-fighters;sana-evacuated-relatives",
    )


def test_a_comparison_is_made_once_for_a_collection(real):
    assert of(real) is of(real)
