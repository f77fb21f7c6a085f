"""Standings, pairs and answers in sentences."""

from dataclasses import replace
from datetime import date

from dashboard.compare import Topic
from dashboard.records.moments import Window
from dashboard.wording.comparisons import (
    list_standing,
    say_standing,
    say_verdict,
    tell_beside,
    title_answer,
    title_topic,
    write_growth,
)
from tests.wording.invented import (
    FRIDAY,
    GAZETTE,
    KILLED,
    OFFICE,
    PEOPLE,
    QUARTER,
    RESCUERS,
    RESIDENTS,
    TOWN,
    compare,
    figure,
    hours,
    said,
    source,
)

POST = source(id="post-1", publisher="The Post", date_published=date(2020, 5, 17))
FRIDAY_IN_VELM = Topic(KILLED, PEOPLE, TOWN, FRIDAY)


def rescuers(value=25, qualifier="exact", **changes):
    return figure(value, qualifier, id="rescuers", **changes)


def office(value=91, qualifier="exact", **changes):
    return figure(value, qualifier, **({"id": "office", "source": POST, "said": said(OFFICE)} | changes))


def test_one_voice_says_nothing_of_the_others():
    alone = figure(said=said(via="AP"))
    assert say_standing(compare(alone, figure(2, "exact", id="far", place=QUARTER)), alone) == (
        "One voice in this collection: Velm Rescue reported at least 80 people killed, carried by AP."
    )


def test_a_report_that_credits_nobody_is_no_voice():
    uncredited = figure(said=said(GAZETTE))
    assert say_standing(compare(uncredited), uncredited) == (
        "One report in this collection: The Gazette has at least 80 people killed, crediting nobody."
    )


def test_a_state_is_never_told_without_its_day():
    state = figure(200, "more_than", counting="state")
    assert say_standing(compare(state), state) == (
        "One voice in this collection: Velm Rescue reported more than 200 people killed as of Friday 15 May, "
        "carried by The Gazette."
    )


def test_a_voice_that_publishes_itself_has_no_carrier():
    own = office(source=source(publisher="Flood Office"))
    assert say_standing(compare(own), own) == "One voice in this collection: Flood Office reported 91 people killed."


def test_two_that_cannot_both_be_true_are_named_with_their_numbers():
    one, other = rescuers(), office(45, "at_least")
    assert say_standing(compare(one, other), one) == (
        "Contradicted: Velm Rescue said exactly 25 people, carried by The Gazette; "
        "Flood Office said at least 45, carried by The Post. They cannot both be true."
    )


def test_a_part_above_its_whole_is_said_as_one():
    whole, part = rescuers(87), office(91, place=QUARTER, place_as_written="Old Velm")
    assert say_standing(compare(whole, part), whole) == (
        "Contradicted: Flood Office said exactly 91 people for a part alone (narrower: Old Velm), "
        "Velm Rescue exactly 87 for the whole."
    )


def test_two_equal_odd_numbers_may_be_one_count():
    one, other = rescuers(91), office(91)
    assert say_standing(compare(one, other), one) == (
        "Corroborated: Flood Office reported 91 people killed, carried by The Post; it may be one count."
    )


def test_two_minimums_corroborate_nothing():
    one, other = rescuers(47, "at_least"), office(72, "at_least")
    assert list_standing(compare(one, other), one) == [
        "One voice in this collection: Velm Rescue reported at least 47 people killed, carried by The Gazette.",
        "Both can be true: Velm Rescue said at least 47 people, Flood Office at least 72.",
    ]


def test_late_counts_far_apart_are_said_to_be_no_more_than_that():
    late = source(date_published=date(2020, 5, 17))
    one, other = rescuers(47, "at_least", source=late), office(91)
    assert list_standing(compare(one, other), one)[1] == (
        "Far apart, neither excludes the other: Velm Rescue said at least 47 people, Flood Office 91."
    )


def test_a_later_number_of_one_voice_revises():
    first = rescuers(25, reported_on=FRIDAY)
    later = rescuers(52, source=POST, reported_on=date(2020, 5, 17))
    later = replace(later, id="later")
    assert say_standing(compare(first, later), first) == (
        "Revised: after 25, Velm Rescue reported 52 people killed, carried by The Post."
    )


def test_a_later_version_that_credits_nobody_replaces_a_number_in_its_report_alone():
    first = rescuers(25, reported_on=FRIDAY)
    later = figure(45, "exact", id="later", source=source(id="gazette-2"), said=said(GAZETTE), corrects="rescuers")
    assert list_standing(compare(first, later), later)[1] == (
        "This version of the report replaces an earlier one: Velm Rescue reported 25 people killed, "
        "carried by The Gazette."
    )
    assert say_standing(compare(first, later), first) == (
        "Revised in a later version of its report: after 25, The Gazette has 45 people killed, crediting nobody."
    )


def test_of_one_number_with_and_without_at_least_the_weaker_is_told():
    one, weaker = rescuers(12), figure(12, id="weaker", source=POST)
    told = list_standing(compare(one, weaker, office(20, provisional=True, source=source(id="p-2"))), one)
    assert told[1] == "Both can be true: Velm Rescue said at least 12 people, Flood Office 20 so far."


def test_a_number_in_two_reports_remains_one_count():
    one, copy = rescuers(43), figure(43, "exact", id="copy", source=POST)
    assert say_standing(compare(one, copy), one) == (
        "Repeated in one other report, The Post: Velm Rescue reported 43 people killed, carried by The Gazette. "
        "It remains one count."
    )


def test_a_figure_without_days_is_not_comparable():
    undated = figure(window=Window(None, None), date_as_written=None)
    assert say_standing(compare(undated), undated) == (
        "Not comparable, its days are not stated: Velm Rescue reported at least 80 people killed, "
        "carried by The Gazette."
    )


def test_an_answer_lists_its_numbers_and_says_what_would_make_all_true():
    answer = compare(
        rescuers(47, "at_least"), office(), figure(30, id="r", said=said(RESIDENTS), source=source(id="g-2"))
    ).answer(FRIDAY_IN_VELM)
    assert title_answer(answer) == (
        "Three voices on people killed in Velm, Ostmark on Friday 15 May 2020: ≥ 30, ≥ 47, 91"
    )
    assert say_verdict(answer) == "All can be true: the number would be 91."


def test_an_answer_names_the_two_that_clash():
    answer = compare(rescuers(), office(45, "at_least")).answer(FRIDAY_IN_VELM)
    assert (
        say_verdict(answer) == "Velm Rescue said exactly 25 people, Flood Office at least 45: they cannot both be true."
    )


def test_lower_bounds_alone_give_a_lower_bound_in_its_own_words():
    answer = compare(rescuers(47, "at_least"), office(90, "more_than")).answer(FRIDAY_IN_VELM)
    assert say_verdict(answer) == "Both can be true: the number would be more than 90."


def test_one_voice_gives_its_number_and_its_name():
    answer = compare(office()).answer(FRIDAY_IN_VELM)
    assert title_answer(answer) == (
        "91 people reported killed in Velm, Ostmark, Friday 15 May 2020: one voice, Flood Office"
    )
    assert say_verdict(answer) == "One voice in this collection."


def test_nobody_is_said_of_this_collection_alone():
    answer = compare(figure(place=QUARTER)).answer(FRIDAY_IN_VELM)
    assert title_answer(answer) == (
        "No report in this collection states a number of people killed in Velm, Ostmark on Friday 15 May 2020"
    )
    assert say_verdict(answer) is None


def test_any_day_has_no_range():
    topic = Topic(KILLED, PEOPLE, TOWN, None)
    answer = compare(figure(), office(place=QUARTER, id="nearer")).answer(topic)
    assert title_answer(answer) == "At least 80 people reported killed in Velm, Ostmark, Friday 15 May 2020"
    assert say_verdict(answer) is None
    answer = compare(figure(), office(window=Window(FRIDAY, None))).answer(topic)
    assert title_answer(answer) == "People reported killed in Velm, Ostmark, on any day"
    assert say_verdict(answer) == "Days of different length are no range: each number stands for itself."
    assert [tell_beside(topic, one) for one in answer.beside] == [
        "Friday 15 May",
        "since Friday 15 May, as of Sunday 17 May",
    ]


def test_what_differs_stands_beside_with_how_it_differs():
    answer = compare(office(), figure(7, "exact", id="q", place=QUARTER)).answer(FRIDAY_IN_VELM)
    assert [tell_beside(FRIDAY_IN_VELM, beside) for beside in answer.beside] == ["narrower: Old Velm"]


def test_a_topic_is_named():
    assert title_topic(FRIDAY_IN_VELM) == "People reported killed in Velm, Ostmark, Friday 15 May 2020"


def test_a_running_total_grows_along_arrows():
    assert write_growth([figure(912, "exact"), figure(3549, "exact"), figure(9057, "exact")]) == "912 → 3,549 → 9,057"


def test_speakers_are_named_as_in_the_middle_of_a_sentence():
    council = RESCUERS.model_copy(update={"name": "Medical council of Velm", "short": "Medical council"})
    spoken = figure(said=said(council))
    assert ": the medical council of Velm reported at least 80" in say_standing(compare(spoken), spoken)


def test_an_agencys_own_text_is_not_carried_by_the_agency():
    uncredited = figure(said=said(GAZETTE, via="AP"))
    assert say_standing(compare(uncredited), uncredited) == (
        "One report in this collection: The Gazette has at least 80 people killed, crediting nobody, in a text by AP."
    )


def test_beside_the_vague_word_of_another_voice_one_number_is_not_called_the_only_voice():
    answer = compare(rescuers(None, "vague", magnitude="dozens"), office()).answer(FRIDAY_IN_VELM)
    assert title_answer(answer).startswith("91 people reported killed in Velm, Ostmark")
    assert say_verdict(answer) is None


def test_other_digits_are_repeated_only_as_we_read_them():
    rough, fine = rescuers(840, "more_than"), rescuers(846, source=POST)
    fine = replace(fine, id="fine")
    assert say_standing(compare(rough, fine), rough) == (
        "Repeated, as we read a rounded number, in one other report, The Post: "
        "Velm Rescue reported more than 840 people killed, carried by The Gazette."
    )
    same = replace(rough, id="same", source=source(id="herald-1", publisher="The Herald"))
    assert say_standing(compare(rough, fine, same), rough).startswith("Repeated in one other report, The Herald:")


def test_numbers_that_exclude_each_other_are_not_said_to_be_true_together():
    low, high = office(5, "up_to"), figure(10, "at_least", id="high", said=said(RESIDENTS))
    own = rescuers(2, "at_least")
    assert list_standing(compare(own, low, high), own)[1:] == [
        "Both can be true: Velm Rescue said at least 2 people, Flood Office up to 5."
    ]


def test_a_night_beside_a_day_is_told_as_other_hours():
    night = office(window=hours("2020-05-15T18:00", "2020-05-16T06:00"))
    [beside] = compare(rescuers(), night).answer(FRIDAY_IN_VELM).beside
    assert tell_beside(FRIDAY_IN_VELM, beside) == "other hours: the night of 15 to 16 May"


def test_one_voice_in_two_reports_is_not_one_more_voice_that_agrees():
    again = rescuers(30, source=source(id="herald-1", publisher="The Herald"))
    told = say_standing(compare(own := office(30), rescuers(30), replace(again, id="again")), own)
    assert told.startswith("Corroborated: Velm Rescue reported 30 people killed") and "more voice" not in told
