"""Who says so? Each figure as one ribbon from its speaker past whoever carried it to the publisher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.charts import words
from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart, source_lines
from dashboard.charts.who_says.drawing import draw_ribbons
from dashboard.charts.who_says.plan import DIRECT, Figure, Speaker
from dashboard.notes import count_words, name_speaker
from dashboard.tables import Tables

ID = "who_says"
QUESTION = "Who says so?"


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw every figure of ``Tables.described`` as one ribbon; its thickness is the same whatever it counts.

    Raises :class:`ChartError` where there is no figure or a picture is too small for all speakers.
    """
    if tables.figures.empty:
        raise ChartError("no figure whose speaker could be shown: choose other sources or loosen the filter")
    table = tables.described
    chart, min_width = draw_ribbons(list_speakers(tables), look)
    return SourcedChart(
        id=ID,
        question=QUESTION,
        title=_write_title(table),
        subtitle="From the speaker past whoever carried it to the publisher; one ribbon is one figure",
        chart=chart,
        alt=words.write_alt(QUESTION, table.to_dict("records")),
        figures=tuple(table["id"]),
        sources=source_lines(table),
        note="All ribbons are equally thick: they stand for figures, never for people or strikes. "
        "One voice that several carry stays one voice.",
        min_width=min_width,
    )


def list_speakers(tables: Tables) -> list[Speaker]:
    """Return each voice with its figures, those with most figures first.

    A speaker that only passes on what another says is kept apart and says whose figures they are.
    """
    names = tables.speakers.set_index("id")["name"]
    groups: dict[str, list[Figure]] = {}
    for row in tables.described.to_dict("records"):
        carrier = DIRECT if pd.isna(row["via"]) else row["via"]
        groups.setdefault(_name_voice(row, names), []).append(Figure(row, carrier, row["publisher"]))
    ordered: Sequence[tuple[str, list[Figure]]] = sorted(groups.items(), key=lambda item: -len(item[1]))
    return [Speaker(name, tuple(sorted(said, key=lambda figure: figure.carrier))) for name, said in ordered]


def _name_voice(row: Mapping[str, Any], names: pd.Series) -> str:
    name = row["speaker_name"] if row["speaker_named"] else name_speaker(row)
    return name if row["voice"] == row["speaker"] else f"{name}, passing on {names[row['voice']]}"


def _write_title(table: pd.DataFrame) -> str:
    credited = table[table["speaker_type"] != "publisher"]
    total, open_ = len(table), len(table) - len(credited)
    figures = count_words(total, "figure", "figures")
    if not len(credited):
        return f"Nobody is credited for {'any of ' if total > 1 else ''}{figures}"
    voices = count_words(credited["voice"].nunique(), "voice", "voices")
    if not open_:
        return f"{voices} behind {figures}"
    return f"{voices} behind {len(credited)} of {figures}; for {open_} nobody is credited"


KIND = ChartKind(ID, QUESTION, build, lambda tables: not tables.figures.empty)
