"""Everything in one ZIP says what it holds, and carries what each exhibit and each figure rests on."""

from __future__ import annotations

import io
import zipfile

import pytest

from dashboard.export import pictures
from dashboard.export.about import LeftOut, Order


@pytest.fixture
def opened(story, about, monkeypatch):
    monkeypatch.setattr(pictures, "make_png", lambda order: order.exhibits[0].id.encode())
    monkeypatch.setattr(pictures, "make_pdf", lambda order: b"%PDF")
    monkeypatch.setattr(pictures, "write_deck", lambda order: b"PK")
    exhibits = Order(story, None).choose(["killed", "where"]).exhibits
    order = Order(story, about, exhibits=exhibits, left_out=(LeftOut("water", "No figure."),))
    content = pictures.make_archive(order)
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        return {name: files.read(name) for name in files.namelist()}


def test_it_holds_pictures_briefing_tables_and_notes(opened):
    assert set(opened) >= {
        "README.txt", "exhibits/killed.png", "exhibits/where.png", "briefing.pdf", "briefing.pptx", "tables/figures.csv",
        "tables/tables.xlsx", "tables/figures.hxl.csv", "tables/datapackage.json", "notes.txt",
    }  # fmt: skip


def test_its_readme_says_of_what_it_is_and_what_was_left_out(opened, about):
    readme = opened["README.txt"].decode()
    assert readme.startswith(about.title) and f"selection: {about.selection}" in readme
    assert readme.endswith("Exhibits left out:\nwater was left out: No figure.\n")


def test_its_notes_keep_the_doubt_of_every_figure(opened, story):
    notes = opened["notes.txt"].decode()
    for figure in story.figures:
        assert f"“{figure.quote}”" in notes
    assert all(gap.quote in notes for gap in story.gaps)
