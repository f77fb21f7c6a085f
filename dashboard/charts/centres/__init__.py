"""What is left? A building each: how many of a whole are out of service, how many more were hit, what is not said."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.charts import words
from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart
from dashboard.charts.centres.blocks import draw_wholes
from dashboard.charts.centres.wholes import Whole, list_wholes
from dashboard.charts.told import lower_first
from dashboard.notes import state_figure
from dashboard.tables import Tables

ID = "centres"
QUESTION = "What is left?"

# More than this is no longer told apart as buildings.
LARGEST_WHOLE = 200


def select_rows(tables: Tables) -> pd.DataFrame:
    """Return the figures given out of a whole (3 of 4), of anything but people and shares."""
    rows = tables.described
    small = rows["of_total"].between(1, LARGEST_WHOLE).fillna(False).astype(bool)
    return rows[small & (rows["unit"] != "people") & ~rows["unit"].str.startswith("per cent")]


def applies(tables: Tables) -> bool:
    """True where any figure is given out of a whole."""
    return not select_rows(tables).empty


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw each whole as so many buildings (columns of ``Tables.described``), a block a source and group.

    Raises :class:`ChartError` where there are none, or a picture has not the room for them.
    """
    table = select_rows(tables)
    rows = table.to_dict("records")
    if not rows:
        raise ChartError("no figure is given out of a whole (3 of 4): choose another source or widen the filters")
    gaps = words.describe_gaps(tables, set(table["indicator"]))
    wholes = list_wholes(rows)
    question = _ask(wholes)
    rests = [f"{words.capitalise(part.label)}." for whole in wholes for part in whole.parts if part.state == "other"]
    missing = [f"{words.state_gap(gap)}." for gap in gaps]
    return SourcedChart(
        id=ID,
        question=question,
        title=_write_title(wholes),
        subtitle=f"{words.write_span(rows)}. {_explain(wholes)}",
        chart=draw_wholes(wholes, look),
        alt=words.write_alt(question, rows, gaps) + " " + " ".join(rests),
        figures=tuple(table["id"]),
        sources=words.list_sources(rows, gaps),
        note=" ".join([words.join_caveats(rows), *missing]).strip(),
    )


def _ask(wholes: Sequence[Whole]) -> str:
    names = {whole.name for whole in wholes}
    return f"What is left of the {names.pop()}?" if len(names) == 1 else QUESTION


def _write_title(wholes: Sequence[Whole]) -> str:
    stated = [_state_whole(whole) for whole in wholes]
    title = stated[0] if len(wholes) > 1 or len(wholes[0].rows) > 1 else state_figure(wholes[0].rows[0])
    for text in stated[1:]:
        if len(title) + len(text) + 2 <= words.TITLE_LETTERS:
            title += f"; {lower_first(text)}"
    return title


def _state_whole(whole: Whole) -> str:
    """State a whole with its parts: "3 of 4 centres reported targeted in Aleppo, 2 of them out of service"."""
    first, *inner = whole.rows
    within = [f"{row['value']} of them {whole.phrase_of(row)}" for row in inner]
    return ", ".join([state_figure(first, day=False), *within])


def _explain(wholes: Sequence[Whole]) -> str:
    units = list(dict.fromkeys((whole.mark, whole.name_one) for whole in wholes))
    text = "; ".join(f"1 {mark} is 1 {name}" for mark, name in units)
    silent = " What is not reported hit need not be intact." if any(whole.is_loss for whole in wholes) else ""
    return f"{words.capitalise(text)}.{silent}"


KIND = ChartKind(ID, QUESTION, build, applies)
