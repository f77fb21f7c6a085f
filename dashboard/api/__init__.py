"""The same tables and pictures by URL: routes, security headers, and what is kept warm while the app runs."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.api.call import FILTER_NAMES, PICTURE_NAMES, PICTURE_OPTIONS
from dashboard.api.data import answer_file
from dashboard.api.documentation import answer_documentation, answer_unknown
from dashboard.api.endpoint import PICTURES, Endpoint
from dashboard.api.headers import SecurityHeaders
from dashboard.api.pictures import answer_card, answer_chart, answer_list, answer_png
from dashboard.api.shell import list_pages
from dashboard.api.warm import keep_warm


async def _drop_slash(request: Request) -> Response:
    return RedirectResponse("../api", 308)


ROUTES = [
    Route("/api", Endpoint(answer_documentation, ())),
    Route("/api/", _drop_slash),
    Route("/api/charts", Endpoint(answer_list, FILTER_NAMES)),
    Route("/api/charts/{chart}.png", Endpoint(answer_png, PICTURE_NAMES, PICTURES)),
    Route("/api/charts/{chart}.json", Endpoint(answer_chart, PICTURE_NAMES)),
    Route("/api/figures/{figure}.png", Endpoint(answer_card, PICTURE_OPTIONS, PICTURES)),
    Route("/api/{file}", Endpoint(answer_file, FILTER_NAMES)),
    # Without this, Streamlit would answer with its page.
    Route("/api/{path:path}", Endpoint(answer_unknown, FILTER_NAMES)),
]
MIDDLEWARE = [Middleware(SecurityHeaders)]

__all__ = ["MIDDLEWARE", "ROUTES", "keep_warm", "list_pages"]
