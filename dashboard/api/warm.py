"""What is made ready before the first reader comes, kept ready while seeds change, and put away after the last."""

import asyncio
import contextlib
import gc
import logging
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

# What the first page would else wait for, and the garbage collector would then look through after every run.
import orjson  # noqa: F401
import plotly.io  # noqa: F401
import pydeck  # noqa: F401

from dashboard.api.endpoint import SHELF
from dashboard.collection import Collection
from dashboard.collection.live import LOOK_SECONDS, State, open_collection
from dashboard.compare import of as compare_in
from dashboard.render.browser import BROWSER

Prepare = Callable[[Collection], None]
_LOG = logging.getLogger(__name__)


@asynccontextmanager
async def keep_warm(app: Any, prepare: Prepare | None = None) -> AsyncIterator[dict[str, Any]]:
    """Read the collection and load the heavy modules before the first call; close the picture browser at the end.

    *prepare* makes what the first reader of each version of the collection would else wait for.
    """
    _end_browser_at_a_signal()
    state = await asyncio.to_thread(warm_up, prepare)
    following = asyncio.create_task(follow(state, prepare=prepare))
    try:
        yield {}
    finally:
        following.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await following
        await asyncio.to_thread(BROWSER.close)


def _end_browser_at_a_signal() -> None:
    """End the picture browser as soon as the server is told to end: it waits for its answers, a hung picture too."""

    def end(then: Any, *signalled: Any) -> None:
        threading.Thread(target=BROWSER.close).start()
        if callable(then):
            then(*signalled)

    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(ValueError):  # no signal reaches a server that is not in the main thread
            signal.signal(number, partial(end, signal.getsignal(number)))


def warm_up(prepare: Prepare | None = None) -> State:
    """Load all that stays for good, then take it out of the garbage collector's sight."""
    state = open_collection().current()
    settle(state, prepare)
    return state


def settle(state: State, prepare: Prepare | None = None) -> None:
    """Make what nearly every view of a collection needs, drop what was made from the one before, and freeze the rest.

    Streamlit collects garbage after every run of a page; looking through the objects of pandas, plotly and a large
    collection would cost more than the run itself.
    """
    SHELF.follow(state.version)
    if state.collection is not None and state.collection.figures:
        comparison = compare_in(state.collection)
        _ = state.collection.tables, [comparison.standing(figure) for figure in state.collection.figures]
        try:
            if prepare is not None:
                prepare(state.collection)
        except Exception:
            _LOG.exception("the first page could not be made ready")
    gc.unfreeze()
    gc.collect()
    gc.freeze()


async def follow(state: State, seconds: float = LOOK_SECONDS, prepare: Prepare | None = None) -> None:
    """Look for a new version of the collection, so that no reader waits for it to be read, and settle it."""
    version = state.version
    while True:
        await asyncio.sleep(seconds)
        try:
            state = await asyncio.to_thread(open_collection().current)
            if state.version != version:
                version = state.version
                await asyncio.to_thread(settle, state, prepare)
        except Exception:
            _LOG.exception("the new version of the collection could not be made ready")
