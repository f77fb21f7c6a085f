"""A draft is written as people write a report, held by the same checks, and saved whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import tomllib
from dataclasses import replace
from datetime import date

import pytest

from dashboard.collection import files, read_collection
from dashboard.collection.seeds import ROOT
from dashboard.reading.draft import Draft, SavingError, may_save
from dashboard.reading.lexicon import read_lexicon
from dashboard.reading.proposals import Document, Guess, Proposal, Proposals, Span

TEXT = "Flood in Aleppo\nAt least 12 people were killed in Aleppo on Friday, SOHR said. It said 45 people were injured."
HEAD = {
    "id": "river-post-2016-09-24",
    "title": "Flood in Aleppo",
    "publisher": "River Post",
    "kind": "news_article",
    "date_published": date(2016, 9, 24),
    "date_basis": "Printed above the text.",
    "language": "en",
}
PLACE = {"place": "aleppo", "place_as_written": "in Aleppo"}
DAY = {"date_start": date(2016, 9, 23), "date_end": date(2016, 9, 23), "date_as_written": "on Friday"}
SAID = {"speaker": "sohr", "speaker_as_written": "SOHR"}
KILLED = {"indicator": "killed", "group": "people", "value": 12, "qualifier": "at_least", **PLACE, **DAY, **SAID}
KILLED |= {"quote": "At least 12 people were killed"}
INJURED = {
    "indicator": "injured",
    "group": "people",
    "value": 45,
    **PLACE,
    **DAY,
    **SAID,
    "quote": "45 people were injured",
}


@pytest.fixture(scope="module")
def seeds():
    return read_collection(ROOT / "seeds")


def draft(*entries, **header) -> Draft:
    return Draft(HEAD | header, tuple(entries or (("figure", KILLED), ("figure", INJURED))))


def test_a_draft_is_written_as_the_format_has_it(seeds):
    made = draft(("figure", INJURED | {"qualifier": "exact", "via": None, "caveat": 'a "b" \\ c'}))
    assert (
        made.write_toml()
        == """[source]
id = "river-post-2016-09-24"
title = "Flood in Aleppo"
publisher = "River Post"
kind = "news_article"
date_published = 2016-09-24
date_basis = "Printed above the text."
language = "en"

[[figures]]
indicator = "injured"
group = "people"
value = 45
place = "aleppo"
place_as_written = "in Aleppo"
date_start = 2016-09-23
date_end = 2016-09-23
date_as_written = "on Friday"
speaker = "sohr"
speaker_as_written = "SOHR"
quote = "45 people were injured"
caveat = "a \\"b\\" \\\\ c"
"""
    )
    added, faults = made.join(seeds)
    figure = next(one for one in added.figures if one.source.id == HEAD["id"])
    assert faults == () and (figure.value, figure.said.speaker.id, figure.caveat) == (45, "sohr", 'a "b" \\ c')


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"quote": "12 men were killed"}, "figures[0].quote: '12 men were killed', expected words that stand in the text, at most 8"),
        ({"value": 21}, "figures[0].value: 21, expected the number of the quote 'At least 12 people were killed': 12"),
        ({"place": "alepo"}, "figures[0].place: 'alepo', expected an id of seeds/places.csv (nearest: 'aleppo')"),
        ({"caveat": 'a "b" \\ ‮'}, "figures[0].caveat: 'a \"b\" \\ \\u202e': character U+202E at position 8"),
    ],
)  # fmt: skip
def test_a_draft_is_held_by_the_checks_of_the_build_and_by_its_text(seeds, entry, fault):
    wrong = draft(("figure", KILLED | entry), ("figure", INJURED))
    faults = wrong.check(seeds, TEXT)
    assert str(faults[0]).startswith(f"river-post-2016-09-24.toml: {fault}")
    assert wrong.join(seeds)[0].version == seeds.version or "quote" in entry
    kept, aside = wrong.set_aside(faults)
    assert kept.check(seeds, TEXT) == () and [one["value"] for _, one in kept.entries] == [45]
    assert list(aside) == [0] and fault.partition(".")[2] in aside[0]


def test_all_proposals_become_a_file_that_the_build_accepts(seeds):
    start = TEXT.index("At least")
    fields = {key: Guess(value) for key, value in KILLED.items() if key not in ("quote", "place_as_written")}
    fields["place_basis"] = Guess("Carried over from the headline.", 0.6, "the headline", how="carried")
    figure = Proposal("figure", Span(start + 9, start + 11), Span(start, start + 30), fields)
    read = Proposals(Document(TEXT, "Flood in Aleppo"), "en", Guess("aleppo"), (figure,))
    made = Draft.of(read)
    assert made.label == "report-flood-in-aleppo.toml"
    assert made.entries[0][1]["quote"] == "At least 12 people were killed"
    assert made.entries[0][1]["place_basis"] == "Carried over from the headline."
    assert made.check(seeds, TEXT) == ()


def test_a_report_that_is_in_the_collection_is_known_by_address_title_or_figures(seeds):
    known = seeds.reports["independent-2016-09-23"]
    assert draft(url=f"{known.url}?utm_source=x").find_same(seeds) == [known.id]
    assert draft(title=known.title.upper()).find_same(seeds) == [known.id]
    copied = [
        {"indicator": one.indicator.id, "value": one.value, "qualifier": one.qualifier, "place": one.place.id}
        for one in seeds.figures
        if one.source.id == known.id
    ]
    assert Draft(HEAD, tuple(("figure", entry) for entry in copied)).find_same(seeds)[0] == known.id
    assert draft().find_same(seeds) == []


DOCKS = {
    "id": "varno-docks",
    "name": "Varno, Docks",
    "country": "SYR",
    "place_precision": "3",
    "basis": "No coordinate is known.",
}


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(ROOT / "seeds", tmp_path / "seeds")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    for name in ("DASHBOARD_EDIT", "DASHBOARD_URL", "DASHBOARD_HOSTS", "DASHBOARD_ORIGINS"):
        monkeypatch.delenv(name, raising=False)


def test_a_draft_and_its_new_words_are_saved_together(folder):
    made = replace(draft(("figure", KILLED | {"place": "varno-docks"})), words={"places": (DOCKS,)})
    path = made.save(folder, TEXT)
    collection = read_collection(folder)
    assert collection.faults == () and path.name == "river-post-2016-09-24.toml"
    assert collection.vocabulary.places["varno-docks"].name == "Varno, Docks"
    assert (folder / "places.csv").read_text("utf-8").startswith((ROOT / "seeds" / "places.csv").read_text("utf-8"))
    assert made.save(folder, TEXT) == path  # a second click
    assert (folder / "places.csv").read_text("utf-8").count("varno-docks") == 1


def test_a_file_that_is_taken_elsewhere_says_which_rows_go_with_it():
    made = replace(draft(), words={"places": ({**DOCKS, "name": "Docks\n[x] \x7f"},)}).write_toml()
    assert made.startswith('# With it goes a row of seeds/places.csv: {"id": "varno-docks"')
    assert tomllib.loads(made)["source"]


def test_of_two_who_save_one_report_at_once_one_wins_and_the_other_is_told(folder):
    drafts = [draft(("figure", KILLED | {"caveat": name})) for name in ("first", "second")]
    told, start = [], threading.Barrier(2)

    def save(made):
        start.wait()
        try:
            made.save(folder, TEXT)
        except SavingError as error:
            told.append(str(error))

    threads = [threading.Thread(target=save, args=(made,)) for made in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1 and "was saved by somebody else meanwhile and was not touched" in told[0]
    saved = (folder / "river-post-2016-09-24.toml").read_text("utf-8")
    assert saved in [made.write_toml() for made in drafts]


def test_a_predicate_is_added_to_the_lexicon_and_checked(folder):
    row = {
        "id": "marooned",
        "takes": "object",
        "words": "marooned*",
        "indicators": "trapped",
        "description": "Cut off.",
    }
    replace(draft(), words={"predicates": (row,)}).save(folder, TEXT)
    vocabulary = read_collection(folder).vocabulary
    lexicon, faults = read_lexicon(vocabulary, folder)
    assert lexicon.predicates["marooned"].words == ("marooned*",) and faults == []
    wrong = replace(draft(id="other"), words={"predicates": ({**row, "id": "stuck", "indicators": "traped"},)})
    with pytest.raises(SavingError, match=r"predicates\.csv: stuck: indicators: 'traped', expected an id"):
        wrong.save(folder, TEXT)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (draft(("figure", KILLED | {"value": 21})), r"figures\[0\].value: 21, expected the number of the quote"),
        (draft(id="../escape"), "source.id: '../escape', expected"),
        (draft(id="collection"), "collection.toml was saved by somebody else"),
        (draft(url="https://www.independent.co.uk/news/world/middle-east/aleppo-syria-war-assad-troops-to-invade-city-under-siege-rebels-a7326266.html"), "has the same address"),
        (replace(draft(), words={"places": ({**DOCKS, "country": "Syria"},)}), "places.csv: varno-docks: country"),
    ],
)  # fmt: skip
def test_a_fault_keeps_everything_out(folder, made, message):
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(SavingError, match=message):
        made.save(folder, TEXT)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_full_disk_is_said_and_changes_nothing(folder, monkeypatch):
    fill = files._fill

    def fail(handle, content):
        if b"[source]" in content:
            os.close(handle)
            raise OSError(errno.ENOSPC, "No space left on device")
        fill(handle, content)

    monkeypatch.setattr(files, "_fill", fail)
    names = sorted(path.name for path in folder.iterdir())
    with pytest.raises(SavingError, match=r"No space left on device\); what stood there is unchanged"):
        replace(draft(), words={"places": (DOCKS,)}).save(folder, TEXT)
    assert sorted(path.name for path in folder.iterdir()) == names
    assert "varno-docks" not in (folder / "places.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("settings", "address", "reason"),
    [
        ({}, "127.0.0.1", None),
        ({}, "0.0.0.0", "Others than its owner may reach this server; DASHBOARD_EDIT=1 lets everybody who does save."),
        ({}, None, "Others than its owner may reach this server"),
        ({"DASHBOARD_HOSTS": "figures.example.org"}, "127.0.0.1", "DASHBOARD_HOSTS lets others than its owner in"),
        ({"DASHBOARD_EDIT": "1", "DASHBOARD_HOSTS": "figures.example.org"}, "0.0.0.0", None),
        ({"DASHBOARD_EDIT": "0"}, "127.0.0.1", "DASHBOARD_EDIT=0 forbids it."),
    ],
)
def test_only_the_owner_saves_unless_the_setting_says_so(folder, monkeypatch, settings, address, reason):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    said = may_save(folder, address)
    assert said == reason if reason is None else said.startswith(reason)


def test_a_read_only_folder_is_said(folder, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert may_save(folder, "127.0.0.1") == "seeds/ is read-only for this server."
