"""The command prints a file that the build accepts, all proposals as JSON, or one line that says what is wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from dashboard.collection import read_collection
from dashboard.collection.seeds import ROOT
from dashboard.reading.__main__ import main

TEXT = """Bombs fall on Aleppo
At least 12 people were killed in Aleppo on Friday, the Syrian Observatory for Human Rights said.
It was impossible to document the number of injured. A 5-year-old girl was rescued.
Some 300 people were killed in the town of Nowhereham, the White Helmets said.
Late on Thursday 40 air strikes hit Homs, SOHR said.
"""


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_what_it_prints_is_accepted_beside_the_other_reports(tmp_path, report):
    folder = shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    command = [sys.executable, "-m", "dashboard.reading", report, "--published", "2016-09-24", "--seeds", folder]
    printed = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, text=True).stdout
    assert printed.startswith("# The name of its file in seeds/ is report-2016-09-24.toml\n")
    (folder / "report-2016-09-24.toml").write_text(printed, "utf-8")
    collection = read_collection(folder)
    assert collection.faults == ()
    figures = {figure.value: figure for figure in collection.figures if figure.source.id == "report-2016-09-24"}
    assert (figures[12].qualifier, figures[12].place.id, figures[12].said.speaker.id) == ("at_least", "aleppo", "sohr")
    assert str(figures[12].window.first_day) == "2016-09-23"
    assert "# [[figures]]" in printed and 300 not in figures


def test_the_predicates_of_the_folder_that_is_named_are_those_it_reads_by(tmp_path, report, capsys):
    folder = shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (folder / "predicates.csv").write_text("id,takes,words,indicators,description\n,,,,x\n", "utf-8")
    assert main([str(report), "--seeds", str(folder)]) == 0
    out, told = capsys.readouterr()
    assert "value = 12" not in out and "note: seeds/predicates.csv: line 2: id: missing" in told


def test_json_holds_figures_gaps_and_every_number_left_out_with_their_places(report, capsys):
    assert main([str(report), "--published", "2016-09-24", "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert set(read) == {"figures", "gaps", "not_proposed"}
    killed = read["figures"][0]
    assert (killed["indicator"], killed["value"], killed["date_start"]) == ("killed", 12, "2016-09-23")
    assert "2016-09-22T18:00:00" in {one["date_start"] for one in read["figures"]}
    assert TEXT[slice(*killed["span"])] == "12" and killed["quote"] in TEXT
    assert 0 < killed["confidence"]["indicator"] <= 1 and killed["reason"]["indicator"]
    assert read["gaps"][0]["status"] == "not_documented" and "quote" in read["gaps"][0]
    age = next(one for one in read["not_proposed"] if one["number"] == "5")
    assert age["kind"] == "age" and TEXT[slice(*age["span"])] == "5" and age["reason"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nowhere.txt"], "nowhere.txt: cannot be read (No such file or directory), expected the file of one report"),
        (["{report}", "--published", "23.9.2016"], "--published: '23.9.2016', expected a day such as 2016-09-23"),
        (["{report}", "--seeds", "nowhere"], "nowhere/: no such folder, expected a folder with places.csv"),
        (["{empty}"], "empty.pdf: no text in it, expected the text of one report"),
    ],
)
def test_an_error_is_one_line(report, capsys, arguments, line):
    (report.parent / "empty.pdf").touch()
    names = {"report": report, "empty": report.parent / "empty.pdf"}
    assert main([argument.format(**names) for argument in arguments]) == 2
    out, told = capsys.readouterr()
    assert out == "" and told.startswith(line) and told.count("\n") == 1
