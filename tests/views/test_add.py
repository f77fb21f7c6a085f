"""The page "Add a report": judged by keys, compared, saved or joined to one session alone, and never believed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from dashboard.collection import SeedError
from dashboard.collection.live import State
from dashboard.collection.worker import WorkError
from dashboard.reading.proposals import Document, Guess, NotProposed, Proposal, Proposals, Span, Time
from dashboard.views import add, frame, judging, own, sheet
from dashboard.views.judging import Card, Desk
from tests.views.conftest import show_one

TEXT = """Karsin quake kills at least 31
At least 31 people died in Karsin on Monday, the Ministry of Health said. A woman aged 84 was found alive.
Some 250 people were injured in Tarnovia, the Red Crescent <b>told</b> reporters.
No <script>alert(1)</script> was found."""


def span_of(words: str, nth: int = 0) -> Span:
    start = [match.start() for match in re.finditer(re.escape(words), TEXT)][nth]
    return Span(start, start + len(words))


def make_figure(number: str, quote: str, place: str, *, how="stated", nth=0, **fields) -> Proposal:
    guesses = {
        "indicator": Guess("killed", 0.9, "subject of “died”", others=("injured",)),
        "group": Guess("people", 0.4, "nobody is told apart", "default"),
        "value": Guess(int(number)),
        "qualifier": Guess("at_least"),
        "place": Guess(place, 0.8, "carried over", how, others=("tarnovia",)),
        "place_basis": Guess("Carried over from the sentence before."),
        "speaker": Guess("unknown", 0.6, "nobody is credited", "default"),
    }
    guesses |= {name: Guess(value) for name, value in fields.items()}
    return Proposal("figure", span_of(number, nth), span_of(quote), guesses)


def read_made_up(document, vocabulary, lexicon=None, proposer=None, wanted=()):
    """A reader that finds two figures and one number that is none."""
    place = "karsin" if "karsin" in vocabulary.places else next(iter(vocabulary.places))
    figures = (
        make_figure("31", "At least 31 people died", place, how="default", nth=1),
        make_figure("250", "Some 250 people were injured", "tarnovia", indicator="injured", qualifier="about"),
    )
    age = NotProposed(span_of("84"), "age", "the age of somebody")
    cards = tuple(make_figure("84", "aged 84", "tarnovia") for span in wanted if span == span_of("84"))
    times = (Time(span_of("Monday"), date(2024, 3, 11), date(2024, 3, 11), "Monday against the day of publication."),)
    return Proposals(document, "en", Guess(place, others=("tarnovia",)), figures, (), (age,), wanted=cards, times=times)


@pytest.fixture
def begin(monkeypatch, earthquake, tmp_path):
    """Return a function that opens the page on the invented text, as a session of its own."""
    state = State(earthquake, version=earthquake.version)
    live = type("Live", (), {"current": staticmethod(lambda at_once=False: state)})
    for module in (frame, own, add):
        monkeypatch.setattr(module, "open_collection", lambda: live)
    monkeypatch.setattr(add, "run_limited", lambda function, *args, seconds=0: function(*args))
    monkeypatch.setattr(judging, "read_document", read_made_up)
    monkeypatch.setattr(add, "may_save", lambda folder, address: "It is a test.")
    monkeypatch.setattr(add, "default_folder", lambda: tmp_path)

    def open_one(text: str | None = TEXT, **header) -> AppTest:
        page = AppTest.from_function(show_one, args=("add",), default_timeout=60)
        if text is not None:
            known = {"title": "Karsin quake", "publisher": "The Courier", "language": "en"}
            page.session_state[add.DESK] = Desk(Document(text, **{**known, **header}))
        page.run()
        assert [one.message for one in page.exception] == []
        return page

    return open_one


def press(page: AppTest, *names: str) -> AppTest:
    for name in names:
        page.button(key=f"add-{name}").click().run()
        assert [one.message for one in page.exception] == []
    return page


def tell(page: AppTest, words: str) -> AppTest:
    page.text_input(key="add-do").set_value(f"{words} #1").run()
    assert [one.message for one in page.exception] == []
    return page


def html_of(page: AppTest) -> str:
    bodies = [element.proto.body for element in page.get("html")]
    return "\n".join(body for body in bodies if not body.startswith(("<style", "<script")))


def test_each_number_is_marked_with_what_it_is(begin):
    html = html_of(begin())
    assert html.count('class="hit open"') == 2 and 'data-kind="age"' in html
    assert "0 of 2 judged" in html and "by default: carried over" in html


def test_text_from_outside_is_never_html(begin):
    html = html_of(begin(publisher="<img src=x>"))
    assert "&lt;script&gt;" in html and "<script" not in html and "<b>" not in html and "<img" not in html


def test_keys_judge_and_can_be_taken_back(begin):
    page = press(begin(), "accept", "reject")
    assert "2 of 2 judged: 1 accepted, 1 rejected" in html_of(page)
    assert "1 of 2 judged: 1 accepted" in html_of(press(page, "undo"))
    assert "0 of 2 judged" in html_of(press(page, "undo"))
    assert page.button(key="add-undo").disabled


def test_an_accepted_figure_says_how_it_stands(begin):
    page = press(begin(), "accept")
    assert re.search('<li class="accepted[^"]*">.*?(collection|comparable|contradict|both)', html_of(page), re.DOTALL)


def test_a_number_that_was_left_out_is_one_press_from_a_card(begin):
    page = tell(begin(), "make {} {}".format(*span_of("84")))
    assert "0 of 3 judged" in html_of(page) and 'data-kind="age"' not in html_of(page)


def test_one_correction_of_the_main_place_mends_what_hangs_on_it(begin):
    page = begin()
    page.selectbox(key="add-h-place").set_value("tarnovia").run()
    assert page.session_state[add.DESK].step.place == "tarnovia"
    assert html_of(page).count("Tarnovia") > html_of(begin()).count("Tarnovia")


def test_runners_up_stand_first_in_a_list(begin):
    page = press(begin(), "edit")
    options = page.selectbox(key=f"add-indicator-figure-{span_of('31', 1).start}-1").options
    assert options[:2] == ["Killed", "Injured"]


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("3 of 4", {"value": 3, "of_total": 4, "qualifier": "at_least"}),
        ("about 2,500", {"value": 2500, "of_total": None, "qualifier": "about"}),
        ("200–300", {"value": None, "value_low": 200, "value_high": 300, "qualifier": "range"}),
        ("dozens", {"value": None, "magnitude": "dozens", "qualifier": "vague"}),
    ],
)
def test_a_number_is_typed_as_a_text_has_it(begin, typed, fields):
    page = press(begin(), "edit")
    key = f"figure-{span_of('31', 1).start}-1"
    page.text_input(key=f"add-number-{key}").set_value(typed).run()
    assert fields.items() <= page.session_state[add.DESK].step.edits[key].items()
    before = page.session_state[add.DESK].steps[:]
    page.text_input(key=f"add-number-{key}").set_value("20 and 30").run()
    assert "expected one number" in html_of(page) and page.session_state[add.DESK].steps == before


def test_the_same_holds_for_all_below(begin):
    page = press(begin(published=date(2024, 3, 12)), "edit")
    page.selectbox(key=f"add-days-figure-{span_of('31', 1).start}-1").set_value("2024-03-11").run()
    page.button(key="add-spread-days").click().run()
    assert html_of(page).partition('<ol class="all">')[2].count("11 March 2024") == 2


def test_marked_words_become_the_place_or_ask_for_a_new_one(begin):
    page = tell(begin(), "mark place {} {}".format(*span_of("Tarnovia")))
    edits = page.session_state[add.DESK].step.edits
    assert next(iter(edits.values()))["place_as_written"] == "Tarnovia"
    page = tell(page, "mark speaker {} {}".format(*span_of("Red Crescent <b>")))
    assert "New speaker: it is in no list yet." in html_of(page)


@pytest.mark.parametrize(
    ("field", "words", "fields"),
    [
        ("days", "on Monday", {"date_start": date(2024, 3, 11), "date_as_written": "on Monday"}),
        ("via", "Red Crescent", {"via": "Red Crescent"}),
        ("quote", "31 people died", {"quote": span_of("31 people died")}),
    ],
)
def test_marked_words_become_what_they_are_marked_as(begin, field, words, fields):
    page = tell(begin(), "mark {} {} {}".format(field, *span_of(words)))
    [edits] = page.session_state[add.DESK].step.edits.values()
    assert fields.items() <= edits.items()


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        ("days", "Red Crescent", "No day was understood in these words"),
        ("quote", "Some 250 people", "The number is not in the quote"),
    ],
)
def test_marked_words_that_say_no_such_thing_are_refused_in_words(begin, field, words, told):
    page = tell(begin(), "mark {} {} {}".format(field, *span_of(words)))
    assert "This was not taken." in html_of(page) and told in html_of(page)
    assert not page.session_state[add.DESK].step.edits


@pytest.mark.parametrize(
    "words", ["open nothing", "make 5", "make 9 999999999999", "mark x 1 2", "mark place 9 1", "<b>"]
)
def test_what_makes_no_sense_changes_nothing(begin, words):
    page = begin()
    before = list(page.session_state[add.DESK].steps)
    assert tell(page, words).session_state[add.DESK].steps == before


def test_a_new_voice_is_asked_for_before_its_figure_is_accepted(begin, monkeypatch):
    def read(document, vocabulary, lexicon=None, proposer=None, wanted=()):
        found = read_made_up(document, vocabulary)
        first = make_figure(
            "31",
            "At least 31 people died",
            "tarnovia",
            nth=1,
            speaker="ministry-of-hope",
            speaker_as_written="Ministry",
        )
        return Proposals(document, "en", found.place, (first,))

    monkeypatch.setattr(judging, "read_document", read)
    page = press(begin(), "accept")
    assert "0 of 1 judged" in html_of(page) and "New speaker" in html_of(page)
    page.selectbox[-1].set_value("government")
    next(one for one in page.button if one.label == "Add").click().run()
    assert "1 of 1 judged: 1 accepted" in html_of(page)
    [(table, row)] = page.session_state[add.DESK].step.words
    assert table == "speakers" and row == {
        "id": "ministry-of-hope",
        "name": "Ministry",
        "type": "government",
        "named": "true",
    }


def test_a_place_and_a_voice_that_are_new_are_both_asked_for(begin, monkeypatch):
    def read(document, vocabulary, lexicon=None, proposer=None, wanted=()):
        one = make_figure("31", "At least 31 people died", "new-town", nth=1, speaker="lake-tv")
        return Proposals(document, "en", Guess("new-town"), (one,))

    monkeypatch.setattr(judging, "read_document", read)
    page = press(begin(), "accept")
    next(one for one in page.button if one.label == "Add").click().run()
    told = html_of(page)
    assert told.index("This word was not added") < told.index("New place") and "three letters such as SYR" in told
    page.text_input[-3].set_value("TRN")
    next(one for one in page.button if one.label == "Add").click().run()
    assert "New speaker" in html_of(page) and "0 of 1 judged" in html_of(page)
    page.selectbox[-1].set_value("publisher")
    next(one for one in page.button if one.label == "Add").click().run()
    assert "1 of 1 judged: 1 accepted" in html_of(page) and "Not to be saved yet" not in html_of(page)


def test_a_report_of_one_session_stands_on_all_its_pages_and_under_no_address(begin, earthquake):
    page = press(begin(), "accept", "reject", "save")
    assert "in this session alone" in html_of(page)
    assert [one.header["id"] for one in page.session_state["own-reports"]] == ["the-courier-karsin-quake"]
    held = page.session_state["own-reports"]
    for path in ("overview", "explore", "reports", "download", "briefing", "figure"):
        other = AppTest.from_function(show_one, args=(path,), default_timeout=60)
        other.session_state["own-reports"] = held
        other.query_params["source"] = "the-courier-karsin-quake"
        other.run()
        assert [one.message for one in other.exception] == []
        assert "In this session alone: Karsin quake" in html_of(other)
        assert not re.search("(href|src|srcset)=.api/", html_of(other)), path
    assert "the-courier-karsin-quake" not in earthquake.reports
    stranger = AppTest.from_function(show_one, args=("explore",), default_timeout=60).run()
    assert "Karsin quake" not in html_of(stranger)


def test_a_word_that_was_taught_is_read_from_then_on(begin, monkeypatch):
    seen = []

    def read(document, vocabulary, lexicon=None, proposer=None, wanted=()):
        seen.append(lexicon)
        return read_made_up(document, vocabulary)

    monkeypatch.setattr(judging, "read_document", read)
    page = press(begin(), "edit")
    next(one for one in page.text_input if "forms" in one.label).set_value("washed away|wash away")
    next(one for one in page.button if one.label == "Teach").click().run()
    assert seen[-1].predicates["washed-away"].words == ("washed away", "wash away")
    assert seen[-1].predicates["washed-away"].indicators == ("killed",)


def test_without_a_publisher_nothing_is_saved(begin):
    page = press(begin(publisher=None), "accept", "reject", "save")
    assert "Publisher: not given" in html_of(page) and "own-reports" not in page.session_state


def test_cards_without_a_decision_are_asked_about_once(begin):
    page = press(begin(), "accept", "save")
    assert "Not all cards are judged." in html_of(page)
    assert "in this session alone" in html_of(press(page, "save"))


def test_of_two_who_save_one_report_the_second_is_told(begin, monkeypatch, earthquake, tmp_path):
    def save(draft, folder, text):
        raise add.SavingError("the-courier.toml was saved by somebody else meanwhile and was not touched.")

    monkeypatch.setattr(add, "may_save", lambda folder, address: None)
    monkeypatch.setattr(add.Draft, "save", save)
    page = press(begin(), "accept", "reject", "save")
    assert "was saved by somebody else meanwhile" in html_of(page)
    assert "2 of 2 judged" in html_of(page)


@pytest.mark.parametrize("fault", [WorkError("it took over 20 seconds"), SeedError("predicates.csv: no column 'id'")])
def test_a_text_that_takes_too_long_or_meets_no_predicates_is_given_up_in_words(begin, monkeypatch, fault):
    def give_up(*args, **more):
        raise fault

    monkeypatch.setattr(add, "run_limited", give_up)
    assert str(escape(str(fault))) in html_of(begin())


def test_the_page_says_where_a_text_would_go_before_it_goes(begin, monkeypatch):
    assert not [one for one in begin().button if "model" in one.label]
    monkeypatch.setenv("DASHBOARD_MODEL_URL", "http://127.0.0.1:9/v1")
    [button] = [one for one in begin().button if "model" in one.label]
    assert "the text is sent to 127" in button.label.replace("\\", "")
    page = button.click().run()
    assert page.session_state[add.DESK]


def test_what_is_said_twice_is_one_card_with_two_places():
    once = make_figure("31", "At least 31 people died", "tarnovia", nth=1)
    twice = Card("figure", once.span, once.quote, once.fields, (span_of("31"),), "figure-1-1")
    html = sheet.write_text(TEXT, "en", [twice], [], None)
    assert html.count('data-do="open figure-1-1"') == 2


def test_a_mark_inside_another_is_not_lost():
    one = make_figure("31", "At least 31 people died", "tarnovia", nth=1)
    card = Card("figure", one.span, one.quote, one.fields, key="figure-1-1")
    html = sheet.write_text(TEXT, "en", [card], [NotProposed(span_of("250"), "money", "money")], card)
    assert re.sub("<[^>]+>", "", html).strip() == re.sub(r"\n", "", TEXT).replace("<", "&lt;").replace(">", "&gt;")
    assert html.count("<button") == 2 and 'aria-current="true"' in html


def test_an_entry_that_could_not_be_saved_says_so_at_once_and_the_others_are_compared(begin, monkeypatch):
    def read(document, vocabulary, lexicon=None, proposer=None, wanted=()):
        found = read_made_up(document, vocabulary)
        wrong = make_figure("250", "Some 250 people were injured", "tarnovia", value=2500)
        return Proposals(document, "en", found.place, (found.figures[0], wrong))

    monkeypatch.setattr(judging, "read_document", read)
    page = press(begin(), "accept", "accept")
    rows = html_of(page).partition('<ol class="all">')[2].split("</li>")
    assert "collection" in rows[0] or "comparable" in rows[0]
    assert "Not to be saved yet: value: 2,500" in rows[1]


def test_words_without_a_number_become_no_card_and_that_is_said(begin):
    page = tell(begin(), "make {} {}".format(*span_of("Red Crescent")))
    assert "No number stands in these words." in html_of(page) and "0 of 2 judged" in html_of(page)
