"""How far apart the voices are: strictly the same thing, the verdict in words, and what differs below a rule."""

from __future__ import annotations

from dashboard import compare
from dashboard.collection.collection import Collection
from dashboard.compare import Topic, topic_of
from dashboard.exhibits.making import Draft, NothingToShow, draw_rows, line_of, list_beside, write_note
from dashboard.wording.comparisons import say_replaced, say_verdict, title_answer
from dashboard.wording.headings import head
from dashboard.wording.scopes import state_figure

MOST_BESIDE, MOST_GAPS = 9, 2


def voices_apart(collection: Collection, topic: Topic | None = None) -> Draft:
    """Answer one topic: by default that with most voices, those first on which more than one speaks."""
    comparison = compare.of(collection)
    topics = [topic] if topic else list(comparison.topics()) or list(map(topic_of, collection.figures[:1]))
    if not topics:
        raise NothingToShow(head("no_figure"))
    asked = next((one for one in topics if comparison.answer(one).kind == "range"), topics[0])
    answer = comparison.answer(asked)
    gaps = answer.gaps[:MOST_GAPS]
    same = [*map(line_of, answer.lines), *map(line_of, gaps)]
    beside, others, left = list_beside(asked, answer.beside, MOST_BESIDE)
    title, verdict = title_answer(answer), say_verdict(answer)
    if answer.kind == "no_range" and others:
        title, verdict = state_figure(others[0]), title
    note = write_note(gaps, (line.figure for line in answer.lines))
    return Draft(
        title,
        [*(draw_rows([("", same)], asked.indicator.family, title) if same else ()), *beside],
        [*(line.figure for line in answer.lines), *answer.figures, *gaps, *others],
        subtitle=verdict,
        note=say_replaced(answer) if answer.replaced else note,
        more=head("more_differ", count=left) if left > 0 else None,
        topic=asked,
    )
