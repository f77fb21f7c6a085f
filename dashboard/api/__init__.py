"""The same tables, pictures and briefings by URL; who may come in; and what is kept warm while the app runs."""

from starlette.middleware import Middleware

from dashboard.api.doors import CompressedScripts, Doorkeeper, SecurityHeaders, UploadLimit
from dashboard.api.routes import ROUTES
from dashboard.api.warm import keep_warm

# From the outside in: every answer carries the headers, a refusal too.
MIDDLEWARE = [Middleware(layer) for layer in (SecurityHeaders, Doorkeeper, UploadLimit, CompressedScripts)]

__all__ = ["MIDDLEWARE", "ROUTES", "keep_warm"]
