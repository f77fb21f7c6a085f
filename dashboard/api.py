"""The same tables and pictures by URL."""

from contextlib import asynccontextmanager

ROUTES = []
MIDDLEWARE = []


@asynccontextmanager
async def keep_warm(app):
    yield {}
