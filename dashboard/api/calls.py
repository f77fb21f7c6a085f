"""One call of the API: what it asks for, its answer made in a thread and kept, or why there is none, as JSON."""

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Callable, Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import Any, cast
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dashboard.api.doors import write_open_headers
from dashboard.collection.collection import Collection
from dashboard.collection.faults import name_nearest, show
from dashboard.collection.live import Shelf, State, open_collection
from dashboard.collection.selection import PARAMETERS, TOPIC_PARAMETERS, Selection, list_choices, read_selection
from dashboard.compare import Topic, find_topic
from dashboard.compare import of as compare_in
from dashboard.exhibits import QUESTIONS, NothingToShow, UnknownExhibit
from dashboard.exhibits.exhibit import LOOKS, Theme
from dashboard.export.about import LOCAL, ExportError, Order, describe, name_host, read_base
from dashboard.export.tables import write_json
from dashboard.render.browser import DoesNotFitError, NoBrowserError, RenderError
from dashboard.render.html import PRESETS

# Browsers and proxies cut addresses from 8 kB on; a selection of every value of a collection stays far below.
MAX_QUERY = 16_384
MOST_FAULTS = 20
READING = ["GET", "HEAD", "OPTIONS"]
_COME_AGAIN = {"Retry-After": "5"}
# An update of the program comes with a new run, and changes every ETag.
RUN = secrets.token_hex(8)
SHELF = Shelf(64 * 1024 * 1024, size_of=lambda answer: len(answer.body))

# What a parameter beside the selection may be; the first is taken where none is given.
OPTIONS: dict[str, tuple[str, ...]] = {"preset": tuple(PRESETS), "theme": tuple(LOOKS), "download": ("0", "1")}
SELECTION_NAMES = (*PARAMETERS.values(), *TOPIC_PARAMETERS)
DATA_NAMES = (*SELECTION_NAMES, "download")
# What is asked for in a parameter of a selection that takes no value of a list.
PLAIN = {"text": "any words", "start": "a day: 2016-09-23", "end": "a day", "figure": "an id; chooses nothing"}


class ApiFault(Exception):
    """A call that cannot be answered; *details* stand beside the words in the answer's JSON."""

    def __init__(self, status: int, error: str, headers: Mapping[str, str] | None = None, **details: Any) -> None:
        super().__init__(error)
        self.status, self.headers, self.details = status, headers or {}, details


@dataclass(frozen=True, eq=False)
class Call:
    """A call: the collection as it was when it came, the parts of the path, the parameters, the dashboard's address."""

    state: State
    path: Mapping[str, str]
    parameters: Mapping[str, Sequence[str]]
    base: str

    @cached_property
    def whole(self) -> Collection:
        """The whole collection; raises :class:`ApiFault` (503) where there is none."""
        if self.state.collection is None:
            raise ApiFault(503, f"the collection could not be read: {self.state.error or 'there is none yet'}")
        return self.state.collection

    @cached_property
    def selection(self) -> Selection:
        """The selection; raises :class:`ApiFault` (400) naming each value that makes no sense and what is accepted."""
        asked = {name: values for name, values in self.parameters.items() if name in SELECTION_NAMES}
        selection, problems = read_selection(asked, self.whole)
        if problems:
            wrong = {problem.split(":")[0] for problem in problems}
            listed = {p: name for name, p in PARAMETERS.items() if name not in PLAIN}
            accepted = {name: list(list_choices(self.whole, listed[name])) for name in sorted(wrong & listed.keys())}
            raise ApiFault(400, "; ".join(problems), accepted=accepted)
        return selection

    @property
    def topic(self) -> Topic | None:
        """The topic that is open, None where the call names none."""
        return find_topic(self.whole, self.selection.topic)

    @cached_property
    def order(self) -> Order:
        """What the selection leaves of the collection, in the look that is asked for."""
        standing = compare_in(self.whole).standing
        chosen = self.selection.choose(self.whole, lambda figure: standing(figure).kind)
        about = describe(self.selection, self.whole, datetime.now(UTC), self.base)
        stale = {"stale": self.state.error or "the collection has a fault"} if self.state.stale else {}
        faults = [str(fault) for fault in self.state.faults[:MOST_FAULTS]]
        about = replace(about, signs={**stale, **({"faults": faults} if faults else {})})
        return Order(chosen, about, preset=self.option("preset"), theme=cast(Theme, self.option("theme")))

    @property
    def slides(self) -> list[str]:
        """The exhibits of a briefing in their order, as its page writes them."""
        return [name for text in self.parameters.get("slides", ()) for name in text.split(",") if name.strip()]

    @cached_property
    def key(self) -> Hashable:
        """What the answer depends on beside the collection's version, in one form however it was written."""
        return self.selection.write_query(), self.option("preset"), self.option("theme"), tuple(self.slides), self.base

    def option(self, name: str) -> str:
        """Return the last value of one of ``OPTIONS``, the first accepted where none is given; raises (400)."""
        accepted = OPTIONS[name]
        given = ([value for value in self.parameters.get(name, ()) if value.strip()] or [accepted[0]])[-1]
        if given not in accepted:
            words = f"{name}: {show(given)}, expected one of {', '.join(accepted)}{name_nearest(given, accepted)}"
            raise ApiFault(400, words, accepted={name: list(accepted)})
        return given


@dataclass(frozen=True)
class Answer:
    """A file to send."""

    body: bytes = field(repr=False)
    media_type: str
    file_name: str
    attachment: bool = False


class Workshop:
    """Makes answers in a few threads of its own; a bounded number of calls is in it."""

    def __init__(self, threads: int, most_waiting: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="api")
        self._room = most_waiting  # only ever touched by the event loop

    async def get(self, version: object, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer of *key*, kept or made by *make*; raises what that raises, or 503 where too many wait."""

        def get_or_make() -> Answer:
            # One who stood in front may have asked for the same.
            answer: Answer = SHELF.get(version, key) or make()
            SHELF.put(version, key, answer)
            return answer

        kept: Answer | None = SHELF.get(version, key)
        if kept is not None:
            return kept
        if not self._room:
            words = "many others wait for an answer just now; try again in a few seconds"
            raise ApiFault(503, words, _COME_AGAIN)
        self._room -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, get_or_make)
        finally:
            self._room += 1


DATA = Workshop(threads=2, most_waiting=64)
# One browser draws; a second thread prepares what it draws next.
PICTURES = Workshop(threads=2, most_waiting=32)
# A briefing takes as long as a dozen pictures; one at a time leaves room for those between.
BRIEFINGS = Workshop(threads=1, most_waiting=8)


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
            response = answer_fault(error, to_reader="text/html" in request.headers.get("accept", ""))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        headers = write_open_headers()
        allow = {"Allow": ", ".join(READING)}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers | allow)
        if request.method not in READING:
            raise ApiFault(405, f"{request.method}: this can only be read", allow, accepted=READING)
        # The first call after a change reads the collection anew, which is no work for the event loop.
        call = await asyncio.to_thread(read_call, request, self.names)
        path, state = request.scope["path"], call.state
        # Of the run, the version and what is asked, not of the answer, which holds its time; weak, for the same
        # answer may go out compressed. A browser asks again after a minute, and then learns that nothing changed.
        asked = f"{RUN} {state.version} {path} {call.key!r}".encode("utf-8", "replace")
        tag = f'"{hashlib.sha256(asked).hexdigest()[:32]}"'
        headers |= {"ETag": f"W/{tag}", "Cache-Control": "public, max-age=60"}
        # What was read before is served, or faults leave something out of it.
        headers |= {"Dashboard-Stale": "true"} if state.stale else {}
        headers |= {"Dashboard-Faults": str(len(state.faults))} if state.faults else {}
        known = request.headers.get("if-none-match", "").split(",")
        if {tag, "*"} & {one.strip().removeprefix("W/") for one in known}:
            return Response(status_code=304, headers=headers)
        answer = await self.workshop.get(state.version, (path, call.key), partial(self.handle, call))
        saved = answer.attachment or call.option("download") == "1"
        headers["Content-Disposition"] = f'{"attachment" if saved else "inline"}; filename="{answer.file_name}"'
        return Response(answer.body, headers=headers, media_type=answer.media_type)


def read_call(request: Request, names: Sequence[str]) -> Call:
    """Read what is asked by parameters of these *names*; raises :class:`ApiFault` where it makes no sense.
    Bytes that are no UTF-8 become a sign that no value has. A mistyped name would quietly give everything."""
    query = request.scope["query_string"]
    if len(query) > MAX_QUERY:
        raise ApiFault(414, f"the query has {len(query)} characters, expected at most {MAX_QUERY}")
    parameters = parse_qs(query.decode("utf-8", "replace"), keep_blank_values=True)
    for name in parameters:
        if name not in names:
            expected = f"one of {', '.join(names)}{name_nearest(name, names)}" if names else "none"
            words = f"{show(name, quoted=not name)}: no such parameter, expected {expected}"
            raise ApiFault(400, words, accepted_parameters=list(names))
    # The address of the setting, else that by which the caller found the dashboard.
    found = f"{request.scope['scheme']}://{request.headers.get('host', '')}{request.scope.get('root_path', '')}"
    base = read_base(found if name_host(found) else LOCAL)
    call = Call(open_collection().current(), dict(request.path_params), parameters, base)
    _ = call.key, call.option("download")
    return call


def answer_fault(error: Exception, to_reader: bool = False) -> Response:
    """Return what a caller is told of an error: JSON, or plain text *to_reader*, who followed a link; never HTML."""
    fault = error if isinstance(error, ApiFault) else _explain(error)
    headers, said = {**write_open_headers(), "Cache-Control": "no-store", **fault.headers}, str(fault)
    if to_reader:
        words = f"{said[:1].upper()}{said[1:]}.\n\nYour browser's Back button leads to the page."
        return Response(words.encode("utf-8", "replace"), fault.status, headers, media_type="text/plain")
    # No HTML can begin in it, whatever a browser takes it for.
    body = write_json({"status": fault.status, "error": said, **fault.details}).replace(b"<", rb"\u003c")
    return Response(body, fault.status, headers, media_type="application/json")


def _explain(error: Exception) -> ApiFault:
    if isinstance(error, UnknownExhibit):
        return ApiFault(404, str(error), known=[question.id for question in QUESTIONS])
    if isinstance(error, NothingToShow):
        return ApiFault(422, f"{str(error).rstrip('.')}. Choose other reports or loosen the selection")
    if isinstance(error, DoesNotFitError | ExportError):
        return ApiFault(422, str(error))
    if isinstance(error, RenderError):
        return ApiFault(503, str(error), {} if isinstance(error, NoBrowserError) else _COME_AGAIN)
    logging.getLogger(__name__).error("a fault of the program", exc_info=error)
    return ApiFault(500, "a fault of the program; it stands in the server's log")
