"""An address of the API: its limits, its faults as JSON, and the handler that makes its answer in a thread."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dashboard.api.answer import Answer, Shelf, Workshop
from dashboard.api.call import MAX_QUERY, Call, check_names, read_option, read_parameters
from dashboard.api.faults import ApiFault, answer_fault, as_faults
from dashboard.api.headers import write_open_headers
from dashboard.collection.live import State, open_collection
from dashboard.export.about import LOCAL, check_base, read_base
from dashboard.export.faults import ExportError

READING = ["GET", "HEAD", "OPTIONS"]
# A browser asks again after a minute, and then learns from the ETag that nothing changed.
CACHE_CONTROL = "public, max-age=60"
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
        """Answer one call (ASGI); every fault becomes JSON, or words for a person who followed a link."""
        request = Request(scope)
        to_reader = "text/html" in request.headers.get("accept", "")
        try:
            response = await self._respond(request)
        except ApiFault as fault:
            response = answer_fault(fault, to_reader)
        except Exception:
            _LOG.exception("a fault of the program at %s", scope["path"])
            fault = ApiFault(500, "a fault of the program; it stands in the server's log")
            response = answer_fault(fault, to_reader)
        if request.method == "HEAD":
            response.body = b""
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return answer_preflight()
        check_limits(request)
        parameters = read_parameters(request.scope["query_string"])
        check_names(parameters, self.names)
        download = "download" in self.names and read_option(parameters, "download") == "1"
        path, base = request.scope["path"], find_base(request)
        # The first call after a change reads the collection anew, which is no work for the event loop.
        call = await asyncio.to_thread(open_call, dict(request.path_params), parameters, base)

        def make() -> Answer:
            with as_faults():
                return replace(self.handle(call), identity=call.identify(path))

        answer = await self.workshop.get(call.state.version, (path, call.key), make)
        return send_answer(request, answer, download, call.state)


def open_call(path: dict[str, str], parameters: dict[str, list[str]], base: str) -> Call:
    """Return the call on the collection as it is now; raises :class:`ApiFault` where it makes no sense."""
    call = Call(open_collection().current(), path, parameters, base)
    _ = call.key
    return call


def find_base(request: Request) -> str:
    """Return the dashboard's own address: that of the setting, else the one by which the caller found it."""
    host = request.headers.get("host", "")
    try:
        own = check_base(f"{request.scope.get('scheme', 'http')}://{host}{request.scope.get('root_path', '')}", "host")
    except ExportError:
        own = LOCAL
    return read_base(own)


def check_limits(request: Request) -> None:
    """Refuse other methods than reading (405) and a query longer than any selection of ours (414)."""
    if request.method not in READING:
        allow = {"Allow": ", ".join(READING)}
        raise ApiFault(405, f"{request.method}: this can only be read", headers=allow, accepted=READING)
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


def send_answer(request: Request, answer: Answer, download: bool, state: State) -> Response:
    """Return the response: 304 where the caller has the same, else the file with name, type and ETag.

    ``Dashboard-Stale: true`` says that the collection cannot be read and what was read before is served,
    ``Dashboard-Faults`` how many faults leave something out of it.
    """
    headers = {"ETag": answer.etag, "Cache-Control": CACHE_CONTROL, **write_open_headers()}
    headers |= {"Dashboard-Stale": "true"} if state.stale else {}
    headers |= {"Dashboard-Faults": str(len(state.faults))} if state.faults else {}
    if is_known(request.headers.get("if-none-match", ""), answer.etag):
        return Response(status_code=304, headers=headers)
    kind = "attachment" if download or answer.attachment else "inline"
    headers["Content-Disposition"] = f'{kind}; filename="{answer.file_name}"'
    return Response(answer.body, headers=headers | dict(answer.headers), media_type=answer.media_type)


def is_known(condition: str, etag: str) -> bool:
    """Tell whether an If-None-Match names *etag*, compared weakly (RFC 9110, 13.1.2)."""
    tags = {tag.strip().removeprefix("W/") for tag in condition.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags
