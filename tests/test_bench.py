"""What the benchmark measures with is sound; how fast anything is, no test asks."""

from __future__ import annotations

import pytest

from dashboard.collection import read_collection
from tests.bench.__main__ import main
from tests.conftest import ROOT
from tests.samples.synthetic import write_collection


def test_a_synthetic_collection_is_read_whole_and_its_entries_take_from_the_defaults(tmp_path):
    folder = write_collection(tmp_path / "seeds", 100, ROOT / "seeds")
    collection = read_collection(folder)
    assert collection.faults == ()
    assert len(collection.figures) == 100
    entries = (folder / "source-00000.toml").read_text("utf-8").split("[[figures]]")[1:]
    assert any("speaker" not in entry and "date_start" not in entry and "place" not in entry for entry in entries)


def test_a_name_that_no_measure_holds_is_refused_with_those_there_are(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--only", "lunch"])
    assert ended.value.code == 2
    assert "--only 'lunch', expected a part of one of: load 100,000 figures, " in capsys.readouterr().err
