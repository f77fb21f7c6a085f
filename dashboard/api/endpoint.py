"""An address of the API: its answers are made in threads, each once, kept within a bound, its faults told as JSON."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass, field, replace

from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dashboard.api.call import MAX_QUERY, Call, check_names, read_option, read_parameters
from dashboard.api.faults import ApiFault, answer_fault, as_faults, come_again
from dashboard.api.headers import write_open_headers
from dashboard.collection.live import State, open_collection
from dashboard.export.about import LOCAL, ExportError, check_base, read_base

READING = ["GET", "HEAD", "OPTIONS"]
# A browser asks again after a minute, and then learns from the ETag that nothing changed.
CACHE_CONTROL = "public, max-age=60"
KEPT_BYTES = 64 * 1024 * 1024
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """A file to send. ``identity`` is what its ETag is made from: the file itself holds the time it was made."""

    body: bytes = field(repr=False)
    media_type: str
    file_name: str
    attachment: bool = False
    identity: bytes = field(default=b"", repr=False)
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def etag(self) -> str:
        """The tag; a weak one, for the server may send the same answer compressed."""
        return f'W/"{hashlib.sha256(self.identity).hexdigest()[:32]}"'


class Shelf:
    """Answers of one version of the collection, the least recently used going first; a new version empties it.

    Keys count towards the bound: an address may be long. That a picture cannot be drawn is kept as well.
    """

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self._kept: LRUCache[Hashable, tuple[Answer | ApiFault, int]] = LRUCache(limit, getsizeof=lambda kept: kept[1])
        self._version: object = None
        self._lock = threading.RLock()

    def get(self, version: object, key: Hashable) -> Answer | ApiFault | None:
        """Return what is kept for this version, or None."""
        with self._lock:
            self.follow(version)
            return self._kept.get(key, (None, 0))[0]

    def put(self, version: object, key: Hashable, answer: Answer | ApiFault) -> None:
        """Keep an answer, unless it alone would fill half the shelf."""
        size = 1024 + 4 * len(repr(key)) + (len(answer.body) if isinstance(answer, Answer) else 0)
        with self._lock:
            self.follow(version)
            if size <= self._kept.maxsize // 2:
                self._kept[key] = (answer, size)

    def follow(self, version: object) -> None:
        """Drop what was made of another version, at once."""
        with self._lock:
            if version != self._version:
                self._kept.clear()
                self._version = version

    @property
    def size(self) -> int:
        """Bytes kept, keys included."""
        return int(self._kept.currsize)


class Workshop:
    """Makes answers in a few threads of its own: the same one once, however many ask; a bounded number waits."""

    def __init__(self, name: str, threads: int, most_waiting: int, shelf: Shelf) -> None:
        self.most_waiting = most_waiting
        self._shelf = shelf
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        # Only ever touched by the event loop.
        self._pending: dict[Hashable, asyncio.Future[Answer]] = {}

    async def get(self, version: object, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer of *key*, made by *make* where it is not kept.

        Raises what *make* raises, and :class:`ApiFault` (503) where too many others wait.
        """
        kept = self._shelf.get(version, key)
        if isinstance(kept, ApiFault):
            raise copy(kept)
        if kept is not None:
            return kept
        turn = (version, key)
        if turn not in self._pending:
            if len(self._pending) >= self.most_waiting:
                raise come_again("many others wait for an answer just now; try again in a few seconds")
            task = self._pending[turn] = asyncio.ensure_future(self._make(version, key, make))
            task.add_done_callback(lambda _: self._pending.pop(turn, None))
        # One who goes away must not take the answer from the others.
        return await asyncio.shield(self._pending[turn])

    async def _make(self, version: object, key: Hashable, make: Callable[[], Answer]) -> Answer:
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._threads, make)
        except ApiFault as fault:
            if fault.status == 422:
                # A copy: the fault itself holds on to what it was raised from.
                self._shelf.put(version, key, copy(fault))
            raise
        self._shelf.put(version, key, answer)
        return answer


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
            own = ApiFault(500, "a fault of the program; it stands in the server's log")
            response = answer_fault(own, to_reader)
        if request.method == "HEAD":
            response.body = b""
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return _answer_preflight()
        _check_limits(request)
        parameters = read_parameters(request.scope["query_string"])
        check_names(parameters, self.names)
        download = "download" in self.names and read_option(parameters, "download") == "1"
        path, base = request.scope["path"], _find_base(request)
        # The first call after a change reads the collection anew, which is no work for the event loop.
        call = await asyncio.to_thread(_open_call, dict(request.path_params), parameters, base)

        def make() -> Answer:
            with as_faults():
                return replace(self.handle(call), identity=call.identify(path))

        answer = await self.workshop.get(call.state.version, (path, call.key), make)
        return _send_answer(request, answer, download, call.state)


def _open_call(path: dict[str, str], parameters: dict[str, list[str]], base: str) -> Call:
    call = Call(open_collection().current(), path, parameters, base)
    _ = call.key  # where the call makes no sense, this raises
    return call


def _find_base(request: Request) -> str:
    """Return the dashboard's own address: that of the setting, else the one by which the caller found it."""
    host = request.headers.get("host", "")
    try:
        own = check_base(f"{request.scope.get('scheme', 'http')}://{host}{request.scope.get('root_path', '')}", "host")
    except ExportError:
        own = LOCAL
    return read_base(own)


def _check_limits(request: Request) -> None:
    if request.method not in READING:
        allow = {"Allow": ", ".join(READING)}
        raise ApiFault(405, f"{request.method}: this can only be read", headers=allow, accepted=READING)
    length = len(request.scope["query_string"])
    if length > MAX_QUERY:
        raise ApiFault(414, f"the query has {length} characters, expected at most {MAX_QUERY}")


def _answer_preflight() -> Response:
    headers = write_open_headers() | {"Allow": ", ".join(READING)}
    if "Access-Control-Allow-Origin" in headers:
        headers |= {
            "Access-Control-Allow-Methods": ", ".join(READING),
            "Access-Control-Allow-Headers": "If-None-Match",
            "Access-Control-Max-Age": "86400",
        }
    return Response(status_code=204, headers=headers)


def _send_answer(request: Request, answer: Answer, download: bool, state: State) -> Response:
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


KEPT_BYTES = 64 * 1024 * 1024
