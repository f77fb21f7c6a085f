"""How did the tolls grow? Each toll over the days it counts, at its height; joined only where one count goes on."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart, source_lines
from dashboard.charts.cumulative.draw import draw_chains
from dashboard.charts.points import explain_marks
from dashboard.charts.spread import describe_figures, name_topic
from dashboard.charts.words import end_sentence, say_figure
from dashboard.compare import Chain, Topic, choose_topic, index_of, list_chains
from dashboard.compare.words import count_noun, join_words, write_window_short
from dashboard.tables import Tables

ID = "cumulative"
QUESTION = "How did the tolls grow?"


def applies(tables: Tables) -> bool:
    """True where at least two independent voices count over longer windows."""
    topic = choose_topic(tables, dated=False)
    return topic is not None and bool(list_chains(tables, topic))


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw the tolls of the best-supported topic of longer windows; raises :class:`ChartError` where there is none."""
    topic = choose_topic(tables, dated=False)
    if topic is None:
        raise ChartError("no two voices count over longer windows: choose more sources or a scope")
    return build_for(tables, look, topic)


def build_for(tables: Tables, look: Look, topic: Topic) -> SourcedChart:
    """Draw each toll of *topic* as a line over the days it counts, at the height of its number.

    A line leads from one toll to the next only where voice, group, place and first day are the same. Raises
    :class:`ChartError` where there is no toll over a stated window, or a picture has not the room.
    """
    chains = list_chains(tables, topic)
    if not chains:
        raise ChartError("nobody counts this over a longer stated window: choose another indicator, group or place")
    labels = index_of(tables).labels
    rows = describe_figures(tables, (figure for chain in chains for figure in chain.figures))
    shown = [rows[figure] for chain in chains for figure in chain.figures]
    asked = name_topic(Topic(topic.indicator, topic.group, topic.place), labels)
    starts = sorted({chain.start for chain in chains})
    return SourcedChart(
        id=ID,
        question=QUESTION,
        title=f"{asked}: {count_noun(len(chains), 'count', 'counts')} over different days, not to be added",
        subtitle=_write_subtitle(chains),
        chart=draw_chains(chains, rows, topic, labels, look),
        alt=" ".join([f"{QUESTION} {asked}.", *(say_figure(row) for row in shown)]),
        figures=tuple(row["id"] for row in shown),
        sources=source_lines(pd.DataFrame(shown)),
        note=f"The counts begin on {join_words(write_window_short(day, day) for day in starts)} and overlap. "
        "Places and groups differ as written. Tolls without stated days are not drawn.",
    )


def _write_subtitle(chains: Sequence[Chain]) -> str:
    said = ["each line covers the days that are counted, at the height of the toll"]
    if any(len(chain.tolls) > 1 for chain in chains):
        said.append("lines are joined where voice, group, place and first day are the same")
    said += explain_marks({toll.first.qualifier for chain in chains for toll in chain.tolls})
    text = "; ".join(said)
    return end_sentence(text[0].upper() + text[1:])


KIND = ChartKind(ID, QUESTION, build, applies)
