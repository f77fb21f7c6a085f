"""Whoever holds a copy of a report can check each of its quotes, and foreign text takes no longer than it should."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dashboard.check import main
from dashboard.collection.collection import read_collection
from dashboard.collection.quotes import check_copy

ROOT = Path(__file__).parents[2]
STORY = "independent-2016-09-23"


@pytest.fixture(scope="module")
def figures():
    collection = read_collection(ROOT / "seeds")
    return [figure for figure in collection.figures if figure.source.id == STORY]


@pytest.fixture(scope="module")
def copy(figures) -> str:
    """A stand-in for the article: every quote once, between words of ours, printed as newspapers print."""
    return " … ".join(f"It was said:\u00a0{figure.quote.replace(' ', chr(10), 1)} – we read" for figure in figures)


def test_every_quote_is_found_however_it_is_printed(figures, copy):
    assert [line for found, line in check_copy(figures, copy) if not found] == []


@pytest.mark.parametrize(
    ("old", "new", "figure"),
    [
        ("80", "81", "killed-aleppo-thursday"),
        ("250,000", "350,000", "besieged-east-aleppo"),
        ("300", "301", "evacuated-al-waer"),
    ],
)
def test_one_changed_digit_names_exactly_that_figure(figures, copy, old, new, figure):
    (broken,) = [line for found, line in check_copy(figures, copy.replace(old, new)) if not found]
    assert broken.startswith(f"{figure}: quote not found: “")
    assert new in broken.partition("; nearest: ")[2]


@pytest.mark.parametrize("text", ["{}s", "x{}", "1,{}", "{},500"])
def test_a_part_of_a_longer_word_or_number_is_not_the_quote(text):
    entry = Entry("40 dead in 80")
    assert check_copy([entry], entry.quote)[0][0]
    assert not check_copy([entry], text.format(entry.quote))[0][0]


class Entry:
    id, source = "entry", None

    def __init__(self, quote):
        self.quote = quote


def test_an_entry_without_a_quote_is_passed():
    assert check_copy([Entry(None)], "text") == []


@pytest.mark.parametrize(
    "hostile",
    ["a" + "\u0301\u0323" * 60_000, "\ufdfa" * 400_000, "a " * 400_000, "at least " * 100_000, "x" * 2_000_000],
)
def test_hostile_text_is_checked_in_bounded_time(hostile):
    entries = [Entry(quote) for quote in ("at least 80 people died", "a a a a a a a b", "x" * 200 + "y")]
    began = time.process_time()
    check_copy(entries, hostile)
    assert time.process_time() - began < 5


def test_the_command_reports_each_quote_and_fails_on_a_fault(tmp_path, capsys, copy):
    extra = " ".join(gap.quote for gap in read_collection(ROOT / "seeds").gaps if gap.source.id == STORY)
    (tmp_path / f"{STORY}.txt").write_text(f"\ufeff{copy} … {extra}", "utf-8")
    assert main([str(tmp_path)]) == 0
    assert "killed-aleppo-thursday: quote found\n" in capsys.readouterr().out
    (tmp_path / f"{STORY}.txt").write_text(f"{copy.replace('80', '81')} … {extra}", "utf-8")
    (tmp_path / f"{STORY}x.txt").write_text("misnamed", "utf-8")
    assert main([str(tmp_path)]) == 1
    out, told = capsys.readouterr()
    assert "killed-aleppo-thursday: quote not found: “" in out
    assert told == f"{STORY}x.txt: not checked, expected the id of a source (nearest: '{STORY}')\n"


def test_the_command_says_what_it_needs(tmp_path, capsys):
    assert main([str(tmp_path / "none")]) == 2
    assert "no such folder, expected one with <source-id>.txt files" in capsys.readouterr().err
    assert main([str(tmp_path)]) == 2
    assert "no <source-id>.txt of a known source" in capsys.readouterr().err
    (tmp_path / f"{STORY}.txt").write_bytes(b"\xff\xff")
    assert main([str(tmp_path)]) == 2
    assert f"{STORY}.txt: byte 0 is not UTF-8" in capsys.readouterr().err


def test_no_text_of_a_report_lies_in_the_repository():
    texts = (ROOT / "seeds" / "texts").glob("*.txt")
    assert [path.name for path in texts if path.stat().st_size] == []
