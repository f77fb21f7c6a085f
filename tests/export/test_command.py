"""``python -m dashboard.export`` writes what it was asked for, and says plainly what it cannot do."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image
from pptx import Presentation

from dashboard.export import __main__ as command
from dashboard.export.provenance import read_picture
from tests.conftest import INVENTED, STORY
from tests.export.conftest import NOW, SAMPLE
from tests.export.test_png import drawn  # noqa: F401 a fixture


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    """Run the command on the invented collection with one chart; return its code, the folder, and what it said."""
    monkeypatch.setattr(command, "find_chrome", lambda: "chrome")
    monkeypatch.setattr(command.BROWSER, "close", lambda: None)
    monkeypatch.setattr("dashboard.charts.CHARTS", {"sample": SAMPLE})

    def run(*arguments: str, seeds=INVENTED):
        code = command.main(["--to", str(tmp_path / "out"), "--seeds", str(seeds), *arguments], NOW)
        return code, tmp_path / "out", capsys.readouterr()

    return run


def test_charts_deck_and_archive_are_written(run, drawn):  # noqa: F811
    code, folder, said = run("--deck", "--zip", "--preset", "square", "--theme", "dark")
    assert (code, sorted(path.name for path in folder.iterdir())) == (0, ["figures.pptx", "figures.zip", "sample.png"])
    assert f"{folder / 'sample.png'} (" in said.out and "0/1 How many?" in said.err
    assert drawn == [(720, 720, 1.5), (1280, 720, 1.5)]  # the deck has slides whatever the preset
    with zipfile.ZipFile(folder / "figures.zip") as archive:
        assert archive.read("figures.pptx") == (folder / "figures.pptx").read_bytes()
    assert len(Presentation(str(folder / "figures.pptx")).slides) == 2


def test_by_default_the_story_is_exported(run, drawn):  # noqa: F811
    _, folder, _ = run()
    record = read_picture((folder / "sample.png").read_bytes())
    assert (record.filter, record.link) == ("source: river-post", "/explore?chart=sample&source=river-post")
    _, folder, _ = run("--all-sources")
    record = read_picture((folder / "sample.png").read_bytes())
    assert (record.filter, record.link) == ("", "/explore?chart=sample")


def test_an_unknown_chart_or_source_names_the_known_ones(run):
    code, _, said = run("--charts", "sample,nothing")
    assert (code, said.err) == (1, "chart 'nothing', expected one of sample\n")
    code, _, said = run("--sources", "nothing")
    assert (code, said.err) == (1, "source 'nothing', expected one of echo-report, river-post\n")


def test_without_a_chrome_it_says_how_to_get_one(run, monkeypatch):
    monkeypatch.setattr(command, "find_chrome", lambda: None)
    code, _, said = run()
    assert code == 1 and "apt-get install chromium" in said.err


def test_a_folder_that_cannot_be_written_is_found_out_before_anything_is_drawn(run, tmp_path, drawn):  # noqa: F811
    (tmp_path / "out").write_text("a file")
    code, folder, said = run()
    assert (code, drawn) == (1, []) and said.err.startswith(f"{folder}: cannot be written into, ")


def test_a_faulty_source_is_named(run, tmp_path):
    code, _, said = run(seeds=tmp_path)
    assert code == 1 and str(tmp_path) in said.err


def test_what_was_left_out_is_said(run, monkeypatch, drawn):  # noqa: F811
    from tests.export.test_batch import CROWDED

    monkeypatch.setattr("dashboard.charts.CHARTS", {"sample": SAMPLE, "crowded": CROWDED})
    code, folder, said = run("--zip")
    assert code == 0 and "crowded was left out: not legible as a slide picture" in said.err
    with zipfile.ZipFile(folder / "figures.zip") as archive:
        assert "crowded was left out" in archive.read("README.txt").decode()


def test_the_story_of_this_project_is_exported_for_real(chrome, tmp_path):
    assert command.main(["--to", str(tmp_path), "--charts", "killed_by_day", "--theme", "dark"], NOW) == 0
    content = (tmp_path / "killed_by_day.png").read_bytes()
    assert Image.open(io.BytesIO(content)).size == (1920, 1080)
    assert read_picture(content).filter == f"source: {STORY}"
