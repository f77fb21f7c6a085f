"""How long comparing one figure takes among few and among many; for the benchmarks."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from dashboard.collection import Collection
from dashboard.compare import Comparison, topic_of
from dashboard.records.model import Source
from dashboard.records.moments import Moment, Window
from dashboard.records.reported import ReportedFigure


def spread_out(collection: Collection, count: int, days: int = 3_000) -> list[ReportedFigure]:
    """Return *count* figures: the collection over and over, each copy whole and moved by days of its own."""
    chosen, figures = random.Random(7), []
    for number in range(count // len(collection.figures) + 1):
        shift = timedelta(days=chosen.randrange(days))
        figures += [_move(figure, number, shift) for figure in collection.figures]
    return figures[:count]


def _move(figure: ReportedFigure, number: int, shift: timedelta) -> ReportedFigure:
    def later(moment: Moment | None) -> Moment | None:
        return None if moment is None else moment + shift

    def name(word: str | None) -> str | None:
        return None if word is None else f"{word}-{number}"

    source: Source = figure.source.model_copy(
        update={"id": f"{figure.source.id}-{number}", "date_published": later(figure.source.date_published)}
    )
    return replace(
        figure,
        id=f"{figure.id}-{number}",
        source=source,
        window=Window(later(figure.window.start), later(figure.window.end)),
        reported_on=later(figure.reported_on),
        part_of=name(figure.part_of),
        corrects=name(figure.corrects),
        statement=name(figure.statement),
    )


def time_one(comparison: Comparison, names: Iterable[str]) -> float:
    """Return the median seconds of processor time for the standing and the topic of one figure, cold."""
    seconds = []
    for name in names:
        figure, start = comparison.figures[name], time.process_time()
        comparison.standing(figure)
        comparison.answer(topic_of(figure))
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def measure(collection: Collection, count: int = 100_000, lookups: int = 60) -> dict[str, float]:
    """Time one figure among *count* against one among those of *collection*, the same ones; in milliseconds."""
    names: Sequence[str] = random.Random(7).sample([figure.id for figure in collection.figures], lookups)
    few = Comparison(collection.figures, collection.vocabulary, collection.gaps)
    many = Comparison(spread_out(collection, count), collection.vocabulary)
    small, large = time_one(few, names), time_one(many, [f"{name}-0" for name in names])
    return {"figures": count, "one_ms": large * 1e3, "small_one_ms": small * 1e3, "ratio": large / small}
