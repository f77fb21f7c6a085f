"""What no single record can know is refused between records, with both sides named."""

from __future__ import annotations

import re

import pytest

from dashboard.collection import read_collection

HEAD = """
[source]
id = "a-report"
title = "A report"
publisher = "A Publisher"
kind = "news_article"
date_published = 2021-03-05
date_basis = "printed"
language = "en"

[defaults]
place = "lowtown"
place_as_written = "Lowtown"
date_start = 2021-03-04
date_end = 2021-03-04
date_as_written = "on Thursday"
speaker = "mayor"
"""


def entry(**keys: object) -> str:
    keys = {"indicator": "killed", "quote": f"{keys.get('value', 'some')} dead", **keys}
    values = {key: str(text) if isinstance(text, int | float) else f'"{text}"' for key, text in keys.items()}
    bare = {
        key: text.strip('"') if key.startswith("date_s") or key.startswith("date_e") else text
        for key, text in values.items()
    }
    return "\n[[figures]]\n" + "".join(f"{key} = {text}\n" for key, text in bare.items())


@pytest.fixture
def add(folder):
    """Add a report with these figures to the folder; return the faults."""

    def write(*entries: str, head: str = HEAD, name: str = "a-report") -> list[str]:
        (folder / f"{name}.toml").write_text(head.replace("a-report", name) + "".join(entries), "utf-8")
        return [str(fault) for fault in read_collection(folder).faults]

    return write


def test_a_part_above_its_whole_is_refused(add):
    whole, part = entry(id="whole", value=5), entry(id="part", value=6, part_of="whole")
    assert add(whole, part) == [
        "seeds/a-report.toml: figures[1].part_of: 6 is above its whole 'whole', 5; expected part <= whole"
    ]
    assert add(entry(id="whole", value=5, qualifier="at_least", quote="at least 5 dead"), part) == []


def test_a_group_of_another_unit_is_refused(add, change):
    change("partition,description", "partition,description,unit", "groups.csv")
    change(
        "clinics,clinics,clinic,,false,,invented", "clinics,clinics,clinic,,false,,invented,facilities", "groups.csv"
    )
    assert add(entry(value=5, group="clinics")) == [
        "seeds/a-report.toml: figures[0].group: 'clinics' counts facilities, but 'killed' counts people; expected a "
        "group of people"
    ]


def test_decimals_are_for_shares_alone(add, folder):
    assert "only per cent have decimals" in add(entry(value=12.5))[0]
    with (folder / "indicators.csv").open("a", encoding="utf-8") as file:
        file.write("children_share,Share,per cent of casualties,per cent,,in,flow,false,#indicator+num,invented\n")
    assert (
        add(entry(indicator="children_share", value=37.5, group="children", quote="37.5 per cent were children")) == []
    )
    assert read_collection(folder).figures[0].written == "37.5"


@pytest.mark.parametrize(
    ("days", "fault"),
    [
        ({"date_start": "2021-03-06"}, "figures[0].date_start: 2021-03-06 is after the publication on 2021-03-05"),
        ({"date_start": "2019-03-01", "date_end": "2021-03-04"}, "figures[0].date_start: 2019-03-01 is over a year before the publication"),
        ({"date_start": "2021-03-06", "counting": "forecast"}, None),
        ({"date_start": "2021-03-06", "date_basis": "The page was changed later."}, None),
    ],
)  # fmt: skip
def test_days_far_from_the_publication_need_a_reason(add, days, fault):
    faults = add(entry(value=5, date_as_written="as printed", **days))
    assert (faults[0].removeprefix("seeds/a-report.toml: ").startswith(fault)) if fault else faults == []


def test_a_report_entered_twice_names_both(add):
    address = HEAD.replace('language = "en"', 'language = "en"\nurl = "https://example.org/{}"')
    assert add(head=address.format("one")) == []
    assert add(head=address.format("one/?utm_source=mail#top").replace("A report", "Another"), name="b-report") == [
        "seeds/b-report.toml: source: 'Another': seeds/a-report.toml has the same address, expected each report once"
    ]
    assert add(head=address.format("two"), name="b-report") == [
        "seeds/b-report.toml: source: 'A report': seeds/a-report.toml has the same publisher, title and day, expected "
        "each report once"
    ]


def test_an_id_of_another_file_is_refused_in_the_later_one(change, faults):
    change('id = "er-raids"', 'id = "rp-bridges"', "echo-report.toml")
    assert faults() == [
        "seeds/river-post.toml: figures[3].id: 'rp-bridges' stands in seeds/echo-report.toml too, expected an id of its own"
    ]


def test_a_correction_names_a_figure_of_the_collection(add):
    [fault] = add(entry(value=5, corrects="er-kiled"))
    assert "figures[0].corrects: 'er-kiled', expected the id of a figure (nearest: 'er-killed')" in fault
    assert add(entry(value=5, corrects="er-killed")) == []


def test_what_needs_a_refused_file_is_refused_too(add, change, folder):
    assert add(entry(value=5, corrects="er-killed")) == []
    change('id = "echo-report"', 'id = "other"', "echo-report.toml")
    told = [str(fault) for fault in read_collection(folder).faults]
    assert re.search(r"echo-report.toml: source.id", told[0])
    assert "a-report.toml: figures[0].corrects: 'er-killed', expected the id of a figure" in told[1]


def test_a_number_that_its_own_quote_contradicts_is_refused(add):
    assert add(entry(value=5, quote="at least 7 dead")) != []
