"""What is made ready before the first reader comes, and put away after the last."""

from __future__ import annotations

import asyncio
import gc
import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from dashboard.live import State, open_collection
from dashboard.views import PAGES

# What the first page would else wait for, and the garbage collector would then look through after every run.
_HEAVY = ("plotly.graph_objects", "plotly.io", "pydeck", "orjson", "dashboard.charts", "dashboard.export.png")
_VIEWS = ("figure", *(view.path for view in PAGES))


@asynccontextmanager
async def keep_warm(app: Any) -> AsyncIterator[dict[str, Any]]:
    """Read the collection and load the heavy modules before the first call; close the picture browser at the end."""
    await asyncio.to_thread(warm_up)
    try:
        yield {}
    finally:
        from dashboard.export.browser import BROWSER

        await asyncio.to_thread(BROWSER.close)


def warm_up() -> State:
    """Load all that stays for good, then take it out of the garbage collector's sight.

    Streamlit collects garbage after every run of a page; with pandas and plotly loaded, looking through their
    objects costs more than the run itself.
    """
    for name in (*_HEAVY, *(f"dashboard.views.{view}" for view in _VIEWS)):
        importlib.import_module(name)
    state = open_collection().current()
    if state.tables is not None and len(state.tables.sources):
        # Kept with the tables, and wanted by nearly every view.
        _ = state.tables.described, state.tables.view_hash
    gc.collect()
    gc.freeze()
    return state
