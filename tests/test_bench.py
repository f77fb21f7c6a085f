"""The benchmark itself works: it prints a ratio to a floor of the same run."""

from __future__ import annotations

import json

from tests.bench.__main__ import LONG, SHORT, main


def test_a_measurement_is_a_ratio_to_a_floor_of_the_same_run(tmp_path, capsys):
    assert main(["--short", "--only", "first source", "--json", str(tmp_path / "bench.json")]) == 0
    figures = json.loads((tmp_path / "bench.json").read_text("utf-8"))["first source: tables"]
    assert figures["ratio"] == figures["tables_ms"] / figures["read_csv_typed_ms"]
    assert "first source: tables" in capsys.readouterr().out


def test_the_short_run_covers_what_the_long_one_measures():
    parts = {name.split(",")[0].split(" ")[0] for name in LONG}
    assert parts - {name.split(",")[0].split(" ")[0] for name in SHORT} <= {"compare", "overview"}
