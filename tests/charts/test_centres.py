"""What is left of a whole: each building counted once, and what is not reported hit is not called intact."""

from __future__ import annotations

from dashboard.charts.base import Look
from dashboard.charts.centres import KIND, select_rows
from dashboard.charts.centres.wholes import list_wholes
from tests.charts.drawn import PICTURE, assert_tidy, change, texts_of


def parts_of(tables) -> list[list[tuple[int, str, str]]]:
    wholes = list_wholes(select_rows(tables).to_dict("records"))
    return [[(part.count, part.state, part.label) for part in whole.parts] for whole in wholes]


def test_four_centres_are_two_out_one_more_hit_and_one_not_reported_hit(story_tables) -> None:
    assert parts_of(story_tables) == [
        [(2, "out", "2 out of service"), (1, "hit", "1 more targeted"), (1, "other", "1 not reported targeted")]
    ]


def test_the_title_tells_the_parts_from_the_whole(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    assert drawn.title == "3 of 4 operation centres reported targeted in Aleppo, 2 of them out of service"
    assert drawn.question == "What is left of the operation centres?"


def test_nothing_is_called_intact(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    assert "What is not reported hit need not be intact." in drawn.subtitle
    assert not any("intact" in text for text in texts_of(drawn.chart))
    assert "1 not reported targeted" in texts_of(drawn.chart)


def test_figures_that_do_not_say_how_they_overlap_get_a_whole_each(story_tables) -> None:
    apart = change(story_tables, "figures", "centres-out-of-service", part_of=None)
    assert [[part[0] for part in parts] for parts in parts_of(apart)] == [[3, 1], [2, 2]]


def test_a_changed_number_changes_title_and_parts(story_tables) -> None:
    changed = change(story_tables, "figures", "centres-out-of-service", value=3)
    assert parts_of(changed)[0] == [(3, "out", "3 out of service"), (1, "other", "1 not reported targeted")]
    assert KIND.build(changed, PICTURE).title.endswith("3 of them out of service")


def test_at_least_leaves_the_others_open_and_a_range_is_drawn_unsure(story_tables) -> None:
    least = change(story_tables, "figures", "centres-targeted", qualifier="at_least")
    assert parts_of(least)[0] == [
        (3, "hit", "at least 3 of 4 targeted"),
        (1, "other", "1 not reported targeted"),
    ]
    between = change(
        story_tables, "figures", "centres-targeted", qualifier="range", value=None, value_low=1, value_high=3
    )
    assert [part[:2] for part in parts_of(between)[0]] == [(1, "hit"), (2, "unsure"), (1, "other")]


def test_none_reported_is_said_as_none_reported(story_tables) -> None:
    none = change(story_tables.with_figures(["centres-targeted"]), "figures", "centres-targeted", value=0)
    assert parts_of(none) == [[(4, "other", "0 of 4 targeted")]]


def test_another_collection_gives_a_block_each_for_clinics_and_bridges(invented_tables) -> None:
    drawn = KIND.build(invented_tables, PICTURE)
    assert drawn.title.startswith("1 of 3 clinics reported targeted in Lowtown, Northland; 2 of 5 bridges")
    assert drawn.question == "What is left?"
    assert parts_of(invented_tables)[1] == [(2, "counted", "2 lost"), (3, "other", "3 not reported lost")]
    assert "1 house is 1 clinic; 1 block is 1 bridge" in drawn.subtitle


def test_a_whole_too_large_for_one_row_lists_its_labels_below(story_tables) -> None:
    large = change(
        story_tables.with_figures(["centres-targeted"]), "figures", "centres-targeted", value=31, of_total=35
    )
    drawn = KIND.build(large, PICTURE)
    assert {"31 targeted", "4 not reported targeted"} <= set(texts_of(drawn.chart))
    assert_tidy(drawn.chart, PICTURE)


def test_alt_and_sources_carry_place_day_and_voice(story_tables) -> None:
    drawn = KIND.build(story_tables, PICTURE)
    assert "3 of 4 operation centres reported targeted in Aleppo, Friday 23 September 2016" in drawn.alt
    assert "White Helmets" in drawn.alt
    assert set(drawn.figures) == {"centres-targeted", "centres-out-of-service"}
    assert "never add the two numbers" in drawn.note
    assert len(drawn.sources) == 1


def test_a_picture_with_room_has_larger_words_and_buildings_that_fill_its_width(story_tables) -> None:
    roomy = Look(width=1152, height=720, fixed=True)
    shown, usual = (KIND.build(story_tables, look).chart for look in (roomy, Look(width=1152)))
    assert min(note.font.size for note in shown.layout.annotations) > roomy.label_size
    ends = [
        max(start + wide for trace in chart.data if trace.base for start, wide in zip(trace.base, trace.x, strict=True))
        for chart in (shown, usual)
    ]
    assert ends[1] < roomy.width * 0.8 < ends[0]
    assert_tidy(shown, roomy)
