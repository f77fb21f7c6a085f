"""An address of the API: its limits, its faults as JSON, and the handler that makes its answer in a thread."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dashboard.api.answer import Answer, Shelf, Workshop, send_answer
from dashboard.api.call import MAX_QUERY, MOST_FIELDS, Call, check_names, read_option, read_parameters
from dashboard.api.faults import ApiFault, answer_fault
from dashboard.api.headers import write_open_headers
from dashboard.collection.live import open_collection
from dashboard.export.about import LOCAL, check_base, read_base
from dashboard.export.faults import ExportError

READING = ["GET", "HEAD", "OPTIONS"]
_LOG = logging.getLogger(__name__)

SHELF = Shelf()
DATA = Workshop("api-data", threads=2, most_waiting=64, shelf=SHELF)
# One browser draws; a second thread prepares what it draws next.
PICTURES = Workshop("api-pictures", threads=2, most_waiting=32, shelf=SHELF)
# A briefing takes as long as a dozen pictures; one at a time leaves room for those between.
BRIEFINGS = Workshop("api-briefings", threads=1, most_waiting=8, shelf=SHELF)


@dataclass(frozen=True)
class Endpoint:
    """Serves one kind of address. ``handle`` runs in a thread of ``workshop``; ``names`` are its parameters."""

    handle: Callable[[Call], Answer]
    names: tuple[str, ...]
    workshop: Workshop = DATA

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call (ASGI); every fault becomes JSON, or words for a person."""
        request = Request(scope)
        try:
            response = await self._respond(request)
        except ApiFault as fault:
            response = answer_fault(fault, is_reader(request))
        except Exception:
            _LOG.exception("a fault of the program at %s", scope["path"])
            own = ApiFault(500, "a fault of the program; it stands in the server's log")
            response = answer_fault(own, is_reader(request))
        if request.method == "HEAD":
            response.body = b""
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return answer_preflight()
        check_limits(request)
        parameters = read_query(request.scope["query_string"])
        check_names(parameters, self.names)
        download = "download" in self.names and read_option(parameters, "download") == "1"
        path, base = request.scope["path"], find_base(request)
        # The first call after a change reads the collection anew, which is no work for the event loop.
        call = await asyncio.to_thread(open_call, dict(request.path_params), parameters, base)

        def make() -> Answer:
            return replace(self.handle(call), identity=call.identify(path))

        answer = await self.workshop.get(call.state.version, (path, call.key), make)
        return send_answer(request, answer, download, call.state.stale, len(call.state.faults))


def open_call(path: dict[str, str], parameters: dict[str, list[str]], base: str) -> Call:
    """Return the call on the collection as it is now; raises :class:`ApiFault` where it makes no sense."""
    call = Call(open_collection().current(), path, parameters, base)
    _ = call.key
    return call


def read_query(query: bytes) -> dict[str, list[str]]:
    """Return a query's parameters; bytes that are no UTF-8 become a sign that no value has."""
    try:
        pairs = parse_qsl(query.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise ApiFault(400, f"the query has over {MOST_FIELDS} parameters, expected fewer") from error
    return read_parameters(pairs)


def find_base(request: Request) -> str:
    """Return the dashboard's own address: that of the setting, else the one by which the caller found it."""
    host = request.headers.get("host", "")
    own = f"{request.scope.get('scheme', 'http')}://{host}{request.scope.get('root_path', '')}"
    try:
        own = check_base(own, "host")
    except ExportError:
        own = LOCAL
    return read_base(own)


def is_reader(request: Request) -> bool:
    """Tell whether a person followed a link, rather than a program or a page that asks."""
    return "text/html" in request.headers.get("accept", "")


def check_limits(request: Request) -> None:
    """Refuse other methods than reading (405) and a query longer than any selection of ours (414)."""
    if request.method not in ("GET", "HEAD"):
        raise ApiFault(
            405, f"{request.method}: this can only be read", headers={"Allow": ", ".join(READING)}, accepted=READING
        )
    length = len(request.scope["query_string"])
    if length > MAX_QUERY:
        raise ApiFault(414, f"the query has {length} characters, expected at most {MAX_QUERY}")


def answer_preflight() -> Response:
    """Tell a browser that scripts of any site may read, and may send the ETag they have."""
    headers = write_open_headers() | {"Allow": ", ".join(READING)}
    if "Access-Control-Allow-Origin" in headers:
        headers |= {
            "Access-Control-Allow-Methods": ", ".join(READING),
            "Access-Control-Allow-Headers": "If-None-Match",
            "Access-Control-Max-Age": "86400",
        }
    return Response(status_code=204, headers=headers)
