"""Every file says what it is of, its name holds day and selection, and its links hold after it has left."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from dashboard.collection import read_selection
from dashboard.export.about import URL_VARIABLE, About, ExportError, describe, read_base
from tests.export.conftest import NOW


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ("all figures", "figures-2026-01-02.csv"),
        ("Place: Aleppo; from 22 September 2016", "figures-2026-01-02-place-aleppo-from-22-september-2016.csv"),
        ("../../etc/passwd", "figures-2026-01-02-etc-passwd.csv"),
        ('Text: "; rm -rf / \r\n<b>', "figures-2026-01-02-text-rm-rf-b.csv"),
        ("حلب", "figures-2026-01-02.csv"),
    ],
)
def test_a_file_name_holds_day_and_selection_and_nothing_that_could_do_harm(selection, expected):
    assert About("Title", NOW, selection).name_file("figures", "csv") == expected


def test_a_long_selection_is_cut_at_a_word():
    name = About("Title", NOW, "place: " + "east aleppo " * 20).name_file("a", "csv")
    assert len(name) <= len("a-2026-01-02-.csv") + 60 and name.endswith(("east.csv", "aleppo.csv"))
    assert About("Title", NOW, "x" * 500).name_file("a", "csv") == f"a-2026-01-02-{'x' * 60}.csv"


def test_day_and_time_are_those_of_utc():
    about = About("Title", datetime(2026, 1, 1, 20, 0, tzinfo=timezone(timedelta(hours=-8))))
    assert (about.time, about.name_file("a", "csv")) == ("2026-01-02T04:00:00Z", "a-2026-01-02.csv")


def test_a_link_is_absolute_and_names_nothing_twice(earthquake):
    place = earthquake.figures[0].place.id
    report = next(iter(earthquake.reports))
    asked = {"place": [place], "source": [report], "figure": [earthquake.figures[0].id]}
    selection, problems = read_selection(asked, earthquake)
    about = describe(selection, earthquake, NOW, "https://figures.example.org")
    assert problems == []
    link = about.link_to({"exhibit": "killed", "source": report})
    assert link == f"https://figures.example.org/?place={place}&exhibit=killed&source={report}"
    assert about.as_dict()["link"] == f"https://figures.example.org/explore?source={report}&place={place}"


def test_the_address_of_the_dashboard_is_that_of_the_setting(monkeypatch):
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    assert read_base("http://10.0.0.1:8501/") == "http://10.0.0.1:8501"
    monkeypatch.setenv(URL_VARIABLE, "https://figures.example.org/aleppo/")
    assert read_base("http://10.0.0.1:8501") == "https://figures.example.org/aleppo"


@pytest.mark.parametrize(
    "value", ["figures.example.org", "javascript:alert(1)", "https://a b", "https://a/?x", "//x", "http://[x"]
)
def test_what_is_no_address_is_refused_with_its_name(monkeypatch, value):
    monkeypatch.setenv(URL_VARIABLE, value)
    with pytest.raises(ExportError, match=r"^DASHBOARD_URL: .*, expected an address such as https://figures\.example"):
        read_base()
