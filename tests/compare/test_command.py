"""Comparing by command."""

import json

import pytest

from dashboard.compare.__main__ import main


def run(capsys, *arguments):
    code = main(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_one_figure_gives_its_standing(capsys):
    code, out, _ = run(capsys, "sana-evacuated-fighters", "--json")
    data = json.loads(out)
    assert (code, data["standing"], data["proof_ids"]) == (0, "repeated", ["tgcom24-evacuated-fighters"])
    assert data["sentence"].endswith(".")


def test_two_figures_give_their_relation(capsys):
    _, out, _ = run(capsys, "al-alam-evacuated-second", "watan-evacuated-second-fighters", "--json")
    data = json.loads(out)
    assert (data["relation"], data["verdict"], data["voice"]) == ("same", "exclude", "independent")
    assert data["axes"] == dict.fromkeys(("what", "who", "where", "when"), "equal")


def test_two_figures_are_told_with_how_the_second_differs(capsys):
    _, out, _ = run(capsys, "killed-aleppo-thursday", "ap-forensic-killed-since-late-thursday")
    assert "verdict: none" in out and "the evening of Thursday 22 September" in out


def test_a_topic_gives_its_answer(capsys):
    _, out, _ = run(capsys, "--topic", "evacuated", "fighters", "al-waer", "2016-09-26", "--json")
    data = json.loads(out)
    assert (data["kind"], data["low"], data["high"]) == ("range", "about 100", "150")
    assert data["figure_ids"] == ["al-alam-evacuated-second", "watan-evacuated-second-fighters"]


def test_any_day_and_no_group_have_their_words(capsys):
    _, out, _ = run(capsys, "--topic", "air_strikes", "all", "aleppo", "any", "--json")
    assert json.loads(out)["kind"] == "no range"


def test_without_json_it_says_sentences(capsys):
    code, out, _ = run(capsys, "killed-aleppo-thursday")
    assert code == 0 and "at least 80" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["killed-aleppo-thursdy"],
            "'killed-aleppo-thursdy', expected the id of a figure (nearest: 'killed-aleppo-thursday')",
        ),
        (["--topic", "killed", "people", "alepo", "any"], "where: 'alepo' is not here, nearest: 'aleppo'"),
        (
            ["--topic", "killed", "people", "aleppo", "2016-9-23"],
            "when: '2016-9-23' is no day, expected one such as 2016-09-23",
        ),
    ],
)
def test_an_unknown_word_is_told_with_the_nearest(capsys, arguments, message):
    code, _, err = run(capsys, *arguments)
    assert code == 2 and message in err


def test_other_seeds_may_be_given(capsys, monkeypatch):
    code, out, _ = run(capsys, "tda-killed-final", "--seeds", "tests/samples/earthquake", "--json")
    assert (code, json.loads(out)["standing"]) == (0, "contradicted")


@pytest.mark.parametrize("arguments", [[], ["a", "b", "c"], ["a", "--topic", "k", "p", "a", "any"]])
def test_too_few_or_too_many_words_are_refused(capsys, arguments):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "expected one figure, two figures, or --topic" in capsys.readouterr().err
