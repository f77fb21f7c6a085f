"""The addresses of the API, made from the registries of formats and exhibits."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from dashboard.api import answers
from dashboard.api.answer import Answer
from dashboard.api.call import BRIEFING_NAMES, CARD_NAMES, DATA_NAMES, PICTURE_NAMES, SELECTION_NAMES, Call
from dashboard.api.documentation import answer_documentation
from dashboard.api.endpoint import BRIEFINGS, DATA, PICTURES, Endpoint
from dashboard.api.faults import answer_fault, not_found
from dashboard.export.choose import questions_by_id
from dashboard.export.formats import FORMATS

# What the charts of the first version became.
OLD_CHARTS = {
    "killed_by_day": "killed",
    "people_in_scale": "people_to_scale",
    "strikes": "what_was_hit",
    "centres": "rescue_service",
    "places": "where",
    "coverage": "not_known",
    "evidence": "how_firm",
    "cumulative": "running_totals",
    "spread": "voices_apart",
    "ladder": "changing",
}


def list_addresses() -> list[str]:
    """Return every kind of address there is."""
    return ["/api", *(address for address, _ in _list_data()), "/api/exhibits", *(path for path, _ in _list_exhibits())]


def make_routes() -> list[Route]:
    """Return the routes; the last answers every other address below ``/api``, which Streamlit would answer else."""
    return [
        Route("/api", Endpoint(answer_documentation, ())),
        Route("/api/", _drop_slash),
        Route("/api/exhibits", Endpoint(answers.answer_list, SELECTION_NAMES)),
        *(Route(address, endpoint) for address, endpoint in _list_data()),
        *(Route(path.replace("<id>", "{name}"), endpoint) for path, endpoint in _list_exhibits()),
        Route("/api/charts", _lead_to_exhibits),
        Route("/api/charts/{chart}.{ending}", _lead_to_exhibits),
        Route("/api/{path:path}", Endpoint(answer_unknown, SELECTION_NAMES)),
    ]


def _list_data() -> Iterator[tuple[str, ASGIApp]]:
    """Yield address and handler of every file of tables, and of every briefing."""
    for one in FORMATS:
        if one.scope == "table":
            for table in one.tables:
                yield f"/api/{table}.{one.ending}", Endpoint(answers.answer_table(one, table), DATA_NAMES)
        elif one.scope == "tables":
            yield f"/{one.address}", Endpoint(answers.answer_table(one), DATA_NAMES)
        elif one.scope == "briefing":
            yield f"/{one.address}", Endpoint(answers.answer_briefing(one), BRIEFING_NAMES, BRIEFINGS)


def _list_exhibits() -> Iterator[tuple[str, ASGIApp]]:
    """Yield address and handler of every file of one exhibit, and of one figure."""
    for one in answers.EXHIBIT_FORMATS:
        workshop = PICTURES if one.draws else DATA
        yield f"/{one.address}", Endpoint(answers.answer_exhibit(one), PICTURE_NAMES, workshop)
    for one in answers.CARD_FORMATS:
        yield f"/api/figures/<id>.{one.ending}", Endpoint(answers.answer_card(one), CARD_NAMES, PICTURES)
    yield "/api/figures/<id>.json", Endpoint(answers.answer_figure, ("download",))


async def _drop_slash(request: Request) -> Response:
    return RedirectResponse("../api", 308)


async def _lead_to_exhibits(request: Request) -> Response:
    """Lead from an address of the first version to what stands there now, with the same query."""
    query = request.scope["query_string"].decode("latin-1")
    query = f"?{query}" if query else ""
    chart, ending = (request.path_params.get(name) for name in ("chart", "ending"))
    if chart is None:
        return RedirectResponse(f"exhibits{query}", 308)
    known = [*OLD_CHARTS, *questions_by_id()]
    if chart not in known:
        return answer_fault(not_found("exhibit", chart, list(questions_by_id()), "/api/exhibits"))
    return RedirectResponse(f"../exhibits/{OLD_CHARTS.get(chart, chart)}.{ending}{query}", 308)


def answer_unknown(call: Call) -> Answer:
    """Refuse any other address under ``/api/`` (404)."""
    name = f"/api/{call.path['path']}"
    raise not_found("address", name, list_addresses(), "/api")
