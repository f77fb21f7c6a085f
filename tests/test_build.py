"""data/ is what the seeds say, byte for byte, and a data package that others' tools accept."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import frictionless
import pytest

from dashboard.build import main, make_files
from dashboard.schemas import COLUMNS
from dashboard.seeds import read_collection
from dashboard.tables import build_tables
from tests.conftest import INVENTED, ROOT


def test_data_equals_a_rebuild(real_tables):
    for name, content in make_files(real_tables).items():
        assert (ROOT / "data" / name).read_bytes() == content, f"data/{name} is stale: run python -m dashboard.build"


def test_two_builds_are_byte_identical(invented_tables):
    assert make_files(invented_tables) == make_files(build_tables(read_collection(INVENTED)))


@pytest.mark.parametrize(("zone", "locale"), [("Pacific/Auckland", "ar_SY.UTF-8"), ("America/Los_Angeles", "C")])
def test_clock_and_locale_of_the_machine_change_nothing(tmp_path, zone, locale):
    environment = os.environ | {"TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "dashboard.build", "--to", str(tmp_path / "data")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    for path in (tmp_path / "data").iterdir():
        assert path.read_bytes() == (ROOT / "data" / path.name).read_bytes()


def test_the_package_is_valid_to_frictionless(tmp_path, invented_tables):
    for name, content in make_files(invented_tables).items():
        (tmp_path / name).write_bytes(content)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])


def test_the_committed_package_is_valid_to_frictionless():
    report = frictionless.validate(str(ROOT / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])


def test_every_column_has_a_title_and_a_description(invented_tables):
    package = json.loads(make_files(invented_tables)["datapackage.json"])
    assert [resource["name"] for resource in package["resources"]] == list(COLUMNS)
    for resource in package["resources"]:
        assert all(field["title"] and field["description"] for field in resource["schema"]["fields"])
    figures = {f["name"]: f for f in package["resources"][1]["schema"]["fields"]}
    assert figures["value"]["hxl"] == "#indicator+num"
    assert figures["value"]["unit"] == "see indicators.unit"


def test_a_faulty_source_stops_the_build_and_leaves_data_alone(tmp_path, capsys):
    seeds, data = tmp_path / "seeds", tmp_path / "data"
    shutil.copytree(INVENTED, seeds)
    assert main(["--seeds", str(seeds), "--to", str(data)]) == 0
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    (seeds / "river-post.toml").write_text("[source]\n", "utf-8")
    assert main(["--seeds", str(seeds), "--to", str(data)]) == 1
    assert "seeds/river-post.toml: source.id: missing, expected a value" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in data.iterdir()} == before
