"""``python -m dashboard.export`` writes what it is asked for, names what is wrong, and leaves nothing half done."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from dashboard.export import __main__ as command
from dashboard.export.formats import FORMATS
from dashboard.render.browser import BROWSER, HOW_TO_GET_A_BROWSER, DoesNotFitError, Picture
from dashboard.render.record import read_record
from tests.export.conftest import NOW, SAMPLES

EARTHQUAKE = str(SAMPLES / "earthquake")


@pytest.fixture
def painted(monkeypatch):
    """A stand-in for the browser: a small true PNG, and a PDF's first bytes; and the exhibits it was given."""
    asked: list[str] = []

    def paint(exhibit, *parts) -> Picture:
        asked.append(exhibit.id)
        out = io.BytesIO()
        Image.new("RGB", (16, 9)).save(out, "png")
        return Picture(out.getvalue())

    monkeypatch.setattr(BROWSER, "draw_picture", paint)
    monkeypatch.setattr(BROWSER, "draw_pdf", lambda exhibits, *parts: b"%PDF-1.4")
    monkeypatch.setattr("dashboard.render.browser.find_browser", lambda: "/usr/bin/chromium")
    return asked


@pytest.fixture
def run(tmp_path, capsys):
    def go(*arguments: str):
        folder = tmp_path / "out"
        code = command.main(["--to", str(folder), "--seeds", EARTHQUAKE, *arguments], NOW)
        return code, folder, capsys.readouterr()

    return go


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_several_formats_of_chosen_exhibits_are_written_in_one_go(run, painted):
    code, folder, said = run("--formats", "png,pptx,zip", "--exhibits", "killed,where")
    assert code == 0
    assert names(folder) == {"killed.png", "where.png", "briefing.pptx", "everything.zip"}
    assert f"{folder / 'killed.png'} (" in said.out


def test_every_format_has_its_word(run, painted):
    words = ",".join(one.id for one in FORMATS)
    code, folder, _ = run("--formats", words, "--exhibits", "killed", "--all")
    assert code == 0
    assert names(folder) >= {
        "killed.png", "killed.pdf", "killed.json", "briefing.pdf", "briefing.pptx", "everything.zip", "tables.xlsx",
        "package.zip", "datapackage.json", "tables/figures.csv", "tables/figures.excel.csv", "tables/figures.hxl.csv",
        "tables/figures.json",
    }  # fmt: skip


def test_reports_and_address_are_told_in_every_file(run, painted, earthquake):
    report = list(earthquake.reports)[-1]
    code, folder, _ = run(
        "--formats", "json", "--reports", report, "--exhibits", "who_says", "--base", "https://a.example.org/"
    )
    about = json.loads((folder / "tables" / "figures.json").read_text("utf-8"))["about"]
    assert code == 0
    assert about["link"] == f"https://a.example.org/explore?source={report}"
    assert about["selection"].startswith("Report: ")


def test_an_exhibit_that_does_not_fit_never_blocks_the_others(run, painted, monkeypatch):
    draw = BROWSER.draw_picture

    def refuse(exhibit, *parts, **more):
        if exhibit.id == "where":
            raise DoesNotFitError("where: does not fit a picture of this size")
        return draw(exhibit, *parts, **more)

    monkeypatch.setattr(BROWSER, "draw_picture", refuse)
    code, folder, said = run("--exhibits", "killed,where", "--formats", "png,zip")
    assert code == 0
    assert names(folder) == {"killed.png", "everything.zip"}
    assert said.err.count("where was left out: does not fit a picture of this size") == 1
    with zipfile.ZipFile(folder / "everything.zip") as archive:
        assert "exhibits/killed.png" in archive.namelist() and "exhibits/where.png" not in archive.namelist()
        assert "where was left out: does not fit" in archive.read("README.txt").decode()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--exhibits", "kiled"], "exhibit 'kiled' is not known; did you mean 'killed'?"),
        (["--reports", "meridian-2024-03-12"], "source: 'meridian-2024-03-12' is not here, nearest: "),
        (["--formats", "docx"], "format 'docx', expected one of csv, "),
        (["--topic", "kiled", "all", "karsin", "any"], "about: 'kiled' is not here, nearest: 'killed'"),
        (["--topic", "killed", "all", "karsin", "friday"], "when: 'friday' is no day, expected one such as 2016-09-23"),
        (["--base", "figures"], "--base: 'figures', expected an address such as https://"),
        (["--seeds", "/nowhere"], "nowhere/: no such folder"),
    ],
)
def test_what_is_wrong_is_named_before_anything_is_written(run, painted, arguments, expected):
    code, folder, said = run(*arguments)
    assert code == 1 and expected in said.err
    assert not folder.exists()


@pytest.mark.parametrize("option", ["--formats", "--exhibits", "--reports"])
def test_a_list_that_names_nothing_is_refused_for_it_would_mean_nothing_or_all(run, capsys, option):
    with pytest.raises(SystemExit) as ended:
        run(option, " , ")
    assert ended.value.code == 2 and "' , ', expected ids with commas between them" in capsys.readouterr().err


def test_without_a_browser_it_says_how_to_get_one_and_tables_are_written_all_the_same(run, monkeypatch):
    monkeypatch.setattr("dashboard.render.browser.find_browser", lambda: None)
    code, folder, said = run("--formats", "png")
    assert (code, said.err.strip()) == (1, HOW_TO_GET_A_BROWSER) and not folder.exists()
    code, folder, said = run("--formats", "csv")
    assert code == 0 and "tables/figures.csv" in names(folder)
    assert said.err == "", "an exhibit that nobody asked for was not left out"


def test_a_collection_with_a_fault_is_not_exported(run, painted, tmp_path):
    seeds = tmp_path / "seeds"
    shutil.copytree(EARTHQUAKE, seeds)
    broken = next(seeds.glob("*.toml"))
    broken.write_text("[source", "utf-8")
    code, _, said = run("--seeds", str(seeds))
    assert code == 1 and broken.name in said.err


def test_a_folder_that_cannot_be_written_into_is_named(painted, tmp_path, capsys):
    file = tmp_path / "file"
    file.write_text("", "utf-8")
    assert command.main(["--to", str(file), "--seeds", EARTHQUAKE], NOW) == 1
    assert f"{file}/killed.png: could not be written" in capsys.readouterr().err


def test_a_command_that_is_not_understood_exits_with_2(capsys):
    with pytest.raises(SystemExit) as ended:
        command.main(["--to", "x", "--preset", "huge"])
    assert ended.value.code == 2 and "invalid choice: 'huge'" in capsys.readouterr().err


@pytest.mark.browser
@pytest.mark.slow
def test_an_exhibit_of_an_invented_collection_is_exported_for_real(run, chromium):
    code, folder, _ = run("--exhibits", "killed", "--theme", "dark", "--formats", "png,pdf")
    assert code == 0
    content = (folder / "killed.png").read_bytes()
    assert Image.open(io.BytesIO(content)).size == (1920, 1080)
    assert read_record(content).exhibit == "killed"
    assert (folder / "killed.pdf").read_bytes().startswith(b"%PDF-")
