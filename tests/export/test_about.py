"""Every file says what it is of, and its name holds day and filter."""

from __future__ import annotations

import zipfile
from datetime import datetime, timedelta, timezone
from io import BytesIO

import pytest

from dashboard.export.about import About, make_slug, make_zip, rewrite_zip
from tests.export.conftest import NOW


@pytest.mark.parametrize(
    ("filter_text", "expected"),
    [
        ("", "figures-2026-01-02.csv"),
        ("all figures", "figures-2026-01-02.csv"),
        ("place: aleppo; day: Thursday", "figures-2026-01-02-place-aleppo-day-thursday.csv"),
        ("../../etc/passwd", "figures-2026-01-02-etc-passwd.csv"),
        ('text: "; rm -rf / \r\n<b>', "figures-2026-01-02-text-rm-rf-b.csv"),
        ("text: حلب", "figures-2026-01-02-text.csv"),
        ("حلب", "figures-2026-01-02.csv"),
    ],
)
def test_a_file_name_holds_day_and_filter_and_nothing_that_could_do_harm(filter_text, expected):
    assert About("Title", NOW, filter_text).name_file("figures", "csv") == expected


def test_a_long_filter_is_cut_at_a_word():
    slug = make_slug("place: " + "east aleppo " * 20)
    assert len(slug) <= 60 and slug.endswith(("east", "aleppo"))
    assert len(make_slug("x" * 500)) == 60


def test_day_and_time_are_those_of_utc():
    evening = datetime(2026, 1, 1, 20, 0, tzinfo=timezone(timedelta(hours=-8)))
    about = About("Title", evening)
    assert (about.time, about.name_file("a", "csv")) == ("2026-01-02T04:00:00Z", "a-2026-01-02.csv")


def test_a_zip_does_not_depend_on_the_clock():
    content = make_zip({"a.txt": b"a", "b.png": b"b"})
    assert content == make_zip({"a.txt": b"a", "b.png": b"b"})
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    changed = rewrite_zip(content, {"a.txt": bytes.upper})
    with zipfile.ZipFile(BytesIO(changed)) as archive:
        assert (archive.read("a.txt"), archive.read("b.png")) == (b"A", b"b")
