"""A draft is written as people write a report, and held by the same checks."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.collection import read_collection
from dashboard.collection.seeds import ROOT
from dashboard.reading.draft import Draft, check_draft, find_same, join_draft, set_aside
from dashboard.reading.proposals import Document, Guess, Proposal, Proposals, Span

TEXT = "Flood in Aleppo\nAt least 12 people were killed in Aleppo on Friday, SOHR said. It said 45 people were injured."
HEAD = {
    "id": "river-post-2016-09-24",
    "title": "Flood in Aleppo",
    "publisher": "River Post",
    "kind": "news_article",
    "date_published": date(2016, 9, 24),
    "date_basis": "Printed above the text.",
    "language": "en",
}
PLACE = {"place": "aleppo", "place_as_written": "in Aleppo"}
DAY = {"date_start": date(2016, 9, 23), "date_end": date(2016, 9, 23), "date_as_written": "on Friday"}
SAID = {"speaker": "sohr", "speaker_as_written": "SOHR"}
KILLED = {"indicator": "killed", "group": "people", "value": 12, "qualifier": "at_least", **PLACE, **DAY, **SAID}
KILLED |= {"quote": "At least 12 people were killed"}
INJURED = {
    "indicator": "injured",
    "group": "people",
    "value": 45,
    **PLACE,
    **DAY,
    **SAID,
    "quote": "45 people were injured",
}


@pytest.fixture(scope="module")
def seeds():
    return read_collection(ROOT / "seeds")


def draft(*entries, **header) -> Draft:
    return Draft(HEAD | header, tuple(entries or (("figure", KILLED), ("figure", INJURED))))


def test_a_draft_is_written_as_the_format_has_it(seeds):
    made = draft(("figure", INJURED | {"qualifier": "exact", "via": None, "caveat": 'a "b" \\ c'}))
    assert (
        made.write_toml()
        == """[source]
id = "river-post-2016-09-24"
title = "Flood in Aleppo"
publisher = "River Post"
kind = "news_article"
date_published = 2016-09-24
date_basis = "Printed above the text."
language = "en"

[[figures]]
indicator = "injured"
group = "people"
value = 45
place = "aleppo"
place_as_written = "in Aleppo"
date_start = 2016-09-23
date_end = 2016-09-23
date_as_written = "on Friday"
speaker = "sohr"
speaker_as_written = "SOHR"
quote = "45 people were injured"
caveat = "a \\"b\\" \\\\ c"
"""
    )
    added, faults = join_draft(seeds, made)
    figure = next(one for one in added.figures if one.source.id == HEAD["id"])
    assert faults == () and (figure.value, figure.said.speaker.id, figure.caveat) == (45, "sohr", 'a "b" \\ c')


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"quote": "12 men were killed"}, "figures[0].quote: '12 men were killed', expected words that stand in the text, at most 8"),
        ({"value": 21}, "figures[0].value: 21, expected the number of the quote 'At least 12 people were killed': 12"),
        ({"place": "alepo"}, "figures[0].place: 'alepo', expected an id of seeds/places.csv (nearest: 'aleppo')"),
        ({"caveat": 'a "b" \\ ‮'}, "figures[0].caveat: 'a \"b\" \\ \\u202e': character U+202E at position 8"),
    ],
)  # fmt: skip
def test_a_draft_is_held_by_the_checks_of_the_build_and_by_its_text(seeds, entry, fault):
    wrong = draft(("figure", KILLED | entry), ("figure", INJURED))
    faults = check_draft(wrong, seeds, TEXT)
    assert str(faults[0]).startswith(f"river-post-2016-09-24.toml: {fault}")
    assert join_draft(seeds, wrong)[0].version == seeds.version or "quote" in entry
    kept, aside = set_aside(wrong, faults)
    assert check_draft(kept, seeds, TEXT) == () and [one["value"] for _, one in kept.entries] == [45]
    assert list(aside) == [0] and fault.partition(".")[2] in aside[0]


def test_all_proposals_become_a_file_that_the_build_accepts(seeds):
    start = TEXT.index("At least")
    fields = {key: Guess(value) for key, value in KILLED.items() if key not in ("quote", "place_as_written")}
    fields["place_basis"] = Guess("Carried over from the headline.", 0.6, "the headline", how="carried")
    figure = Proposal("figure", Span(start + 9, start + 11), Span(start, start + 30), fields)
    read = Proposals(Document(TEXT, "Flood in Aleppo"), "en", Guess("aleppo"), (figure,))
    made = Draft.of(read)
    assert made.label == "report-flood-in-aleppo.toml"
    assert made.entries[0][1]["quote"] == "At least 12 people were killed"
    assert made.entries[0][1]["place_basis"] == "Carried over from the headline."
    assert check_draft(made, seeds, TEXT) == ()


def test_a_report_that_is_in_the_collection_is_known_by_address_title_or_figures(seeds):
    known = seeds.reports["independent-2016-09-23"]
    assert find_same(draft(url=f"{known.url}?utm_source=x"), seeds) == [known.id]
    assert find_same(draft(title=known.title.upper()), seeds) == [known.id]
    copied = [
        {"indicator": one.indicator.id, "value": one.value, "qualifier": one.qualifier, "place": one.place.id}
        for one in seeds.figures
        if one.source.id == known.id
    ]
    assert find_same(Draft(HEAD, tuple(("figure", entry) for entry in copied)), seeds)[0] == known.id
    assert find_same(draft(), seeds) == []
