"""What is perhaps entered twice is a warning: it leaves nothing out."""

from __future__ import annotations

from dashboard.collection import read_collection
from dashboard.collection.refusals import list_warnings


def copy_report(folder, name: str, **changes: str) -> None:
    text = (folder / "echo-report.toml").read_text("utf-8").replace("echo-report", name).replace('"er-', f'"{name}-')
    text = text.replace("Situation report 1", f"Report {name}")
    for old, new in changes.items():
        text = text.replace(old, new)
    (folder / f"{name}.toml").write_text(text, "utf-8")


def test_one_voice_with_one_number_on_adjoining_days_is_told(folder):
    copy_report(folder, "later")
    text = (
        (folder / "later.toml")
        .read_text("utf-8")
        .replace("2021-03-04", "2021-03-05")
        .replace("2021-03-03", "2021-03-04")
    )
    (folder / "later.toml").write_text(text, "utf-8")
    collection = read_collection(folder)
    assert collection.faults == ()
    told = [str(warning) for warning in list_warnings(collection.figures)]
    assert (
        "later: later-raids: 'River Watch' has est. ≤ 12 on the day before too, in 'er-raids': perhaps one event under two dates"
        in told
    )
    assert all("killed" not in line for line in told), "a window of two days adjoins nothing"
