"""How did one voice's number change? Its numbers in the order they were told, a step each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.charts.base import ChartError, ChartKind, Look, SourcedChart, source_lines
from dashboard.charts.points import explain_marks
from dashboard.charts.rows import Line, draw_lines
from dashboard.charts.spread import describe_figures, name_topic
from dashboard.charts.words import end_sentence, say_figure
from dashboard.compare import ORDER_NOTE, Ladder, Topic, choose_ladder, index_of, label_scope, list_ladders
from dashboard.compare.words import Labels, join_words
from dashboard.days import write_day
from dashboard.tables import Tables

ID = "ladder"
QUESTION = "How did one voice's number change?"


def applies(tables: Tables) -> bool:
    """True where one voice gave at least two numbers for the same thing."""
    return choose_ladder(tables) is not None


def build(tables: Tables, look: Look) -> SourcedChart:
    """Draw the longest ladder of the best-supported topic; raises :class:`ChartError` where there is none."""
    ladder = choose_ladder(tables)
    if ladder is None:
        raise ChartError("no voice gave two numbers for the same thing: choose more sources or a scope")
    return _build(tables, look, ladder)


def build_for(tables: Tables, look: Look, topic: Topic, voice: str | None = None) -> SourcedChart:
    """Draw how the number of *voice* (a speaker's id; None: the one with most steps) changed for *topic*.

    Raises :class:`ChartError` where nobody, or not this voice, gave two numbers or a picture has not the room.
    """
    ladders = [ladder for ladder in list_ladders(tables, topic) if voice in (None, ladder.voice)]
    if not ladders:
        who = "nobody" if voice is None else voice
        raise ChartError(f"{who} gave two numbers for this: choose another day, place or voice")
    return _build(tables, look, ladders[0])


def _build(tables: Tables, look: Look, ladder: Ladder) -> SourcedChart:
    labels = index_of(tables).labels
    rows = describe_figures(tables, ladder.figures)
    lines = [_make_line(at, ladder, labels, rows, tables.story) for at in range(len(ladder.steps))]
    shown = [rows[figure] for figure in ladder.figures]
    note = ORDER_NOTE if any(not step.order_known for step in ladder.steps) else ""
    return SourcedChart(
        id=ID,
        question=QUESTION,
        title=_write_title(ladder, labels),
        subtitle=_write_subtitle(ladder, labels),
        chart=draw_lines(lines, look, joined=True),
        alt=" ".join([f"{QUESTION} {_write_title(ladder, labels)}.", *(say_figure(row) for row in shown)]),
        figures=ladder.figures,
        sources=source_lines(pd.DataFrame(shown)),
        note=f"Whoever carried these numbers, they are one voice. {note}".strip(),
    )


def _write_subtitle(ladder: Ladder, labels: Labels) -> str:
    marks = explain_marks({step.first.qualifier for step in ladder.steps})
    voice = labels.short_speakers[ladder.voice]
    order = "in the order told" if all(step.order_known for step in ladder.steps[1:]) else "by the day it was told"
    return end_sentence("; ".join([f"{voice}, {order}, a step for each new number", *marks]))


def _make_line(at: int, ladder: Ladder, labels: Labels, rows: Mapping[str, dict[str, Any]], story: str | None) -> Line:
    step = ladder.steps[at]
    by_scope: dict[str, list[str]] = {}
    for account in step.accounts:
        # Another carrier's "at least" must not be lost behind the number as it was told first.
        differs = account.written if account.written != step.first.written else ""
        scope = " ".join(part for part in (differs, label_scope(account, ladder.topic, labels)) if part)
        by_scope.setdefault(scope, []).append(account.carrier)
    several = len(by_scope) > 1
    scopes = [f"{scope} ({join_words(who)})" if several else scope for scope, who in by_scope.items() if scope]
    return Line(
        name=join_words(dict.fromkeys(account.carrier for account in step.accounts)),
        scope="; ".join(scopes),
        row=rows[step.first.id],
        others=tuple(rows[account.id] for account in step.accounts[1:]),
        marked=story in {account.source for account in step.accounts},
        heading=_head_day(at, ladder),
        number_before=at > 0 and step.number < ladder.steps[at - 1].number,
    )


def _head_day(at: int, ladder: Ladder) -> str:
    """Return the day of a step that opens it, with a word where the order of its steps is not stated."""
    if not ladder.steps[at].order_known:
        return ""
    more = at + 1 < len(ladder.steps) and not ladder.steps[at + 1].order_known
    return f"Told on {write_day(ladder.steps[at].told_on)}{', order not stated' if more else ''}"


def _write_title(ladder: Ladder, labels: Labels) -> str:
    first, last = ladder.steps[0].first, ladder.steps[-1].first
    return f"{name_topic(ladder.topic, labels)}: one voice, from {first.wording} to {last.wording}"


KIND = ChartKind(ID, QUESTION, build, applies)
