"""A report is read, judged and saved in a browser: by few keys, by two at once, on every screen, by everybody."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.bench.server import APP, Server, run_server
from tests.browser.test_pages import find_barriers

SAMPLE = Path(__file__).parent.parent / "samples" / "earthquake"
ARTICLE = Path(__file__).parents[3] / "shared" / "article" / "independent-2016-09-23.txt"
MOST_STEPS = 40
# Invented, as is the collection that it is read beside. The year and the age are no figures.
TEXT = """Second earthquake strikes Karsin
A second earthquake struck Karsin before dawn on Monday, as the first had done in 2023.
At least 31 people were killed in Karsin on Monday, the United Nations said. Some 250 people were injured in Karsin.
The United Nations said that 140 buildings were destroyed in Karsin on Monday.
In Melidor, 4 people were killed on Monday, the United Nations said. In Melidor 60 people were injured on Monday.
About 9,000 people were displaced in Karsin province on Monday, the United Nations said.
More than 700 people were displaced in Lower Melidor on Monday, the United Nations said.
In Oldbridge 7 people were injured on Monday, said Ana Petrova, a nurse. A woman aged 84 was unhurt.
"""
NUMBERS = [31, 250, 140, 4, 60, 9000, 700, 7]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory) -> Path:
    return shutil.copytree(SAMPLE, tmp_path_factory.mktemp("reading") / "seeds")


@pytest.fixture(scope="module")
def desk(seeds) -> Iterator[Server]:
    with run_server(APP, DASHBOARD_SEEDS=str(seeds), DASHBOARD_EDIT="1") as running:
        yield running


class Judge:
    """A person who reads a report; every key and every click is counted."""

    def __init__(self, reader) -> None:
        self.reader, self.page, self.steps = reader, reader.open("add"), 0

    def key(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)
            self.steps += 1

    def click(self, target) -> None:
        target.click()
        self.steps += 1

    def begin(self, text: str, publisher: str, day: str) -> None:
        """Paste a text, then say who published it and when."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.click(self.page.locator("textarea"))
        self.key("Control+v", "Control+Enter")
        self.page.locator(".report-text").wait_for()
        self.click(self.page.get_by_role("combobox", name="Publisher"))
        self.key(*publisher[:3])
        options = self.page.get_by_role("option")
        self.click(options.filter(has_text=re.compile(f"^{publisher}$")).first if publisher else options.first)
        self.reader.settle()
        self.click(self.page.locator(".st-key-add-h-published [role=spinbutton]").first)
        self.key(*day)
        self.click(self.page.locator(".now .at"))
        expect(self.page.locator(".st-key-add-cards")).not_to_contain_text("Say first who published it")
        self.reader.settle()

    def decide(self, key: str) -> None:
        """Press the key of a decision, and wait until the next card is open or something is asked."""
        before = self.page.locator(".progress").inner_text()
        self.key(key)
        expect(self.page.locator(f".stForm, .progress:not(:text-is('{before}'))").first).to_be_visible()
        self.reader.settle()

    def judge_all(self, wanted: list[int]) -> None:
        """Accept the figures of these numbers, each once, and every gap; reject what else is proposed."""
        left = list(wanted)
        while self.page.locator(".all li.open").count():
            claim = self.page.locator(".now .claim").inner_text()
            number = re.search(r"[\d,]*\d", claim)
            value = int(number.group().replace(",", "")) if number else None
            keep = value in left or "not documented" in claim
            self.decide("a" if keep else "x")
            if value in left:
                left.remove(value)
            if self.page.locator(".stForm").count():
                self.say_who()
        assert left == []

    def say_who(self) -> None:
        """Say of a new voice what it is."""
        self.click(self.page.get_by_role("combobox", name="Kind of voice"))
        self.page.keyboard.type("res")
        self.steps += 3
        self.key("Enter")
        self.click(self.page.get_by_role("button", name="Add", exact=True))
        expect(self.page.locator(".stForm")).to_have_count(0)
        self.reader.settle()


def test_a_report_of_eight_figures_is_saved_by_few_keys(visit, desk, seeds):
    judge = Judge(visit(address=desk.address))
    judge.begin(TEXT, "Coast Daily", "20240325")
    judge.judge_all(NUMBERS)
    expect(judge.page.locator(".all li.accepted small").nth(1)).to_contain_text("the UN reported")
    judge.key("s")
    expect(judge.page.get_by_role("heading", name="Added")).to_be_visible()
    saved = tomllib.loads((seeds / "coast-daily-2024-03-25.toml").read_text("utf-8"))
    assert sorted(figure["value"] for figure in saved["figures"]) == sorted(NUMBERS)
    assert judge.steps <= MOST_STEPS
    judge.page.get_by_role("link", name="The report").click()
    expect(judge.reader.heading).to_have_text("Second earthquake strikes Karsin")


def test_the_article_is_saved_by_few_keys(visit, tmp_path):
    if not ARTICLE.exists():
        pytest.skip("no article beside the repository: it belongs to others")
    folder = shutil.copytree(Path(__file__).parents[2] / "seeds", tmp_path / "seeds", ignore=lambda *_: ["texts"])
    (folder / "independent-2016-09-23.toml").unlink()
    with run_server(APP, DASHBOARD_SEEDS=str(folder), DASHBOARD_EDIT="1") as running:
        judge = Judge(visit(address=running.address))
        judge.begin(ARTICLE.read_text("utf-8"), "", "20160923")
        judge.judge_all([1, 40, 1, 3, 2, 80, 250_000, 300])
        judge.key("s")
        expect(judge.page.get_by_role("heading", name="Added")).to_be_visible()
        saved = tomllib.loads(next(folder.glob("*independent-2016-09-23*.toml")).read_text("utf-8"))
        assert len(saved["figures"]) == 8 and judge.steps <= MOST_STEPS
        judge.reader.page.close()


def test_of_two_who_save_one_report_at_once_the_second_is_told(visit, desk, seeds):
    judges = [Judge(visit(address=desk.address)) for _ in range(2)]
    text = "A third earthquake\nThree people were killed in Oldbridge on Tuesday, the United Nations said."
    for judge in judges:
        judge.begin(text, "Meridian", "20240402")
        judge.judge_all([3])
    judges[0].key("s")
    expect(judges[0].page.get_by_role("heading", name="Added")).to_be_visible()
    judges[1].key("s")
    expect(judges[1].page.locator(".banner")).to_contain_text("not saved")
    expect(judges[1].page.locator(".progress")).to_contain_text("1 of 1 judged")
    assert [path.name for path in seeds.glob("*2024-04-02*")] == ["meridian-2024-04-02.toml"]


def test_marked_words_and_left_out_numbers_become_what_is_said_of_them(visit, desk):
    judge = Judge(visit(address=desk.address))
    judge.begin(TEXT, "Coast Daily", "20240325")
    page = judge.page
    page.locator(".left", has_text="84").click()
    expect(page.locator(".now .claim .number")).to_have_text("84")
    page.evaluate(
        """() => { const line = [...document.querySelectorAll('.report-text p')].find((p) => p.textContent.includes('Oldbridge'));
        const node = [...function* walk(n) { if (n.nodeType === 3) yield n; else for (const c of n.childNodes) yield* walk(c); }(line)]
          .find((n) => n.textContent.includes('Oldbridge'));
        const range = document.createRange(), at = node.textContent.indexOf('Oldbridge');
        range.setStart(node, at); range.setEnd(node, at + 9);
        getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    page.get_by_role("toolbar").get_by_role("button", name="Where").click()
    expect(page.locator(".now dl")).to_contain_text("set by you")
    expect(page.locator(".now dl")).to_contain_text("Oldbridge")


def test_keys_do_nothing_while_somebody_types(visit, desk):
    judge = Judge(visit(address=desk.address))
    judge.begin(TEXT, "Coast Daily", "20240325")
    page = judge.page
    page.get_by_label("Title").fill("")
    page.get_by_label("Title").press_sequentially("a nexus")
    page.keyboard.press("Enter")
    judge.reader.settle()
    expect(page.locator(".progress")).to_contain_text(re.compile("^0 of"))
    expect(page.get_by_label("Title")).to_have_value("a nexus")


@pytest.mark.parametrize("size", [(1280, 720, "light"), (768, 1024, "dark"), (375, 812, "light")])
def test_the_page_is_open_to_everybody_on_every_screen(visit, desk, size):
    judge = Judge(visit(*size, address=desk.address))
    judge.begin(TEXT, "Coast Daily", "20240325")
    judge.decide("a")
    judge.key("e")
    judge.page.locator(".st-key-add-fields").wait_for()
    judge.reader.settle()
    wide = judge.page.evaluate("document.querySelector('.stMain').scrollWidth - innerWidth")
    assert wide <= 0 and find_barriers(judge.page) == []


def test_a_file_is_read_with_what_it_says_of_itself(visit, desk, tmp_path):
    lines = "".join(f"<p>{line}</p>" for line in TEXT.splitlines()[1:])
    page = f"<html><head><title>Karsin again</title></head><body><article>{lines}</article></body></html>"
    (tmp_path / "report.html").write_text(page, "utf-8")
    reader = visit(address=desk.address)
    shown = reader.open("add")
    shown.locator("input[type=file]").set_input_files(tmp_path / "report.html")
    shown.get_by_text("report.html").wait_for()
    shown.get_by_role("button", name="Read").click()
    expect(shown.get_by_label("Title")).to_have_value("Karsin again")
    expect(shown.locator(".hit")).to_have_count(len(NUMBERS))
