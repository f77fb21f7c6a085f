"""A report added to a collection is what it would be as a file of the folder: checked, in its place, nothing else."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest

from dashboard.collection import add_report, read_collection
from tests.collection.conftest import INVENTED
from tests.collection.test_refusals import HEAD, entry
from tests.collection.test_seeds import mutate
from tests.samples.synthetic import write_collection

REPORT = HEAD + entry(id="five", value=5)
DOCKS = {"id": "docks", "name": "Docks", "within": "lowtown", "country": "LBN", "place_precision": "3", "basis": "ours"}


def told(faults) -> list[str]:
    return [str(fault) for fault in faults]


@pytest.mark.parametrize("path", sorted(INVENTED.glob("*-*.toml")), ids=lambda path: path.stem)
def test_what_is_added_is_what_the_folder_would_give(invented, folder, path):
    (folder / path.name).unlink()
    rest = read_collection(folder)
    added, faults = add_report(rest, path.read_text("utf-8"), path.name)
    assert faults == ()
    assert list(added.reports) == list(invented.reports)
    for name in ("figures", "gaps", "statements", "events", "vocabulary"):
        assert getattr(added, name) == getattr(invented if name != "vocabulary" else rest, name)
    tables = dict(added.tables.items())
    assert all(tables[name].equals(table) for name, table in invented.tables.items())


def test_what_is_wrong_with_it_is_told_as_of_a_file(folder):
    """One way in: 100 mutated reports have the same faults, and the same figures, whether added or in the folder."""
    path, random_ = folder / "river-post.toml", random.Random(7)
    original = path.read_text("utf-8")
    path.unlink()
    rest = read_collection(folder)
    for _ in range(100):
        text = mutate(original, random_)
        path.write_text(text, "utf-8")
        read, (added, faults) = read_collection(folder), add_report(rest, text, "seeds/river-post.toml")
        assert told(faults) == told(read.faults)
        assert (added.figures, added.gaps, added.statements) == (read.figures, read.gaps, read.statements)


def test_the_collection_stays_and_the_version_differs(invented):
    added, faults = add_report(invented, REPORT, "a-report.toml")
    assert faults == () and added.version != invented.version
    assert "a-report" in added.reports and "a-report" not in invented.reports
    assert all(one is other for one, other in zip(added.figures[1:], invented.figures, strict=True))
    again, _ = add_report(invented, REPORT, "a-report.toml")
    assert again.version == added.version


def test_new_words_are_read_like_rows_of_a_file(invented):
    text = REPORT.replace('place = "lowtown"', 'place = "docks"')
    added, faults = add_report(invented, text, "a-report.toml", {"places": (DOCKS,)})
    assert faults == () and added.figure("five").place.name == "Docks"
    assert added.vocabulary.place_containers["docks"][:2] == ("docks", "lowtown")
    assert "docks" not in invented.vocabulary.places
    other = text.replace("a-report", "b-report").replace("A report", "B report").replace('"five"', '"six"')
    again, faults = add_report(added, other, "b-report.toml", {"places": (DOCKS,)})
    assert faults == () and again.figure("six").place is added.figure("five").place


@pytest.mark.parametrize(
    ("table", "row", "fault"),
    [
        ("places", {**DOCKS, "within": "lowtwn"}, "places.csv: docks: within: 'lowtwn', expected an id of this file (nearest: 'lowtown')"),
        ("places", {**DOCKS, "place_precision": "9"}, "places.csv: docks: place_precision: '9', expected: less than or equal to 7"),
        ("places", {**DOCKS, "id": "lowtown", "within": ""}, "places.csv: lowtown: id 'lowtown' stands twice, expected each id once"),
        ("speakers", {"id": "radio", "name": "Radio", "type": "resdent"}, "speakers.csv: radio: type: 'resdent', expected monitoring_group"),
    ],
)  # fmt: skip
def test_a_faulty_word_is_told_and_left_out_alone(invented, table, row, fault):
    added, faults = add_report(invented, REPORT, "a-report.toml", {table: (row,)})
    assert told(faults)[0].startswith(fault)
    assert "a-report" in added.reports


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("value = 5", "value = 6", "a-report.toml: figures[0].value: 6, expected the number of the quote '5 dead': 5"),
        ('speaker = "mayor"', 'speaker = "mayr"', "a-report.toml: figures[0].speaker: 'mayr', expected an id of seeds/speakers.csv (nearest: 'mayor')"),
        ('id = "five"', 'id = "er-killed"', "a-report.toml: figures[0].id: 'er-killed' stands in echo-report.toml too"),
        ("value = 5", "value = five", "a-report.toml: not TOML, 'five' stands without quotation marks"),
        ('id = "a-report"', 'id = "river-post"', "a-report.toml: source.id: 'river-post', expected the file's own name 'a-report'"),
        ("value = 5", f"value = 5\ncaveat = '{'x' * 2_100_000}'", "a-report.toml: 2.1 MB, expected at most 2 MB"),
    ],
)  # fmt: skip
def test_a_report_with_a_fault_leaves_the_collection_as_it_was(invented, old, new, fault):
    same, faults = add_report(invented, REPORT.replace(old, new), "a-report.toml")
    assert same is invented
    assert told(faults)[0].startswith(fault)


def test_a_report_of_the_same_id_is_told(invented):
    first, _ = add_report(invented, REPORT, "a-report.toml")
    same, faults = add_report(first, HEAD + entry(id="seven", value=7), "a-report.toml")
    assert same is first
    assert told(faults) == [
        "a-report.toml: source: 'A report': a-report.toml has the same id, expected each report once"
    ]


@pytest.mark.slow
def test_adding_to_a_large_collection_takes_a_moment(tmp_path, real):
    root = Path(__file__).parents[2]
    large = read_collection(write_collection(tmp_path / "seeds", 10_000, root / "seeds"))
    shutil.rmtree(tmp_path / "seeds")
    text = (root / "seeds" / "independent-2016-09-23.toml").read_text("utf-8")
    add_report(large, text, "independent-2016-09-23.toml")
    start = time.process_time()
    added, faults = add_report(large, text, "independent-2016-09-23.toml")
    assert faults == () and len(added.figures) > len(large.figures)
    assert time.process_time() - start < 0.5
