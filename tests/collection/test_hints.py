"""What is perhaps entered twice is a warning: it leaves nothing out."""

from __future__ import annotations

from dashboard.collection import read_collection


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
    told = [str(warning) for warning in collection.warnings]
    assert (
        "later: later-raids: 'River Watch' has est. ≤ 12 on the day before too, in 'er-raids': perhaps one event under two dates"
        in told
    )
    assert all("killed" not in line for line in told), "a window of two days adjoins nothing"


def test_two_speakers_of_one_name_are_told_unless_they_are_joined(folder, change):
    change(
        "river-post,River Post,publisher,",
        "river-post,River Post,publisher,\nwatchers,Watchers,resident,",
        "speakers.csv",
    )
    copy_report(folder, "other")
    by_report = (("other", "watchers", "Jane Al-Doe of the survey"), ("echo-report", "river-watch", "Dr. J. Al-Doe"))
    for name, speaker, called in by_report:
        path = folder / f"{name}.toml"
        text = path.read_text("utf-8").replace(
            'speaker = "river-watch"', f'speaker = "{speaker}"\nspeaker_as_written = "{called}"'
        )
        path.write_text(text, "utf-8")
    told = [str(warning) for warning in read_collection(folder).warnings]
    expected = "'river-watch' and 'watchers' both go by 'doe': perhaps one voice; member_of, repeats or an alias would join them"
    assert f"speakers.csv: river-watch: {expected}" in told
    change("watchers,Watchers,resident,", "watchers,Watchers,resident,river-watch", "speakers.csv")
    assert not [line for line in map(str, read_collection(folder).warnings) if "watchers" in line]
