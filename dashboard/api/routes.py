"""The addresses of the API, made from the registries of formats and exhibits, and what is answered there."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from starlette.responses import RedirectResponse
from starlette.routing import Route

from dashboard.api import calls
from dashboard.api.calls import PLAIN, Answer, ApiFault, Call, Endpoint
from dashboard.api.doors import STYLE
from dashboard.collection.faults import name_nearest, show
from dashboard.collection.selection import LABELS, PARAMETERS, list_choices
from dashboard.exhibits import QUESTIONS, find_question
from dashboard.exhibits.exhibit import Exhibit
from dashboard.export.about import Order, answer_or_explain
from dashboard.export.formats import FORMATS, TABLES, Format
from dashboard.export.pictures import make_card
from dashboard.export.tables import write_json
from dashboard.records.fields import TITLES
from dashboard.render.browser import HOW_TO_GET_A_BROWSER, find_browser
from dashboard.render.html import PRESETS, open_templates


def _list_files() -> Iterator[tuple[str, Endpoint]]:
    """Yield address and handler of every file: of tables, briefings, exhibits and single figures."""
    for one in FORMATS:
        drawn = calls.BRIEFINGS if one.scope == "briefing" else calls.PICTURES
        workshop = drawn if one.draws else calls.DATA
        look = (*calls.SELECTION_NAMES, *calls.OPTIONS)
        names = {"exhibit": look, "briefing": (*look, "slides")}.get(one.scope, calls.DATA_NAMES)
        for name in one.tables or (one.name,):
            address = f"/api/{name}.{one.ending}" if name else f"/{one.address}"
            yield address, Endpoint(partial(_answer_file, one, name), names, workshop)
        if one.scope == "exhibit":
            figure = Endpoint(partial(_answer_figure, one), tuple(calls.OPTIONS), workshop)
            yield f"/api/figures/<id>.{one.ending}", figure


def _answer_file(one: Format, name: str, call: Call) -> Answer:
    """Answer with a file of what is selected: the table of this name, an exhibit, or all tables or exhibits."""
    order = replace(call.order, table=name)
    if one.scope == "exhibit":
        question = find_question(call.path["name"])
        order, name = replace(order, exhibits=(question.answer(order.collection, call.topic),)), question.id
    elif one.scope == "briefing":
        order = order.choose(call.slides, call.topic if call.slides else None, briefing=True)
    return _write(one, order, name)


def _answer_figure(one: Format, call: Call) -> Answer:
    """Answer with the card of the figure that the path names."""
    name = call.path["name"]
    if name not in call.whole.by_id:
        hint = name_nearest(name, list(call.whole.by_id))
        raise ApiFault(404, f"there is no figure {show(name)}{hint}", known="/api/figures.csv")
    card = make_card(call.whole.figure(name), call.whole)
    return _write(one, replace(call.order, exhibits=(card,), page="figure"), f"figure-{name}")


def _write(one: Format, order: Order, name: str) -> Answer:
    looks = [order.preset, order.theme] if one.draws and one.scope == "exhibit" else []
    file = order.about.name_file("-".join([name, *looks]), one.ending)
    return Answer(one.write(order), one.media_type, file, not one.inline)


def _answer_documentation(call: Call) -> Answer:
    """Answer ``/api``; all that comes from the collection is escaped."""
    selection = [
        (parameter, LABELS.get(name, name), PLAIN.get(name) or list(list_choices(call.whole, name)))
        for name, parameter in PARAMETERS.items()
    ]
    page = open_templates(Path(__file__).parent).get_template("documentation.html.j2")
    text = page.render(
        about=call.order.about.as_dict(),
        style=STYLE,
        base=call.base,
        tables={name: TITLES[name] for name in TABLES},
        formats={scope: [one for one in FORMATS if one.scope == scope] for scope in ("table", "exhibit")},
        whole=[one for one in FORMATS if one.scope in ("tables", "briefing")],
        questions=QUESTIONS,
        presets=PRESETS.values(),
        options=calls.OPTIONS,
        selection=selection,
        longest=calls.MAX_QUERY,
    )
    return Answer(text.encode(), "text/html", "api.html")


def _answer_list(call: Call) -> Answer:
    """Answer with every exhibit, whether it has something to show of what is selected, and where its files are."""
    query, exhibits = call.selection.write_query(), list[dict[str, Any]]()
    for question in QUESTIONS:
        answer = answer_or_explain(question, call.order.collection, call.topic)
        path = f"{call.base}/api/exhibits/{question.id}"
        links = {one.ending: f"{path}.{one.ending}{query and f'?{query}'}" for one in FORMATS if one.scope == "exhibit"}
        told: dict[str, Any] = {"id": question.id, "group": question.group, "question": question.label}
        told |= {"takes_topic": question.takes_topic, "applies": isinstance(answer, Exhibit)}
        found = {"title": answer.title, **links} if isinstance(answer, Exhibit) else {"why": answer.reason}
        exhibits.append(told | found)
    possible = find_browser() is not None
    pictures = {"possible": possible, **({} if possible else {"why": HOW_TO_GET_A_BROWSER})}
    content = {"about": call.order.about.as_dict(), "pictures": pictures, "exhibits": exhibits}
    return Answer(write_json(content), "application/json", "exhibits.json")


def _answer_unknown(call: Call) -> Answer:
    address, known = f"/api/{call.path['path']}", ["/api", *(path for path, _ in _list_files()), "/api/exhibits"]
    raise ApiFault(404, f"there is no address {show(address)}{name_nearest(address, known)}", known=known)


# The last answers every other address below ``/api``, which Streamlit would answer else.
ROUTES = [
    Route("/api", Endpoint(_answer_documentation, ())),
    Route("/api/", RedirectResponse("../api", 308)),
    Route("/api/exhibits", Endpoint(_answer_list, calls.SELECTION_NAMES)),
    *(Route(path.replace("<id>", "{name}"), endpoint) for path, endpoint in _list_files()),
    Route("/api/{path:path}", Endpoint(_answer_unknown, calls.SELECTION_NAMES)),
]
