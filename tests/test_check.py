"""Whoever holds a copy of the source can check each figure against it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dashboard.check import agree_on_number, check_figures, fold, main, read_numbers
from tests.conftest import INVENTED, ROOT, STORY


@pytest.fixture
def story(real_collection):
    return next(file for file in real_collection.files if file.source.id == STORY)


@pytest.fixture
def copy(story) -> str:
    """A stand-in for the article: every quote once, in other words of ours, printed as newspapers print."""
    return " … ".join(f"It was said:\u00a0{figure.quote.replace(' ', chr(10), 1)} – so far" for figure in story.figures)


def test_every_quote_is_found_however_it_is_printed(story, copy):
    checks = check_figures(story.figures, copy)
    assert len(checks) == 8
    assert all(check.holds for check in checks)


@pytest.mark.parametrize(
    ("old", "new", "figure"),
    [
        ("80", "81", "killed-aleppo-thursday"),
        ("250,000", "350,000", "besieged-east-aleppo"),
        ("300", "301", "evacuated-al-waer"),
    ],
)
def test_one_changed_digit_names_exactly_that_figure(story, copy, old, new, figure):
    broken = [check for check in check_figures(story.figures, copy.replace(old, new)) if not check.holds]
    assert [check.figure for check in broken] == [figure]
    assert new in broken[0].nearest
    assert str(broken[0]).startswith(f"{figure}: quote not found: “")


def test_a_digit_more_is_another_number(story):
    quote = story.figures[1].quote
    assert not check_figures([story.figures[1]], f"{quote}s and x{quote}")[0].found


def test_marks_and_white_space_are_folded():
    assert fold("the city’s\u00a0 “main”\n— station") == 'the city\'s "main" - station'


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("At least 80 people", {80}),
        ("1.75 million people", {1_750_000}),
        ("etwa 250.000 Zivilisten", {250_000}),
        ("three of their four", {3, 4}),
        ("twenty-seven dead", {27}),
        ("A young girl", {1}),
        ("175 جريحًا", {175}),
        ("275mila persone", {275_000}),
        ("a quarter of a million", {250_000}),
        ("nobody", set()),
    ],
)
def test_numbers_are_read_from_digits_and_words(text, numbers):
    assert numbers <= read_numbers(text)


def figure(value, quote, qualifier="exact"):
    return SimpleNamespace(
        value=value, value_low=None, value_high=None, of_total=None, quote=quote, qualifier=qualifier
    )


def test_a_quote_with_another_number_than_the_figure_is_told():
    assert agree_on_number(figure(81, "at least 80 people")) is False
    assert agree_on_number(figure(80, "at least 80 people")) is True
    assert agree_on_number(figure(1, "the main station")) is True
    assert agree_on_number(figure(None, "dozens of people", "vague")) is None


def test_every_quote_of_the_project_holds_its_number(real_collection):
    wrong = [f.id for file in real_collection.files for f in file.figures if agree_on_number(f) is False]
    assert wrong == []


def test_the_command_reports_each_figure_and_fails_on_a_fault(tmp_path, capsys, story, copy):
    (tmp_path / f"{STORY}.txt").write_text(copy, "utf-8")
    assert main([str(tmp_path)]) == 0
    assert "independent-2016-09-23: 8 of 8 quotes hold" in capsys.readouterr().out
    (tmp_path / f"{STORY}.txt").write_text(copy.replace("80", "81"), "utf-8")
    assert main([str(tmp_path)]) == 1
    assert "7 of 8 quotes hold" in capsys.readouterr().out


def test_the_command_says_what_it_needs(tmp_path, capsys):
    assert main([str(tmp_path / "none")]) == 2
    assert "no such folder, expected one with <source-id>.txt files" in capsys.readouterr().err
    assert main([str(tmp_path)]) == 2
    assert "no <source-id>.txt of a known source" in capsys.readouterr().err
    (tmp_path / "river-post.txt").write_bytes(b"\xff\xff")
    assert main([str(tmp_path), "--seeds", str(INVENTED)]) == 2
    assert "river-post.txt: byte 0 is not UTF-8" in capsys.readouterr().err


def test_no_text_of_a_source_lies_in_the_repository():
    assert [
        path.name for path in (ROOT / "seeds" / "texts").iterdir() if path.suffix == ".txt" and path.stat().st_size
    ] == []
