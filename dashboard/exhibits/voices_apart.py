"""How far apart the voices are: strictly the same thing, the verdict in words, and what differs below a rule."""

from __future__ import annotations

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Answer, Topic, topic_of
from dashboard.exhibits.exhibit import Exhibit
from dashboard.exhibits.forms.lines import LineSection
from dashboard.exhibits.making import (
    NothingToShow,
    draw_answer_line,
    draw_rows,
    gap_line,
    list_beside,
    make_exhibit,
)
from dashboard.wording.comparisons import say_replaced, say_verdict, title_answer
from dashboard.wording.headings import head, note_caveats
from dashboard.wording.notes import note_gap
from dashboard.wording.scopes import state_figure

MOST_BESIDE = 9


def voices_apart(collection: Collection, topic: Topic | None = None) -> Exhibit:
    """Answer one topic, the one with most voices by default."""
    asked = topic or choose_topic(collection)
    answer = compare.of(collection).answer(asked)
    same = [*map(draw_answer_line, answer.lines), *(gap_line(gap) for gap in answer.gaps[:2])]
    beside, others, left = list_beside(asked, answer.beside, MOST_BESIDE)
    title, verdict = title_answer(answer), say_verdict(answer)
    if answer.kind == "no_range" and others:
        title, verdict = state_figure(others[0]), title
    return make_exhibit(
        "voices_apart",
        collection,
        title,
        [
            *(draw_rows([LineSection("", tuple(same))], asked.indicator.family, title) if same else ()),
            *([beside] if beside else ()),
        ],
        [*answer.figures, *answer.gaps[:2], *others],
        subtitle=verdict,
        note=_write_note(answer),
        more=head("more_differ", count=left) if left > 0 else None,
        topic=asked,
    )


def choose_topic(collection: Collection) -> Topic:
    """Return the topic that most voices speak of, those first on which more than one does."""
    comparison = compare.of(collection)
    topics = comparison.topics()
    ranges = (topic for topic in topics if comparison.answer(topic).kind == "range")
    chosen = next(ranges, topics[0] if topics else None)
    if chosen is None:
        chosen = next(map(topic_of, collection.figures), None)
    if chosen is None:
        raise NothingToShow(head("no_figure"))
    return chosen


def _write_note(answer: Answer) -> str | None:
    if answer.replaced:
        return say_replaced(answer)
    if answer.gaps:
        return note_gap(answer.gaps[0]) + "."
    return note_caveats(line.figure for line in answer.lines)
