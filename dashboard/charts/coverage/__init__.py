"""What is not known? Indicators × days at each place: reported, not documented, zero reported, not mentioned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard import theme
from dashboard.charts import words
from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart, hover_text
from dashboard.charts.coverage.lines import Line, Stretch, list_lines
from dashboard.charts.grid import Cell, Row, draw_grid, fits
from dashboard.charts.told import cite, credit, lower_first, name_number, name_reports
from dashboard.coverage import LONGEST_WINDOW_DAYS
from dashboard.days import write_day_short, write_window
from dashboard.notes import count_words, join_words
from dashboard.tables import Tables, label_places

ID = "coverage"
QUESTION = "What is not known?"

_WORDS = {
    "not_documented": "not documented",
    "zero_reported": "zero reported",
    "not_applicable": "does not apply",
    "not_read": "– not read to the end",
    "not_mentioned": "– not mentioned",
}
_SILENT = ("not_read", "not_mentioned")


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw a row for each indicator and place of ``Tables.coverage``, a column for each day.

    Raises :class:`ChartError` where no source speaks of a day or a picture is too small for all rows.
    """
    if tables.coverage.empty:
        raise ChartError("no source speaks of a day: choose other sources or loosen the filter")
    days = sorted(tables.coverage["date"].unique())
    figures, gaps = _select_figures(tables), words.describe_gaps(tables, tables.indicators["id"])
    lines = list_lines(tables, days, figures.to_dict("records"), gaps)
    columns = [write_day_short(day) for day in days]
    rows = _make_rows(lines, days, tables, look, reasons=True)
    reasons = not look.fixed or fits(rows, columns, look, whole=True)
    if not reasons:
        rows = _make_rows(lines, days, tables, look, reasons=False)
    chart, min_width = draw_grid(rows, columns, look, whole=True)
    alt = words.write_alt(QUESTION, figures.to_dict("records"), gaps)
    return SourcedChart(
        id=ID,
        question=QUESTION,
        title=_write_title(tables, gaps),
        subtitle=f"What {name_reports(tables)} {_verb(tables)} for each place and day, and what is left open",
        chart=chart,
        alt=" ".join([alt, *_tell_silence(lines, days, tables)]),
        figures=tuple(figures["id"]),
        sources=cite(figures, **_group_gaps(tables)),
        note=_write_note(tables, gaps, len(figures), reasons),
        min_width=min_width,
    )


def _verb(tables: Tables) -> str:
    return "says" if len(tables.sources) == 1 else "say"


def _group_gaps(tables: Tables) -> dict[str, pd.DataFrame]:
    gaps = credit(tables.gaps, tables)
    return {_WORDS[status]: rows for status, rows in gaps.groupby("status", sort=False)}


def _select_figures(tables: Tables) -> pd.DataFrame:
    """Return the figures that speak of single days, as ``Tables.coverage`` reads them."""
    rows = tables.described
    days = (rows["date_end"] - rows["date_start"]).dt.days + 1
    return rows[(days <= LONGEST_WINDOW_DAYS).fillna(False)]


def _is_short(gap: Mapping[str, Any]) -> bool:
    """Tell whether a gap speaks of single days."""
    return not pd.isna(gap["date_end"] - gap["date_start"]) and (gap["date_end"] - gap["date_start"]).days < (
        LONGEST_WINDOW_DAYS
    )


def _make_rows(lines: Sequence[Line], days: Sequence[Any], tables: Tables, look: Look, reasons: bool) -> list[Row]:
    """Return the rows of the table; the same gap, for the same reason, in rows below each other is one cell."""
    labels = tables.indicators.set_index("id")["label"]
    places = label_places(tables.places).set_index("id")["label"]
    rows: list[Row] = []
    last: dict[object, tuple[int, int]] = {}
    for line in lines:
        cells = []
        for stretch in line.stretches:
            cell = _make_cell(stretch, line, look, reasons)
            key = (line.place, stretch.at, stretch.span, *_reasons_of(stretch))
            row, at = last.get(key, (-1, 0))
            above = rows[row].cells[at] if row >= 0 else None
            if above and row + above.down == len(rows):
                joined = replace(above, down=above.down + 1, hover=f"{above.hover}<br>{cell.hover}")
                rows[row] = replace(rows[row], cells=(*rows[row].cells[:at], joined, *rows[row].cells[at + 1 :]))
                continue
            if stretch.gaps:
                last[key] = (len(rows), len(cells))
            cells.append(cell)
        label = "" if line.continued else " · ".join(labels[indicator] for indicator in line.indicators)
        rows.append(Row(label, tuple(cells), section=places[line.place]))
    return rows


def _reasons_of(stretch: Stretch) -> tuple[tuple[str, str], ...]:
    return tuple((gap["status"], gap["reason"]) for gap in stretch.gaps)


def _make_cell(stretch: Stretch, line: Line, look: Look, reasons: bool) -> Cell:
    at, span, silence = stretch.at, stretch.span, stretch.silence
    if silence:
        return Cell(at, _WORDS[silence], span, muted=True, dash="dot" if silence == "not_read" else "")
    if stretch.figures:
        colour, hover = theme.colour_of(line.indicators[0], look.mode), "<br>".join(map(hover_text, stretch.figures))
        said, target = _write_figures(stretch.figures), " ".join(row["id"] for row in stretch.figures)
        return Cell(at, said, span, colour=colour, tint=0.14, strong=said, target=target, hover=hover)
    said, hover = " · ".join(_write_gaps(stretch.gaps, reasons)), "<br>".join(map(_hover_gap, stretch.gaps))
    hatched = any(gap["status"] == "not_documented" for gap in stretch.gaps)
    strong = _WORDS[stretch.gaps[0]["status"]]
    return Cell(at, said, span, hatched=hatched, dash="" if hatched else "solid", strong=strong, hover=hover)


def _write_figures(rows: Sequence[Mapping[str, Any]]) -> str:
    """Write the numbers of a cell, each once; one that stands in several reports says in how many."""
    reports: dict[str, set[str]] = {}
    for row in rows:
        reports.setdefault(name_number(row), set()).add(row["source"])
    return " · ".join(
        f"{number} ({len(sources)} reports)" if len(sources) > 1 else number for number, sources in reports.items()
    )


def _write_gaps(gaps: Sequence[Mapping[str, Any]], reasons: bool) -> list[str]:
    if reasons:
        return list(dict.fromkeys(f"{_WORDS[gap['status']]}: {lower_first(gap['reason'])}" for gap in gaps))
    return list(dict.fromkeys(_WORDS[gap["status"]] for gap in gaps))


def _hover_gap(gap: Mapping[str, Any]) -> str:
    return f"<b>{theme.plain(words.state_gap(gap))}</b><br>{theme.plain(gap['reason'])}"


def _write_title(tables: Tables, gaps: Sequence[Mapping[str, Any]]) -> str:
    cases: dict[str, list[str]] = {}
    for gap in gaps:
        if gap["status"] == "not_documented":
            case = f"in {gap['place_name']}, {write_window(gap['date_start'], gap['date_end'])}"
            cases.setdefault(case, []).append(_name_missing(gap, tables))
    if not cases:
        return _count_silence(tables)
    first, *others = [f"{join_words(dict.fromkeys(what))} {case}" for case, what in cases.items()]
    if len(others) > 1:
        return f"Not documented: {first}, and {count_words(len(others), 'other case', 'other cases')}"
    return "Not documented: " + "; ".join([first, *others])


def _name_missing(gap: Mapping[str, Any], tables: Tables) -> str:
    label = lower_first(tables.indicators.set_index("id")["label"][gap["indicator"]])
    within = tables.groups.set_index("id")["within"].get(gap["group"])
    return label if pd.isna(within) else f"{label} ({gap['counted']})"


def _count_silence(tables: Tables) -> str:
    silent = int(tables.coverage["status"].isin(_SILENT).sum())
    return f"Not mentioned: {silent} of {count_words(len(tables.coverage), 'entry', 'entries')} a reader would look for"


def _write_note(tables: Tables, gaps: Sequence[Mapping[str, Any]], shown: int, reasons: bool) -> str:
    hatched = any(gap["status"] == "not_documented" for gap in gaps)
    said = ["Hatched: nobody could count, which is not zero." if hatched else ""]
    if not reasons:
        said += dict.fromkeys(words.end_sentence(gap["reason"]) for gap in gaps)
    said.append("Not mentioned: the report says nothing about it. An empty place: no report speaks of that day there.")
    left_out = len(tables.figures) - shown
    if left_out:
        which = count_words(left_out, "figure stands", "figures stand")
        said.append(f"{which} in no cell: longer than a week, or the days are not stated.")
    said += [f"In no cell: {words.say_gap(gap)}" for gap in gaps if not _is_short(gap)]
    return " ".join(sentence for sentence in said if sentence)


def _tell_silence(lines: Sequence[Line], days: Sequence[Any], tables: Tables) -> list[str]:
    labels = tables.indicators.set_index("id")["label"]
    places = label_places(tables.places).set_index("id")["label"]
    told = []
    for line in lines:
        what = join_words(lower_first(labels[indicator]) for indicator in line.indicators)
        for stretch in line.stretches:
            if stretch.silence:
                window = write_window(days[stretch.at], days[stretch.at + stretch.span - 1])
                status = _WORDS[stretch.silence].removeprefix("– ").capitalize()
                told.append(f"{status}: {what} in {places[line.place]}, {window}.")
    return told


KIND = ChartKind(ID, QUESTION, build, lambda tables: not tables.coverage.empty)
