"""What holds for every chart of the registry: legible, sourced, true to the tables, refused where nothing is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from dashboard.charts import CHARTS, ChartError, Look, SourcedChart
from dashboard.seeds import read_collection
from dashboard.tables import Tables, build_tables
from tests.charts.drawn import (
    LEAD,
    PAGES,
    PICTURE,
    PICTURES,
    SLACK,
    SMALLEST_PICTURE,
    assert_tidy,
    assert_unedited,
    copy_of,
    labels_of,
    room_of,
    targets_of,
    write_look,
)
from tests.conftest import INVENTED

Draw = Callable[[str, str, Look], SourcedChart]
Rows = dict[str, dict]

COLLECTIONS = ("story", "invented", "real")
LOOKS = [*PICTURES, PICTURE, *PAGES]

# One report has no two voices; in the invented ones nobody gives two numbers for a thing, nor counts over weeks.
SILENT = {"spread": ("story",), "ladder": ("story", "invented"), "cumulative": ("story", "invented")}
# The whole collection takes these charts too long for a test.
SLOW = [("people_in_scale", "real"), ("who_says", "real"), ("evidence", "real")]
# The others draw it on a page; most pictures refuse so much, these charts draw it there too.
WHOLE = {"places": [PICTURES[0], PICTURES[2], PAGES[0]], "claims": PICTURES}
# Fifteen counts are more than the small pictures hold.
REFUSED = {("cumulative", "real"): PICTURES[2:]}
OVERLAP = {"spread": LEAD}
SHOW_ALL = ("places", "timeline", "who_says", "evidence", "coverage")
# Figures of more than a week stand in no cell.
LEFT_OUT = [("coverage", "real")]
# Which figures have words and no mark: those without a number, without a coordinate, without a place on the axis.
UNMARKED: dict[str, Callable[[dict], bool]] = {
    "people_in_scale": lambda row: row["qualifier"] == "vague",
    "killed_by_day": lambda row: row["qualifier"] == "vague",
    "places": lambda row: pd.isna(row["lat"]),
    "timeline": lambda row: row["date_precision"] > 3 or not (row["date_end"] - row["date_start"]).days < 14,
}
# Claims are no figures; and of a place with many figures a map only says how many there are of each subject.
UNSTATED = [("claims", name) for name in COLLECTIONS] + [("places", "real")]
# A map names a place once, before all that is said of it.
TOLD_BY_PLACE = "places"
# Of which invented figures and sources (None: all of them) a chart shows nothing, and what it says then.
NOTHING = {
    "people_in_scale": (["er-raids"], None, "no figure counts people"),
    "killed_by_day": (["er-raids"], ["echo-report"], "no figure and no gap speaks of people killed"),
    "strikes": (["rp-killed"], None, "no figure counts strikes"),
    "centres": (["rp-killed"], None, "no figure is given out of a whole"),
    "places": (["rp-bridges"], None, "No place with a figure has a coordinate"),
    "timeline": ([], ["echo-report"], "no figure and no event"),
    "who_says": ([], None, "no figure whose speaker could be shown"),
    "evidence": ([], None, "no figure to judge"),
    "coverage": ([], ["echo-report"], "no source speaks of a day"),
    "claims": (None, ["echo-report"], "no statement"),
    "spread": (None, ["echo-report"], "no two voices speak of the same thing on one day"),
    "ladder": (None, None, "no voice gave two numbers for the same thing"),
    "cumulative": (None, None, "no two voices count over longer windows"),
}
# What does not fit where twenty voices more say the same. Of the others a ladder has the lines of spread, and the rest
# are crowded in tests of their own: by towns, by days, by counts.
TOO_MANY = {
    "people_in_scale": "63 figures fit legibly into 640 × 400 pixels: narrow the filters",
    "killed_by_day": "64 figures and gaps fit legibly into 640 × 400 pixels: narrow the filters",
    "strikes": "21 figures fit legibly into 640 × 400 pixels: narrow the filters",
    "centres": "42 wholes fit legibly into 640 × 400 pixels: narrow the filters",
    "timeline": "148 figures and events fit into 640 × 400 pixels: choose fewer sources or days",
    "who_says": "24 speakers fit into 640 × 400 pixels: choose fewer sources",
    "evidence": "147 rows with 6 columns fit into 640 × 400 pixels: choose fewer sources",
    "claims": "21 contradictions fit into 640 × 400 pixels: choose fewer sources",
    "spread": "22 lines fit legibly into 640 × 400 pixels: choose a narrower scope",
}

APPLYING = [(chart, name) for chart in CHARTS for name in COLLECTIONS if name not in SILENT.get(chart, ())]
CASES = [case for case in APPLYING if case not in SLOW]
# Each chart with the collections that are quickly drawn; what compares reports needs the real one.
QUICK = [(chart, name) for chart, name in CASES if name != "real" or chart in SILENT]


def list_looks(chart: str, name: str) -> list[Look]:
    if (chart, name) in QUICK:
        return [look for look in LOOKS if look not in REFUSED.get((chart, name), ())]
    return [*WHOLE.get(chart, ()), Look()]


DRAWN = [
    pytest.param(chart, name, look, id=f"{chart}-{name}-{write_look(look)}")
    for chart, name in CASES
    for look in list_looks(chart, name)
]
in_every_collection = pytest.mark.parametrize(("chart", "name"), CASES)
# Each chart once, with the last of these.
of_every_kind = pytest.mark.parametrize(("chart", "name"), dict(QUICK).items())


@pytest.fixture(scope="module")
def collections(story_tables, invented_tables, real_tables) -> dict[str, Tables]:
    return dict(zip(COLLECTIONS, (story_tables, invented_tables, real_tables), strict=True))


@pytest.fixture(scope="module")
def pristine(real_collection) -> dict[str, Tables]:
    """The tables read anew, of which nothing was drawn yet: an edit that was made before could not be seen again."""
    return {"invented": build_tables(read_collection(INVENTED)), "real": build_tables(real_collection)}


@pytest.fixture(scope="module")
def draw(collections) -> Draw:
    """Return a function that draws a chart of a collection, once for all tests that look at it."""
    return cache(lambda chart, name, look: CHARTS[chart].build(collections[name], look))


@pytest.fixture(scope="module")
def rows(collections) -> dict[str, Rows]:
    """The described figures of each collection, by id."""
    return {
        name: {row["id"]: row for row in tables.described.to_dict("records")} for name, tables in collections.items()
    }


@pytest.fixture(scope="module")
def crowded_tables(invented_tables: Tables) -> Tables:
    """The invented collection with all its figures and statements told again by twenty voices more."""
    tables, added = invented_tables, [f"-{number}" for number in range(20)]
    names = pd.DataFrame([{"id": f"voice{end}", "name": f"Voice {end}", "type": "ngo"} for end in added])
    said = {"speaker_type": "ngo", "speaker_as_written": None}
    told = {"speakers": [tables.speakers, names]}
    for table, link in (("figures", "part_of"), ("statements", "contradicts")):
        rows = getattr(tables, table)
        again = (said | {"id": rows["id"] + end, link: rows[link] + end, "speaker": f"voice{end}"} for end in added)
        told[table] = [rows, *(rows.assign(**changes) for changes in again)]
    joined = {table: pd.concat(rows, ignore_index=True).astype(rows[0].dtypes) for table, rows in told.items()}
    return replace(tables, **joined)


@pytest.mark.parametrize(("chart", "name", "look"), DRAWN)
def test_no_word_is_cut_or_lies_over_another(draw: Draw, chart: str, name: str, look: Look):
    drawn = draw(chart, name, look)
    assert_tidy(drawn.chart, look, OVERLAP.get(chart, SLACK))
    if look.fixed:
        assert drawn.chart.layout.height == look.height
        assert 320 <= drawn.min_width <= look.width == pytest.approx(room_of(drawn.chart, look))


@of_every_kind
def test_light_and_dark_are_laid_out_alike(draw: Draw, chart: str, name: str):
    light, dark = PICTURES[0], replace(PICTURES[0], mode="dark")
    one, other = draw(chart, name, light).chart, draw(chart, name, dark).chart
    assert sorted(labels_of(one, light)) == sorted(labels_of(other, dark))
    assert one.layout.template.layout.paper_bgcolor != other.layout.template.layout.paper_bgcolor


@in_every_collection
def test_every_figure_it_shows_can_be_selected(draw: Draw, rows, chart: str, name: str):
    has_no_mark = UNMARKED.get(chart, lambda row: False)
    for look in (PICTURES[0], Look()) if (chart, name) in QUICK else (Look(),):
        drawn = draw(chart, name, look)
        marked = {figure for figure in drawn.figures if not has_no_mark(rows[name][figure])}
        assert targets_of(drawn.chart) == marked


@pytest.mark.parametrize(("chart", "name"), [case for case in CASES if case[0] in SHOW_ALL and case not in LEFT_OUT])
def test_no_figure_is_left_out(draw: Draw, rows, chart: str, name: str):
    assert draw(chart, name, Look()).figures == tuple(rows[name])


@pytest.mark.parametrize(("chart", "name"), [case for case in CASES if case not in UNSTATED])
def test_the_alt_text_states_every_figure_with_its_qualifier(draw: Draw, rows, chart: str, name: str):
    # On a page of the voices what else each said follows its first number, without the scope they share.
    drawn = draw(chart, name, PICTURE if chart == "spread" else Look())
    assert drawn.figures
    for row in map(rows[name].get, drawn.figures):
        what = re.escape(row["unit"] if pd.isna(row["phrase"]) else row["phrase"])
        where = "" if chart == TOLD_BY_PLACE else rf"[^(]* {re.escape(row['place_name'])}, "
        assert re.search(rf"\b{re.escape(row['wording'])} [^,(]*{what}{where}", drawn.alt, re.IGNORECASE), row["id"]


@in_every_collection
def test_the_sources_name_who_published_each_figure(draw: Draw, rows, chart: str, name: str):
    drawn = draw(chart, name, Look())
    assert drawn.sources and len(set(drawn.sources)) == len(drawn.sources)
    for row in map(rows[name].get, drawn.figures):
        number = row["written"] if len(drawn.sources) > 1 else ""
        assert any(row["publisher"] in line and number in line for line in drawn.sources), row["id"]


@of_every_kind
def test_drawing_edits_no_table_and_the_same_tables_give_the_same_chart(draw: Draw, pristine, chart: str, name: str):
    tables = copy_of(pristine[name])
    one, other = draw(chart, name, PICTURES[0]), CHARTS[chart].build(tables, PICTURES[0])
    assert_unedited(tables, pristine[name])
    assert one.chart.to_json() == other.chart.to_json()
    assert replace(one, chart=None) == replace(other, chart=None)


@pytest.mark.parametrize("name", COLLECTIONS)
@pytest.mark.parametrize("chart", CHARTS)
def test_it_applies_where_it_has_something_to_show(collections, chart: str, name: str):
    assert CHARTS[chart].applies(collections[name]) == ((chart, name) in APPLYING)


@pytest.mark.parametrize("chart", CHARTS)
def test_nothing_to_draw_is_refused(invented_tables: Tables, chart: str):
    figures, sources, error = NOTHING[chart]
    tables = invented_tables if figures is None else invented_tables.with_figures(figures)
    tables = tables if sources is None else tables.only(sources)
    assert not CHARTS[chart].applies(tables)
    with pytest.raises(ChartError, match=f"^{error}"):
        CHARTS[chart].build(tables, Look())


@pytest.mark.parametrize("chart", CHARTS)
def test_a_collection_without_a_source_is_refused(invented_tables: Tables, chart: str):
    with pytest.raises(ChartError, match=r"choose|nothing to map"):
        CHARTS[chart].build(invented_tables.only([]), Look())


@pytest.mark.parametrize("chart", TOO_MANY)
def test_more_than_a_picture_holds_is_refused_with_how_many_fit(crowded_tables: Tables, chart: str):
    with pytest.raises(ChartError, match=rf"^[1-9]\d* of {TOO_MANY[chart]}"):
        CHARTS[chart].build(crowded_tables, SMALLEST_PICTURE)
