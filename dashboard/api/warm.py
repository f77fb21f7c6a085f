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

from dashboard.api.calls import SHELF
from dashboard.collection import Collection
from dashboard.collection.live import LOOK_SECONDS, open_collection
from dashboard.compare import of as compare_in
from dashboard.render.browser import BROWSER

Prepare = Callable[[Collection], None]


@asynccontextmanager
async def keep_warm(app: Any, prepare: Prepare | None = None) -> AsyncIterator[dict[str, Any]]:
    """Read the collection and load the heavy modules before the first call; close the picture browser at the end.
    *prepare* makes what the first reader of each version of the collection would else wait for."""
    end_browser_at_a_signal()
    following = asyncio.create_task(follow(await asyncio.to_thread(settle, None, prepare), prepare))
    try:
        yield {}
    finally:
        following.cancel()
        await asyncio.to_thread(BROWSER.close)


def end_browser_at_a_signal() -> None:
    """End the picture browser as soon as the server is told to end: it waits for its answers, a hung picture too."""

    def end(then: Any, *signalled: Any) -> None:
        threading.Thread(target=BROWSER.close).start()
        if callable(then):
            then(*signalled)

    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(ValueError):  # no signal reaches a server that is not in the main thread
            signal.signal(number, partial(end, signal.getsignal(number)))


def settle(version: str | None, prepare: Prepare | None = None) -> str | None:
    """Make ready what nearly every view of the collection needs, where it is not of this *version*; return its version.
    What was made from another is dropped, and what stays is taken out of the garbage collector's sight: Streamlit
    collects after every run of a page, and to look through a large collection would cost more than the run itself."""
    try:
        state = open_collection().current()
        if state.version != version:
            version = state.version
            SHELF.follow(version)
            if state.collection is not None and state.collection.figures:
                comparison = compare_in(state.collection)
                _ = state.collection.tables, [comparison.standing(figure) for figure in state.collection.figures]
                if prepare is not None:
                    prepare(state.collection)
            gc.unfreeze()
            gc.collect()
            gc.freeze()
    except Exception:
        logging.getLogger(__name__).exception("the collection could not be made ready")
    return version


async def follow(version: str | None, prepare: Prepare | None = None, seconds: float = LOOK_SECONDS) -> None:
    """Look for a new version of the collection, so that no reader waits for it to be read, and make it ready."""
    while True:
        await asyncio.sleep(seconds)
        version = await asyncio.to_thread(settle, version, prepare)
