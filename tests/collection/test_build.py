"""data/ is what the seeds say, byte for byte, and a data package that others' tools accept."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import frictionless
import pytest

from dashboard.build import main
from dashboard.collection import read_collection
from dashboard.collection.tables import make_files
from dashboard.records.fields import COLUMNS
from tests.collection.conftest import INVENTED
from tests.conftest import ROOT


def test_data_equals_a_rebuild(real):
    for name, content in make_files(real.tables).items():
        assert (ROOT / "data" / name).read_bytes() == content, f"data/{name} is stale: run python -m dashboard.build"


def test_two_builds_are_byte_identical(invented):
    assert make_files(invented.tables) == make_files(read_collection(INVENTED).tables)


@pytest.mark.slow
@pytest.mark.parametrize(("zone", "locale"), [("Pacific/Auckland", "ar_SY.UTF-8"), ("America/Los_Angeles", "C")])
def test_clock_and_locale_of_the_machine_change_nothing(tmp_path, zone, locale):
    environment = os.environ | {"TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "dashboard.build", "--to", str(tmp_path / "data")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    for path in (tmp_path / "data").iterdir():
        assert path.read_bytes() == (ROOT / "data" / path.name).read_bytes()


def test_the_package_is_valid_to_frictionless(tmp_path, invented):
    for name, content in make_files(invented.tables).items():
        (tmp_path / name).write_bytes(content)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])


@pytest.mark.slow
def test_the_committed_package_is_valid_to_frictionless():
    report = frictionless.validate(str(ROOT / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])


def test_every_column_has_a_title_and_a_description(invented):
    package = json.loads(make_files(invented.tables)["datapackage.json"])
    assert [resource["name"] for resource in package["resources"]] == list(COLUMNS)
    for resource in package["resources"]:
        assert all(field["title"] and field["description"] for field in resource["schema"]["fields"])
    figures = {field["name"]: field for field in package["resources"][1]["schema"]["fields"]}
    assert figures["value"]["hxl"] == "#indicator+num"
    assert figures["value"]["unit"] == "see indicators.unit"


def test_a_faulty_report_stops_the_build_and_leaves_data_alone(tmp_path, capsys):
    seeds, data = tmp_path / "seeds", tmp_path / "data"
    shutil.copytree(INVENTED, seeds)
    assert main(["--seeds", str(seeds), "--to", str(data)]) == 0
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    (seeds / "river-post.toml").write_text("[source]\n", "utf-8")
    assert main(["--seeds", str(seeds), "--to", str(data)]) == 1
    assert "seeds/river-post.toml: source.id: missing, expected a value" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in data.iterdir()} == before


def test_a_fault_of_the_predicates_stops_the_build_too(folder, tmp_path, capsys):
    (folder / "predicates.csv").write_text(
        "id,takes,words,indicators,description\nstuck,subject,stuck,traped,Who is stuck.\n", "utf-8"
    )
    assert main(["--seeds", str(folder), "--to", str(tmp_path / "data")]) == 1
    assert "seeds/predicates.csv: stuck: indicators: 'traped', expected an id of" in capsys.readouterr().err


def test_what_was_set_aside_stops_the_build_too(folder, change, tmp_path, capsys):
    change('date_as_written = "Wednesday and Thursday"', 'date_as_written = "no day given"')
    assert main(["--seeds", str(folder), "--to", str(tmp_path / "data")]) == 1
    assert "holds our own words" in capsys.readouterr().err


def test_the_folder_of_the_environment_holds(monkeypatch, folder, tmp_path, capsys):
    monkeypatch.setenv("DASHBOARD_SEEDS", str(folder))
    assert main(["--to", str(tmp_path / "data")]) == 0
    assert "2 sources" in capsys.readouterr().out
