"""Rules read invented reports: what is counted, what befell it, where, when and who says so; traps; hostile texts."""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.collection.seeds import ROOT
from dashboard.collection.vocabulary import read_vocabulary
from dashboard.reading import read_document
from dashboard.reading.lexicon import FILE, read_lexicon
from dashboard.reading.proposals import Document, Span
from dashboard.records.model import Figure

VOCABULARY = read_vocabulary(ROOT / "seeds")[0]
FRIDAY = date(2031, 5, 16)


def read(text, **about):
    return read_document(
        Document(text, **{"published": FRIDAY, "publisher": "The Lowtown Post", "language": "en"} | about), VOCABULARY
    )


def measure_work(text):
    began = time.process_time()
    read(text)
    return time.process_time() - began


def only(text, **about):
    (found,) = read(text, **about).figures
    return found


@pytest.mark.parametrize(
    ("text", "indicator", "group", "value"),
    [
        ("The ferry accident killed 31 people near Lowtown.", "killed", "people", 31),
        ("In Lowtown 31 villagers drowned.", "killed", "people", 31),
        ("Cases of cholera: 412", "cases", "cholera", 412),
        ("The death toll from the landslide climbed to 77 on Monday.", "killed", "people", 77),
        ("The number of houses flooded by the Lowtown river rose to 5,210.", "homes_damaged", "homes", 5_210),
        ("Some 4,000 families were driven from their homes.", "families_displaced", "families", 4_000),
        ("The agency has reached 60,000 children with food.", "aid_delivered", "children", 60_000),
        ("Police arrested 19 students.", "arrested", "students", 19),
        ("Nine schools were destroyed by the storm.", "facilities_destroyed", "schools", 9),
        ("The appeal for $14 million is a third funded.", "funding_requested", "us_dollars", 14_000_000),
        ("About 37 per cent of the children are malnourished.", "malnourished_share", None, 37),
        ("900 people are still missing after the flood.", "missing", "people", 900),
        ("2.5 million people need food aid.", "in_need", "people", 2_500_000),
        ("More than 700 people remain in shelters.", "sheltered", "people", 700),
        ("The quake left 12,000 people homeless.", "homeless", "people", 12_000),
        ("Around 90 houses sustained damage.", "homes_damaged", "homes", 90),
        ("Some 700 families were sleeping in tents in the open.", "families_displaced", "families", 700),
        ("Rain ruined 46 houses, with about 900 people affected.", "homes_destroyed", "homes", 46),
        ("A total of 56 people, including some uprooted by earlier fighting, were killed.", "killed", "people", 56),
        ("The death toll in Lowtown reaches 56.", "killed", "people", 56),
        ("Of the deaths, only 56 have been confirmed.", "killed", "people", 56),
    ],
)
def test_the_words_around_a_number_say_what_it_counts(text, indicator, group, value):
    found = read(text).figures[0]
    assert (found.value("indicator"), found.value("group"), found.value("value")) == (indicator, group, value)


def test_each_number_of_a_sentence_has_its_own_predicate():
    found = read("The blast killed 12 people and injured 40, and 3 are missing.").figures
    assert [(one.value("indicator"), one.value("value")) for one in found] == [
        ("killed", 12),
        ("injured", 40),
        ("missing", 3),
    ]


def test_what_is_listed_or_stands_in_a_row_has_the_predicate_before_it():
    found = read("Floods killed 90 people, including 20 children, with 50 in Northmoor and 40 in Eastmoor.").figures
    assert [one.value("indicator") for one in found] == ["killed"] * 4
    assert [one.value("group") for one in found][1] == "children"


def test_a_number_of_people_does_not_take_the_noun_of_the_homes_before_it():
    found = read("The storm shut 70 evacuation centres, with hundreds of houses destroyed and 8,000 affected.").figures
    assert [one.value("indicator") for one in found] == ["facilities_closed", "homes_destroyed", "affected"]


def test_numbers_in_brackets_tell_states_and_places_apart():
    found = read("There are 60 cases of cholera (14 confirmed and 46 suspected).").figures
    assert [(one.value("indicator"), one.value("value")) for one in found] == [
        ("cases", 60),
        ("cases", 14),
        ("cases", 46),
    ]
    found = read("There are 3,300 displaced people, including in Northmoor (2,200) and Eastmoor (1,100).").figures
    assert [one.value("place") for one in found[1:]] == ["northmoor", "eastmoor"]
    assert {one.value("indicator") for one in found} == {"displaced"}


def test_a_number_in_brackets_has_the_predicate_after_them():
    found = read("In the valley 40 families (212 people) displaced by the flood are in tents.").figures
    assert [(one.value("indicator"), one.value("value")) for one in found] == [
        ("families_displaced", 40),
        ("displaced", 212),
    ]


def test_numbers_before_one_verb_share_it():
    found = read("At least 300 houses and 20 shops were destroyed.").figures
    assert [one.value("indicator") for one in found] == ["homes_destroyed", "buildings_destroyed"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A 34-year-old teacher was hurt.", "age"),
        ("Mara Olsen, 34, was hurt.", "age"),
        ("They walked for 34 days.", "duration"),
        ("The village lies 34 km from the coast.", "distance"),
        ("A 6.1-magnitude quake was felt.", "magnitude"),
        ("Lowtown, a town of 34,000 people, was spared.", "population"),
        ("Ministers of 34 countries met.", "number-of-places"),
        ("It was the worst since 1998.", "date"),
        ("A nine-storey hotel stood there.", "storeys"),
        ("One of the survivors spoke.", "pronoun"),
        ("The two men walked away.", "reference"),
        ("He said the youngest one had died.", "reference"),
        ("The needs of both were met.", "reference"),
        ("Gunmen attacked both the market and the mosque.", "reference"),
        ("Two storms struck the coast.", "parts"),
        ("The quake hit four districts.", "number-of-places"),
    ],
)
def test_a_number_that_is_no_figure_is_told_with_its_kind(text, kind):
    found = read(text)
    assert found.figures == ()
    assert [one.kind for one in found.not_proposed] == [kind]
    assert found.not_proposed[0].reason


def test_any_number_becomes_a_card_where_one_is_wanted():
    text = "Ministers of 34 countries met."
    [card] = read_document(Document(text, language="en"), VOCABULARY, wanted=[Span(13, 15), Span(0, 3)]).wanted
    assert (card.value("value"), card.value("indicator"), text[slice(*card.span)]) == (34, None, "34")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("At least 8 people died on Friday.", date(2031, 5, 16), date(2031, 5, 16)),
        ("At least 8 people died on Thursday.", date(2031, 5, 15), date(2031, 5, 15)),
        ("At least 8 people died overnight on Thursday.", datetime(2031, 5, 15, 18), datetime(2031, 5, 16, 6)),
        ("At least 8 people died late on Monday.", datetime(2031, 5, 12, 18), datetime(2031, 5, 13)),
        ("At least 8 people have died since May 3.", date(2031, 5, 3), date(2031, 5, 16)),
        ("At least 8 people died on 30 December.", date(2030, 12, 30), date(2030, 12, 30)),
        ("At least 8 people died yesterday.", date(2031, 5, 15), date(2031, 5, 15)),
        ("At least 8 people died in the past two weeks.", date(2031, 5, 2), date(2031, 5, 16)),
        ("At least 8 people died, the mayor said on Thursday.", None, date(2031, 5, 16)),
    ],
)
def test_days_are_read_against_the_day_of_publication(text, start, end):
    found = only(text)
    assert (found.value("date_start"), found.value("date_end")) == (start, end)


def test_a_place_is_stated_new_carried_over_or_the_one_that_the_report_is_about():
    text = (
        "Storm in Lowtown\n\nThe storm killed 5 people in Northmoor. Another 30 were injured.\n\nAbout 200 people fled."
    )
    killed, injured, fled = read(text, title="Storm in Lowtown").figures
    assert (killed.value("place"), killed.value("place_as_written"), killed.fields["place"].how) == (
        "northmoor",
        "Northmoor",
        "stated",
    )
    assert (injured.value("place"), injured.fields["place"].how) == ("northmoor", "carried")
    assert (fled.value("place"), fled.fields["place"].how) == ("lowtown", "default")
    assert fled.value("place_basis")


def test_what_follows_a_list_of_places_is_about_none_of_them_alone():
    text = "Floods in Borland\n\nRain fell in Borland, most in Northmoor and Eastmoor. About 50 deaths were reported."
    assert only(text, title="Floods in Borland").value("place") == "borland"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Shelling killed 5 people in El Norra.", "el-norra"),
        ("Hunger killed 5 people in Grand’Anse.", "grandanse"),
        ("Shelling killed 5 people in the capital, Port-au-Norra.", "port-au-norra"),
        ("Shells Kill At Least 5 In Busy Market\n\nAll of them had worked in Norra.", "norra"),
        ("The Department of Public Health said 5 people died in Norra.", "norra"),
        ("5 refugees from Sudan died in Norra.", "norra"),
        ("Norra state reported the deaths of 5 people.", "norra"),
        ("Some 5 people died and 7 were hurt when a quake hit Norra.", "norra"),
        ("In Norra, 40 km northeast of Eastmoor, 5 people died.", "norra"),
    ],
)
def test_a_new_place_is_known_by_how_it_is_written(text, place):
    assert read(text).figures[0].value("place") == place


def test_a_place_of_the_vocabulary_is_known_by_its_other_names():
    assert only("Shelling killed 5 people in Haleb.").value("place") == "aleppo"
    assert only("Shelling killed 5 people in eastern Aleppo.").value("place") == "east-aleppo"


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("The Lowtown fire service said 5 people died.", "lowtown-fire-service", None),
        ("5 people died, according to the Lowtown fire service.", "lowtown-fire-service", None),
        ("5 people died, Ada Berg, the mayor, told Reuters.", "ada-berg", "Reuters"),
        ("“5 people died,” said Ada Berg.", "ada-berg", None),
        ("Ada Berg spoke. Mayor Ada Berg said it was over. Berg added that 5 people died.", "mayor-ada-berg", None),
        ("The Syrian Observatory for Human Rights reported that 5 people died.", "sohr", None),
        ("Mr. Berg said 5 people died.", "mr-berg", None),
        ("“It is safe to say that 5 people died,” Ada Berg told Reuters.", "ada-berg", "Reuters"),
        ("5 people died, according to the latest report of the Lowtown Relief Centre.", "lowtown-relief-centre", None),
        ("Ada Berg said 5 people died in Norra, Reuters reported.", "ada-berg", "Reuters"),
        ("5 deaths were reported by the Ministry of Health for the week of the storm.", "ministry-of-health", None),
        (
            "5 people died, figures by the flood control and rescue office show.",
            "flood-control-and-rescue-office",
            None,
        ),
        ("The town’s fire chief, Ada Berg, said the council has buried 5 dead.", "ada-berg", None),
        ("5 people died.", "lowtown-post", None),
    ],
)
def test_a_figure_is_credited_to_whom_the_text_credits(text, speaker, via):
    found = only(text, publisher="Lowtown Post")
    assert (found.value("speaker"), found.value("via")) == (speaker, via)


def test_a_headline_and_its_lead_are_one_figure_with_two_places():
    text = "Ferry sinks, killing 31\nAt least 31 people were killed when a ferry sank near Lowtown on Thursday."
    found = only(text)
    assert (found.value("qualifier"), [text[slice(*span)] for span in found.twins]) == ("at_least", ["31"])


def test_what_nobody_could_count_and_what_was_none_are_gaps():
    first, second = read(
        "It was impossible for the rescuers to count deaths.\nNo injuries were reported in Lowtown."
    ).gaps
    assert (first.value("indicator"), first.value("status")) == ("killed", "not_documented")
    assert (second.value("indicator"), second.value("status")) == ("injured", "zero_reported")


def test_what_is_accepted_is_a_record_of_the_collection():
    for one in read(
        "The White Helmets said at least 12 people were killed in Aleppo on Thursday, and 40 were hurt."
    ).figures:
        Figure.model_validate({key: guess.value for key, guess in one.fields.items() if guess.value is not None})


def test_of_another_language_the_numbers_are_offered_and_it_is_said():
    found = read(
        "Le séisme a fait 57 morts dans la ville, et des milliers de personnes sont dans la rue.", language=None
    )
    assert found.language == "fr"
    assert "not in English" in found.notes[0]
    assert len(found.figures) + len(found.not_proposed) >= 1


def test_the_projects_own_table_of_predicates_has_no_fault_and_serves_a_folder_without_one(tmp_path):
    lexicon, faults = read_lexicon(VOCABULARY)
    assert faults == []
    assert read_lexicon(VOCABULARY, tmp_path)[0].predicates == lexicon.predicates
    (tmp_path / FILE).write_text(
        "id,takes,words,indicators,weak,description\nsing,subject,sang,kiled,false,Song.\n", "utf-8"
    )
    assert "(nearest: 'killed')" in str(read_lexicon(VOCABULARY, tmp_path)[1][0])


@given(st.text(alphabet=st.sampled_from("Aa 1,.“”\"'-\n(5killed died said in Lowtown of"), max_size=120))
@settings(deadline=None, max_examples=60)
def test_any_text_is_read_and_every_span_lies_in_it(text):
    found = read(text)
    for one in (*found.figures, *found.gaps):
        assert text[slice(*one.quote)].split() == one.value("quote").split()
    for one in found.not_proposed:
        assert 0 <= one.span.start < one.span.end <= len(text)


@pytest.mark.parametrize(
    "hostile",
    [
        "a" + "\u0301" * 60_000,
        "1" * 100_000,
        "A" * 100_000,
        " " * 100_000,
        "killed 5 " * 4_000,
        "Ab " * 20_000,
        "He said " * 8_000,
        "“" * 50_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text_takes_work_in_proportion(hostile):
    part, whole = (
        min(measure_work(hostile[:length]) for _ in range(2)) for length in (len(hostile) // 8, len(hostile))
    )
    assert whole < 24 * part + 0.1


@pytest.mark.parametrize(
    ("text", "indicator", "group", "value", "quote"),
    [
        ("Bullet: 12 people killed and 37 injured.", "killed", "people", 12, "12 people killed"),
        ("Seven of the dead were boys, he said.", "killed", "children", 7, "Seven of the dead were boys"),
        ("1 in 3 children are malnourished.", "malnourished_share", None, 33, "1 in 3 children are malnourished"),
        ("One in four of its centres was put out of service.", "out_of_service_share", None, 25, None),
        ("Half of the 54 schools are destroyed.", "destroyed_share", None, 50, "Half of the 54 schools are destroyed"),
        ("Aid: 1,900 tents dispatched; 12,000 wait.", "aid_items", None, 1_900, "1,900 tents dispatched"),
    ],
)
def test_a_quote_carries_its_own_number_and_no_other(text, indicator, group, value, quote):
    found = read(text).figures[0]
    assert (found.value("indicator"), found.value("group"), found.value("value")) == (indicator, group, value)
    assert quote in (None, found.value("quote"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Children under five are malnourished.", "age"),
        ("Half of the 54 schools are destroyed.", "whole"),
        ("People are missing after two boats sank.", "unclear"),
        ("The harm is great: the charity employs 65 people, many injured.", "staff"),
    ],
)
def test_a_number_beside_the_harm_is_no_count_of_it(text, kind):
    assert kind in [one.kind for one in read(text).not_proposed]


def test_a_text_in_a_language_of_numbers_alone_is_not_read_by_english_words():
    text = (
        "Bei Angriffen sind am Sonntag mindestens 31 Menschen getötet und mehr als 80 verletzt worden, teilte die Stadt"
    )
    result = read(text, language="de")
    assert result.figures == () and {one.kind for one in result.not_proposed} == {"language"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Footage broadcast by Lake TV showed the bodies of eleven children.", "lake-tv"),
        ("State television reported that three people were killed.", "state-television"),
        ("The paper quoted a police source as saying that four people were killed.", "police-source"),
        ("An estimated 85% of houses are damaged.", "the-lowtown-post"),
        (
            'Dr Ada Berg, a nurse at the big hospital on the hill, told Reuters by telephone. "Of these, 32 died."',
            "ada",
        ),
    ],
)
def test_a_voice_is_whom_the_words_name(text, speaker):
    assert speaker in only(text).value("speaker")


def test_a_letter_before_a_number_is_no_place():
    assert read("At the M10 hospital in Lowtown 31 people died. At M10, 4 died.").place.value == "lowtown"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (
            "Jets came on Thursday. A shop burned. A further 35 people were injured.",
            date(2031, 5, 15),
            date(2031, 5, 15),
        ),
        ("Jets came on Wednesday. The following day 9 people died.", date(2031, 5, 15), date(2031, 5, 15)),
        ("It was the worst slide since 2010, when 85 people died.", date(2010, 1, 1), date(2010, 12, 31)),
        ("The death toll from Sunday's earthquake climbed to 90 on Thursday.", date(2031, 5, 11), date(2031, 5, 15)),
        ("Some 40 families fled since the beginning of May.", date(2031, 5, 1), FRIDAY),
        (
            "Most died this year, compared with 760 people killed in the whole of 2030.",
            date(2030, 1, 1),
            date(2030, 12, 31),
        ),
    ],
)
def test_days_are_those_of_the_happening(text, start, end):
    found = only(text)
    assert (found.value("date_start"), found.value("date_end")) == (start, end)


def test_a_day_that_is_compared_with_is_not_carried_over():
    found = read(
        "In all 90 people died this year, compared with 76 in the whole of 2030.\nNine more were injured."
    ).figures
    assert found[-1].value("date_start") == date(2031, 1, 1)


def test_a_share_of_displaced_people_who_lack_water_is_no_share_displaced():
    assert only("61 per cent of displaced people lack access to water.").value("indicator") == "in_need_share"


def test_the_first_day_of_two_is_a_day():
    kinds = [one.kind for one in read("Heavy rain fell between 10 and 14 May. It covers 15 to 21 May.").not_proposed]
    assert kinds == ["date"] * 4
