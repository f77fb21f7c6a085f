"""What is answered: every format of the registry, the list of exhibits, single figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

from dashboard.api.answer import Answer
from dashboard.api.call import Call
from dashboard.api.faults import ApiFault, come_again, not_found, write_json
from dashboard.exhibits import QUESTIONS, NothingToShow, Question
from dashboard.exhibits.exhibit import Exhibit
from dashboard.exhibits.look import Theme
from dashboard.export.card import make_card
from dashboard.export.choose import answer_or_explain, choose_exhibits, questions_by_id
from dashboard.export.data import write_figure_json
from dashboard.export.faults import ExportError
from dashboard.export.formats import FORMATS, JSON, Format, Order
from dashboard.records.reported import ReportedFigure
from dashboard.render.browser import find_browser
from dashboard.render.faults import (
    HOW_TO_GET_A_BROWSER,
    BusyError,
    DoesNotFitError,
    NoBrowserError,
    PresetError,
    RenderError,
)

Handler = Callable[[Call], Answer]
_LOOSEN = "Choose other reports or loosen the selection"
# What is written for one figure: its card in the formats of an exhibit that hold no data of their own.
CARD_FORMATS = tuple(one for one in FORMATS if one.scope == "exhibit" and one.draws)
EXHIBIT_FORMATS = tuple(one for one in FORMATS if one.scope == "exhibit")


@contextmanager
def as_faults() -> Iterator[None]:
    """Turn what a writer or the browser raises into the fault that a caller understands."""
    try:
        yield
    except NothingToShow as error:
        raise ApiFault(422, f"{str(error).rstrip('.')}. {_LOOSEN}") from error
    except (DoesNotFitError, ExportError, PresetError) as error:
        raise ApiFault(422, str(error)) from error
    except NoBrowserError as error:
        raise ApiFault(503, str(error)) from error
    except BusyError as error:
        raise come_again(str(error)) from error
    except RenderError as error:
        raise come_again(str(error), seconds=10) from error


def _answer(call: Call, one: Format, order: Order, name: str) -> Answer:
    with as_faults():
        body = one.write(order)
    return Answer(body, one.media_type, call.about.name_file(name, one.ending), attachment=one.attachment)


def _make_order(call: Call, **more: object) -> Order:
    order = {"preset": call.option("preset"), "theme": cast(Theme, call.option("theme")), "signs": call.signs, **more}
    return Order(call.chosen, call.about, **order)  # type: ignore[arg-type]


def answer_table(one: Format, table: str = "") -> Handler:
    """Return the handler of a format of one table, or of all of them."""

    def answer(call: Call) -> Answer:
        order = _make_order(call, table=table, query=call.selection.write_query())
        return _answer(call, one, order, table or one.name)

    return answer


def answer_exhibit(one: Format) -> Handler:
    """Return the handler of a format of one exhibit: 404 with the known ids, 422 where there is nothing to show."""

    def answer(call: Call) -> Answer:
        question = find_question(call.path["name"])
        with as_faults():
            exhibit = question.answer(call.chosen, call.topic)
        name = "-".join((question.id, call.option("preset"), call.option("theme"))) if one.draws else question.id
        return _answer(call, one, _make_order(call, exhibits=(exhibit,)), name)

    return answer


def answer_card(one: Format) -> Handler:
    """Return the handler of a format of the card of one figure."""

    def answer(call: Call) -> Answer:
        figure = find_figure(call)
        order = _make_order(call, exhibits=(make_card(figure, call.whole),), page="figure")
        name = "-".join(("figure", figure.id, call.option("preset"), call.option("theme")))
        return _answer(call, one, order, name)

    return answer


def answer_figure(call: Call) -> Answer:
    """Answer one figure as JSON; 404 with the known ids."""
    figure = find_figure(call)
    body = write_figure_json(figure, call.whole, call.about, call.signs)
    return Answer(body, JSON, call.about.name_file(f"figure-{figure.id}", "json"))


def answer_briefing(one: Format) -> Handler:
    """Return the handler of a format of several exhibits: those of ``slides`` in their order, else the usual ones."""

    def answer(call: Call) -> Answer:
        unknown = [name for name in call.slides if name not in questions_by_id()]
        if unknown:
            raise not_found("exhibit", unknown[0], list(questions_by_id()), "/api/exhibits")
        chosen = choose_exhibits(call.chosen, call.slides, call.topic if call.slides else None, briefing=True)
        order = _make_order(call, exhibits=chosen.exhibits, left_out=chosen.left_out)
        return _answer(call, one, order, one.name)

    return answer


def answer_list(call: Call) -> Answer:
    """Answer with every exhibit: its question, whether what is selected gives it something to show, its addresses.

    ``pictures`` says why no picture can be had at all, where no browser is installed.
    """
    pictures = {"possible": find_browser() is not None}
    content = {
        "about": {**call.about.as_dict(), **call.signs},
        "pictures": pictures if pictures["possible"] else {**pictures, "why": HOW_TO_GET_A_BROWSER},
        "exhibits": [_describe_question(question, call) for question in QUESTIONS],
    }
    return Answer(write_json(content), JSON, "exhibits.json")


def _describe_question(question: Question, call: Call) -> dict[str, object]:
    answer = answer_or_explain(question, call.chosen, call.topic)
    query = call.selection.write_query()
    query = f"?{query}" if query else ""
    links = {one.ending: f"{call.base}/api/exhibits/{question.id}.{one.ending}{query}" for one in EXHIBIT_FORMATS}
    return {
        "id": question.id,
        "group": question.group,
        "question": question.label,
        "takes_topic": question.takes_topic,
        "applies": isinstance(answer, Exhibit),
        **({"title": answer.title, **links} if isinstance(answer, Exhibit) else {"why": answer.reason}),
    }


def find_question(name: str) -> Question:
    """Return the question of this id; raises :class:`ApiFault` 404 with the known ids."""
    known = questions_by_id()
    if name not in known:
        raise not_found("exhibit", name, list(known), "/api/exhibits")
    return known[name]


def find_figure(call: Call) -> ReportedFigure:
    """Return the figure that the path names; raises :class:`ApiFault` 404 with the known ids."""
    name = call.path["name"]
    if not call.whole.has_figure(name):
        raise not_found("figure", name, [figure.id for figure in call.whole.figures], "/api/figures.csv")
    return call.whole.figure(name)
