"""The addresses of the API, made from the registries of formats and exhibits, and what is answered there."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import RedirectResponse
from starlette.routing import Route

from dashboard.api import call as calls
from dashboard.api.call import PLAIN, Call
from dashboard.api.endpoint import BRIEFINGS, DATA, PICTURES, Answer, Endpoint
from dashboard.api.faults import not_found, write_json
from dashboard.api.headers import hash_inline, write_policy
from dashboard.collection.selection import LABELS, PARAMETERS, list_choices
from dashboard.exhibits import QUESTIONS, Question, find_question
from dashboard.exhibits.exhibit import Exhibit, Theme
from dashboard.export.about import LICENCE, STANDING_LINE
from dashboard.export.choose import Order, answer_or_explain, choose_exhibits
from dashboard.export.data import make_card, write_figure_json
from dashboard.export.formats import FORMATS, TABLES, Format
from dashboard.records.fields import TITLES
from dashboard.records.reported import ReportedFigure
from dashboard.render.browser import find_browser
from dashboard.render.faults import HOW_TO_GET_A_BROWSER
from dashboard.render.presets import PRESETS

HERE = Path(__file__).parent
STYLE = (HERE / "style.css").read_text("utf-8")
_TEMPLATES = Environment(
    loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_OF_ONE_EXHIBIT = [one for one in FORMATS if one.scope == "exhibit"]


def make_routes() -> list[Route]:
    """Return the routes; the last answers every other address below ``/api``, which Streamlit would answer else."""
    return [
        Route("/api", Endpoint(_answer_documentation, ())),
        Route("/api/", RedirectResponse("../api", 308)),
        Route("/api/exhibits", Endpoint(_answer_list, calls.SELECTION_NAMES)),
        *(Route(path.replace("<id>", "{name}"), endpoint) for path, endpoint in _list_files()),
        Route("/api/{path:path}", Endpoint(_answer_unknown, calls.SELECTION_NAMES)),
    ]


def _list_files() -> Iterator[tuple[str, Endpoint]]:
    """Yield address and handler of every file: of tables, briefings, exhibits and single figures."""
    for one in FORMATS:
        workshop = PICTURES if one.draws else DATA
        if one.scope == "table":
            for table in one.tables:
                yield f"/api/{table}.{one.ending}", Endpoint(partial(_answer_table, one, table), calls.DATA_NAMES)
        elif one.scope == "tables":
            yield f"/{one.address}", Endpoint(partial(_answer_table, one, one.name), calls.DATA_NAMES)
        elif one.scope == "briefing":
            yield f"/{one.address}", Endpoint(partial(_answer_briefing, one), calls.BRIEFING_NAMES, BRIEFINGS)
        else:
            yield f"/{one.address}", Endpoint(partial(_answer_exhibit, one), calls.PICTURE_NAMES, workshop)
            # A figure's own JSON holds more than its card.
            handle = partial(_answer_card, one) if one.draws else _answer_figure
            names = calls.CARD_NAMES if one.draws else ("download",)
            yield f"/api/figures/<id>.{one.ending}", Endpoint(handle, names, workshop)


def _answer_documentation(call: Call) -> Answer:
    """Answer ``/api``; all that comes from the collection is escaped."""
    page = _TEMPLATES.get_template("documentation.html.j2").render(
        title=f"{call.whole.about.title}: by URL",
        style=STYLE,
        standing=STANDING_LINE,
        licence=LICENCE,
        base=call.base,
        tables={name: TITLES[name] for name in TABLES},
        formats={scope: [one for one in FORMATS if one.scope == scope] for scope in ("table", "exhibit")},
        whole=[one for one in FORMATS if one.scope in ("tables", "briefing")],
        questions=QUESTIONS,
        presets=PRESETS.values(),
        options=calls.OPTIONS,
        selection=[
            (parameter, LABELS.get(name, name), PLAIN.get(name) or list(list_choices(call.whole, name)))
            for name, parameter in PARAMETERS.items()
        ],
        longest=calls.MAX_QUERY,
    )
    policy = write_policy("api", hash_inline(STYLE))
    return Answer(page.encode(), "text/html", "api.html", headers=(("Content-Security-Policy", policy),))


def _answer(call: Call, one: Format, name: str, /, **more: object) -> Answer:
    """Write a file of this format; *more* are parts of its :class:`Order`."""
    look = {"preset": call.option("preset"), "theme": cast(Theme, call.option("theme"))}
    body = one.write(Order(call.chosen, call.about, **look, **more))  # type: ignore[arg-type]
    drawn = [*look.values()] if one.draws and one.scope == "exhibit" else []
    return Answer(
        body, one.media_type, call.about.name_file("-".join([name, *drawn]), one.ending), attachment=not one.inline
    )


def _answer_table(one: Format, name: str, call: Call) -> Answer:
    return _answer(call, one, name, table=name)


def _answer_exhibit(one: Format, call: Call) -> Answer:
    question = find_question(call.path["name"])
    return _answer(call, one, question.id, exhibits=(question.answer(call.chosen, call.topic),))


def _answer_card(one: Format, call: Call) -> Answer:
    figure = find_figure(call)
    return _answer(call, one, f"figure-{figure.id}", exhibits=(make_card(figure, call.whole),), page="figure")


def _answer_figure(call: Call) -> Answer:
    figure = find_figure(call)
    body = write_figure_json(figure, call.whole, call.about)
    return Answer(body, "application/json", call.about.name_file(f"figure-{figure.id}", "json"))


def _answer_briefing(one: Format, call: Call) -> Answer:
    chosen = choose_exhibits(call.chosen, call.slides, call.topic if call.slides else None, briefing=True)
    return _answer(call, one, one.name, **chosen._asdict())


def _answer_list(call: Call) -> Answer:
    possible = find_browser() is not None
    content = {
        "about": call.about.as_dict(),
        "pictures": {"possible": possible, **({} if possible else {"why": HOW_TO_GET_A_BROWSER})},
        "exhibits": [_describe_question(question, call) for question in QUESTIONS],
    }
    return Answer(write_json(content), "application/json", "exhibits.json")


def _describe_question(question: Question, call: Call) -> dict[str, object]:
    answer = answer_or_explain(question, call.chosen, call.topic)
    query = call.selection.write_query()
    query = f"?{query}" if query else ""
    links = {one.ending: f"{call.base}/api/exhibits/{question.id}.{one.ending}{query}" for one in _OF_ONE_EXHIBIT}
    return {
        "id": question.id,
        "group": question.group,
        "question": question.label,
        "takes_topic": question.takes_topic,
        "applies": isinstance(answer, Exhibit),
        **({"title": answer.title, **links} if isinstance(answer, Exhibit) else {"why": answer.reason}),
    }


def find_figure(call: Call) -> ReportedFigure:
    """Return the figure that the path names; raises :class:`ApiFault` 404 with the known ids."""
    name = call.path["name"]
    if name not in call.whole.by_id:
        raise not_found("figure", name, [figure.id for figure in call.whole.figures], "/api/figures.csv")
    return call.whole.figure(name)


def _answer_unknown(call: Call) -> Answer:
    known = ["/api", *(path for path, _ in _list_files()), "/api/exhibits"]
    raise not_found("address", f"/api/{call.path['path']}", known, "/api")
