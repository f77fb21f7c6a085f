"""A sheet of pixels: what is put down is measured, and says how narrow it may be shown."""

from __future__ import annotations

from dashboard.charts.base import Look
from dashboard.charts.sheet import Sheet, count_fitting, list_sizes, list_widths, wrap_strong
from tests.charts.drawn import labels_of, targets_of

LOOK = Look(width=600, height=200, fixed=True)


def test_only_the_beginning_of_a_text_is_bold() -> None:
    sheet = Sheet(LOOK, 600)
    sheet.write(0, 0, ["≥ 80 people", "killed"], strong="≥ 80")
    assert sheet.labels[0]["text"] == "<b>≥ 80</b> people"
    assert sheet.labels[1]["text"] == "killed"


def test_a_picture_fades_in_finer_steps_than_a_page() -> None:
    picture, page = Sheet(LOOK, 600), Sheet(Look(width=600), 600)
    for sheet in (picture, page):
        sheet.soft_mark(100, 300, 10, 20, "#000000", fade=50)
    assert len(picture.marks) > len(page.marks)


def test_what_a_source_writes_is_never_read_as_html() -> None:
    sheet = Sheet(LOOK, 600)
    sheet.write(0, 0, ["<b>fire</b> & <img src=x>"])
    assert sheet.labels[0]["text"] == "&lt;b&gt;fire&lt;/b&gt; &amp; &lt;img src=x&gt;"


def test_the_fullest_room_decides_how_narrow_the_chart_may_be_shown() -> None:
    sheet = Sheet(LOOK, 600)
    sheet.write(0, 0, ["half"], room=LOOK.measure("half") * 2)
    assert sheet.min_width == 320
    sheet.write(0, 40, ["full"], room=LOOK.measure("full"))
    assert sheet.min_width == 600


def test_a_soft_mark_fades_inside_its_ends_and_not_beyond_them() -> None:
    sheet = Sheet(LOOK, 600)
    sheet.soft_mark(100, 300, 10, 20, "#000000", fade=50)
    assert min(mark["x0"] for mark in sheet.marks) == 100
    assert max(mark["x1"] for mark in sheet.marks) == 300
    assert sheet.marks[0]["colour"] > sheet.marks[-1]["colour"] == "#000000"


def test_a_mark_of_several_figures_is_selected_by_the_first_and_names_all() -> None:
    sheet = Sheet(LOOK, 600)
    sheet.mark(0, 10, 0, 10, "#000000", target="one two")
    chart = sheet.draw(100)
    assert list(chart.data[0].customdata[0]) == ["one", "one two"]
    assert targets_of(chart) == {"one", "two"}


def test_a_thousand_words_are_one_trace_a_colour() -> None:
    sheet = Sheet(LOOK, 600)
    for number in range(1_000):
        sheet.write(number % 500, number % 150, ["word"])
    chart = sheet.draw(200)
    assert len(chart.data) == 1
    assert len(list(labels_of(chart, LOOK))) == 1_000


def test_a_picture_keeps_its_height_and_a_page_says_its_own() -> None:
    assert Sheet(LOOK, 600).draw(120).layout.height == 200
    assert Sheet(Look(), 600).draw(120).layout.height == 120


def test_a_picture_may_shrink_its_labels_to_14_and_has_but_one_width() -> None:
    assert list_sizes(LOOK)[-1] == 14
    assert list_widths(LOOK) == [600]
    assert list_sizes(Look(label_size=12)) == [14]
    assert list_widths(Look(width=340))[0] == 340


def test_how_many_fit_is_found_where_fewer_always_fit() -> None:
    assert count_fitting(10, lambda number: number <= 7) == 7
    assert count_fitting(3, lambda number: False) == 0


def test_a_text_with_a_bold_beginning_keeps_to_its_width() -> None:
    lines = wrap_strong(LOOK, "≈ 250,000 people trapped under siege", "≈ 250,000", 200, 16)
    assert len(lines) == 2
    assert LOOK.measure("≈ 250,000", 16, bold=True) + LOOK.measure(lines[0].removeprefix("≈ 250,000"), 16) <= 200
