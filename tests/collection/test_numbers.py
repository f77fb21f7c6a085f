"""Numbers of a text: digits and words of five languages, what the words beside them make of them, hostile texts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.collection.numbers import find_numbers


def only(text, language="en", **options):
    (found,) = find_numbers(text, language, **options)
    return found


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1,700 air strikes", "en", 1_700),
        ("270 000 people", "en", 270_000),
        ("1'700 people", "en", 1_700),
        ("1.700 persone", "it", 1_700),
        ("1,5 Millionen", "de", 1_500_000),
        ("1.75 million people", "en", 1_750_000),
        ("250k people", "en", 250_000),
        ("275mila persone", "it", 275_000),
        ("twenty-seven dead", "en", 27),
        ("two hundred and five", "en", 205),
        ("three hundred and twenty thousand", "en", 320_000),
        ("two and a half million", "en", 2_500_000),
        ("1½ million", "en", 1_500_000),
        ("half a million people", "en", 500_000),
        ("the quarter of a million civilians", "en", 250_000),
        ("a dozen trucks", "en", 12),
        ("quatre-vingt-dix-sept morts", "fr", 97),
        ("٩٠ شخصا", "ar", 90),
        ("100 ألف طفل", "ar", 100_000),
        ("خمسة وعشرون قتيلا", "ar", 25),
        ("ثلاثمئة وخمسين شخصا", "ar", 350),
        ("300 manns", "is", 300),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(text, language, value):
    assert only(text, language).value == value


@pytest.mark.parametrize(
    ("text", "language", "qualifier"),
    [
        ("no fewer than 20 people", "en", "at_least"),
        ("nine airstrikes at least", "en", "at_least"),
        ("well over three hundred", "en", "more_than"),
        ("an estimated 35 doctors", "en", "exact"),
        ("some 30 doctors", "en", "about"),
        ("just under 2 million", "en", "nearly"),
        ("as many as 200", "en", "up_to"),
        ("no more than 50", "en", "up_to"),
        ("fewer than 30", "en", "fewer_than"),
        ("etwa 250.000 Zivilisten", "de", "about"),
        ("Almeno 275mila persone", "it", "at_least"),
        ("una trentina di morti", "it", "about"),
        ("plus d'un million", "fr", "more_than"),
        ("ما لا يقل عن 90 شخصا", "ar", "at_least"),
        ("12 شخصا على الأقل", "ar", "at_least"),
    ],
)
def test_the_words_beside_a_number_qualify_it(text, language, qualifier):
    assert only(text, language).qualifier == qualifier


def test_the_span_is_the_number_and_the_phrase_holds_its_qualifier():
    text = "He said at least 80 people died."
    found = only(text)
    assert text[found.start : found.end] == found.text == "80"
    assert text[found.phrase_start : found.phrase_end] == "at least 80"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 200 and 300 people", 200, 300),
        ("between 250,000 to 275,000 people", 250_000, 275_000),
        ("200-300 people", 200, 300),
        ("1 to 1.5 million", 1_000_000, 1_500_000),
        ("two to three hundred people", 200, 300),
    ],
)
def test_two_ends_are_one_range(text, low, high):
    found = only(text)
    assert (found.value, found.low, found.high, found.qualifier) == (None, low, high, "range")


def test_a_number_that_rose_is_no_range():
    assert [number.value for number in find_numbers("it rose from 912 to 3,549")] == [912, 3549]


@pytest.mark.parametrize(
    "text", ["three of their four centres", "three out of four centres", "three of the city's four"]
)
def test_a_part_knows_its_total(text):
    found = only(text)
    assert (found.value, found.of_total) == (3, 4)
    assert (only("one in five children").value, only("one in five children").of_total) == (1, 5)


@pytest.mark.parametrize(
    ("text", "language", "least"),
    [
        ("dozens", "en", 20),
        ("tens of thousands", "en", 20_000),
        ("several hundred", "en", 200),
        ("Zehntausende", "de", 20_000),
        ("centinaia di migliaia", "it", 200_000),
        ("عشرات الآلاف", "ar", 20_000),
    ],
)
def test_a_vague_word_has_a_magnitude_and_no_value(text, language, least):
    found = only(text, language)
    assert (found.qualifier, found.value, found.text, found.least) == ("vague", None, text, least)


@pytest.mark.parametrize(
    "text",
    [
        "the deaths of 43 people so far",
        "an initial death toll of 27",
        "a toll of 25 was expected to rise",
        "So far 43 people have died",
        "two centres were among the buildings hit",
    ],
)
def test_words_that_leave_more_to_come_make_a_number_provisional(text):
    assert only(text).provisional


def test_words_of_another_number_or_sentence_do_not():
    first, second = find_numbers("43 dead so far, 11 of them children")
    assert first.provisional
    assert not second.provisional
    assert not only("The initial attack killed 20 people.").provisional
    assert not only("Water is short so far. In the end 20 people left.").provisional


def test_what_is_listed_is_marked_and_stays_exact():
    found = find_numbers("17 civilians, including three children")[1]
    assert (found.value, found.listed, found.qualifier, found.provisional) == (3, True, "exact", False)


def test_days_hours_names_money_and_shares_are_told_apart():
    text = "On 23 September 2016 at 7:30 M2 paid $5 million, 37.5 per cent of No. 3, the 22nd of 8"
    kinds = [(number.text, number.kind) for number in find_numbers(text)]
    assert kinds == [
        ("23", "date"),
        ("2016", "date"),
        ("7:30", "time"),
        ("2", "code"),
        ("5 million", "money"),
        ("37.5", "share"),
        ("3", "code"),
        ("22", "ordinal"),
        ("8", "count"),
    ]


def test_fractions_are_parts():
    half, thirds, quarter = find_numbers("half of the beds, two-thirds of the staff, a quarter of the water")
    assert (half.kind, half.value, quarter.value) == ("fraction", 0.5, 0.25)
    assert thirds.value == pytest.approx(2 / 3)
    assert find_numbers("the third hospital in the Bab al-Nayrab quarter") == ()


def test_none_is_zero_and_an_article_is_one_only_where_asked():
    assert only("no casualties").value == 0
    assert find_numbers("no longer, no doubt") == ()
    assert find_numbers("a young girl") == ()
    assert only("a young girl", articles=True).value == 1


def test_a_second_reading_is_kept_where_the_digits_allow_two():
    assert (only("1.700").value, only("1.700").also) == (1_700, 1.7)
    assert only("1,700").also is None
    assert only("1.750 million").value == 1_750_000


@given(
    st.text(alphabet=st.sampled_from("0123456789.,'- aofnt٣éЖ\n%/:"), max_size=80), st.sampled_from(["en", "ar", "xx"])
)
def test_any_text_is_read_and_every_span_lies_in_it(text, language):
    last = 0
    for number in find_numbers(text, language):
        assert last <= number.start < number.end <= len(text)
        assert text[number.start : number.end] == number.text
        last = number.end


@given(st.integers(0, 10**9), st.sampled_from([",", " ", "'", ""]))
def test_a_number_written_with_separators_is_read_back(value, mark):
    assert only(f"{value:,}".replace(",", mark)).value == value


@pytest.mark.parametrize(
    "hostile",
    [
        "a" + "\u0301" * 60_000,
        "\ufdfa" * 200_000,
        "1" * 200_000,
        "1,000," * 20_000,
        "between 1 and " * 20_000,
        "-1" * 50_000,
    ],
)
def test_hostile_text_takes_work_in_proportion(hostile):
    part, whole = (
        min(measure_work(hostile[:length]) for _ in range(2)) for length in (len(hostile) // 8, len(hostile))
    )
    assert whole < 24 * part + 0.1


def measure_work(text):
    began = time.process_time()
    find_numbers(text)
    return time.process_time() - began
