"""Old files are rewritten once and say the same: shorter, with our own words where ours stand."""

from __future__ import annotations

import tomllib

from dashboard.build import main
from dashboard.collection import read_collection


def test_a_migrated_collection_says_the_same_in_fewer_lines(folder, capsys):
    before = read_collection(folder)
    length = len((folder / "echo-report.toml").read_text("utf-8").splitlines())
    assert main(["--seeds", str(folder), "--migrate"]) == 0
    assert "seeds/echo-report.toml: " in capsys.readouterr().out
    after = read_collection(folder)
    assert (after.figures, after.gaps, after.statements, after.events) == (
        before.figures,
        before.gaps,
        before.statements,
        before.events,
    )
    assert len((folder / "echo-report.toml").read_text("utf-8").splitlines()) < length


def test_a_second_migration_changes_nothing(folder, capsys):
    main(["--seeds", str(folder), "--migrate"])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    capsys.readouterr()
    assert main(["--seeds", str(folder), "--migrate"]) == 0
    assert "seeds/river-post.toml: as it should be" in capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_is_derived_goes_and_what_differs_stays(folder):
    main(["--seeds", str(folder), "--migrate"])
    raw = tomllib.loads((folder / "river-post.toml").read_text("utf-8"))
    assert "date_precision" not in raw["figures"][0]
    assert "speaker_named" not in raw["figures"][0]
    assert raw["defaults"]["speaker"] == "river-watch"
    assert all(entry["id"] for entry in raw["figures"])


def test_our_own_words_move_and_comments_stay(folder, change):
    change('date_as_written = "Wednesday and Thursday"', 'date_as_written = "no day given"  # look again')
    change('[[figures]]\nid = "rp-bridges"', '# the bridges\n[[figures]]\nid = "rp-bridges"')
    assert main(["--seeds", str(folder), "--migrate"]) == 0
    text = (folder / "river-post.toml").read_text("utf-8")
    assert "# look again" in text
    assert '# the bridges\n[[figures]]\nid = "rp-bridges"' in text
    figure = read_collection(folder).figure("rp-killed")
    assert (figure.date_as_written, figure.date_basis) == (None, "weekdays before publication. No day given.")
    assert read_collection(folder).faults == ()


def test_a_file_with_a_fault_stays_as_it_is_and_is_told(folder, change, capsys):
    change("value = 1200", "value = -1")
    before = (folder / "river-post.toml").read_bytes()
    assert main(["--seeds", str(folder), "--migrate"]) == 1
    assert "seeds/river-post.toml: figures[2].value: '-1', expected" in capsys.readouterr().out
    assert (folder / "river-post.toml").read_bytes() == before
