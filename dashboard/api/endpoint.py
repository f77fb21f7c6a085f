"""An address of the API: its answers are made in threads and kept within a bound, its faults told as JSON."""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dashboard.api.call import MAX_QUERY, Call
from dashboard.api.faults import ApiFault, answer_fault, come_again, explain
from dashboard.api.headers import write_open_headers
from dashboard.collection.faults import name_nearest, show
from dashboard.collection.live import Shelf, open_collection
from dashboard.export.about import LOCAL, ExportError, check_base, read_base

# A browser asks again after a minute, and then learns from the ETag that nothing changed.
CACHE_CONTROL = "public, max-age=60"
READING = ["GET", "HEAD", "OPTIONS"]
KEPT_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """A file to send."""

    body: bytes = field(repr=False)
    media_type: str
    file_name: str
    attachment: bool = False
    headers: tuple[tuple[str, str], ...] = ()


class Workshop:
    """Makes answers in a few threads of its own; a bounded number of calls waits."""

    def __init__(self, name: str, threads: int, most_waiting: int, shelf: Shelf) -> None:
        self.most_waiting = most_waiting
        self._shelf = shelf
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._waiting = 0  # only ever touched by the event loop

    async def get(self, version: object, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer of *key*, made by *make* where it is not kept.

        Raises what *make* raises, and :class:`ApiFault` (503) where too many others wait.
        """
        kept: Answer | None = self._shelf.get(version, key)
        if kept is not None:
            return kept
        if self._waiting >= self.most_waiting:
            raise come_again("many others wait for an answer just now; try again in a few seconds")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._make, version, key, make)
        finally:
            self._waiting -= 1

    def _make(self, version: object, key: Hashable, make: Callable[[], Answer]) -> Answer:
        # One who stood in front may have asked for the same.
        answer: Answer = self._shelf.get(version, key) or make()
        self._shelf.put(version, key, answer)
        return answer


SHELF = Shelf(KEPT_BYTES, size_of=lambda answer: len(answer.body))
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
        try:
            response = await self._respond(request)
        except Exception as error:
            response = answer_fault(explain(error), to_reader="text/html" in request.headers.get("accept", ""))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=write_open_headers() | {"Allow": ", ".join(READING)})
        if request.method not in READING:
            allow = {"Allow": ", ".join(READING)}
            raise ApiFault(405, f"{request.method}: this can only be read", headers=allow, accepted=READING)
        # The first call after a change reads the collection anew, which is no work for the event loop.
        call = await asyncio.to_thread(self._read_call, request)
        path, state = request.scope["path"], call.state
        headers = {"ETag": call.tag(path), "Cache-Control": CACHE_CONTROL, **write_open_headers()}
        # What was read before is served, or faults leave something out of it.
        headers |= {"Dashboard-Stale": "true"} if state.stale else {}
        headers |= {"Dashboard-Faults": str(len(state.faults))} if state.faults else {}
        known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
        if headers["ETag"].removeprefix("W/") in known:
            return Response(status_code=304, headers=headers)
        answer = await self.workshop.get(state.version, (path, call.key), partial(self.handle, call))
        saved = answer.attachment or call.option("download") == "1"
        headers["Content-Disposition"] = f'{"attachment" if saved else "inline"}; filename="{answer.file_name}"'
        return Response(answer.body, headers=headers | dict(answer.headers), media_type=answer.media_type)

    def _read_call(self, request: Request) -> Call:
        """Read what is asked; raises :class:`ApiFault` where it makes no sense.

        Bytes that are no UTF-8 become a sign that no value has. A mistyped name would quietly give everything.
        """
        query = request.scope["query_string"]
        if len(query) > MAX_QUERY:
            raise ApiFault(414, f"the query has {len(query)} characters, expected at most {MAX_QUERY}")
        parameters = parse_qs(query.decode("utf-8", "replace"), keep_blank_values=True)
        for name in parameters:
            if name not in self.names:
                expected = f"one of {', '.join(self.names)}" if self.names else "none"
                hint = name_nearest(name, self.names)
                words = f"{show(name, quoted=False)}: no such parameter, expected {expected}{hint}"
                raise ApiFault(400, words, accepted_parameters=list(self.names))
        call = Call(open_collection().current(), dict(request.path_params), parameters, _find_base(request))
        _ = call.key, call.option("download")
        return call


def _find_base(request: Request) -> str:
    """Return the dashboard's own address: that of the setting, else the one by which the caller found it."""
    host = request.headers.get("host", "")
    try:
        own = check_base(f"{request.scope.get('scheme', 'http')}://{host}{request.scope.get('root_path', '')}", "host")
    except ExportError:
        own = LOCAL
    return read_base(own)
