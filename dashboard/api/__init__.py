"""The same tables, pictures and briefings by URL; who may come in; and what is kept warm while the app runs."""

from starlette.middleware import Middleware

from dashboard.api.doors import Doorkeeper, UploadLimit
from dashboard.api.headers import CompressedScripts, SecurityHeaders
from dashboard.api.routes import make_routes
from dashboard.api.warm import keep_warm

ROUTES = make_routes()
# From the outside in: every answer carries the headers, a refusal too.
MIDDLEWARE = [
    Middleware(SecurityHeaders),
    Middleware(Doorkeeper),
    Middleware(UploadLimit),
    Middleware(CompressedScripts),
]

__all__ = ["MIDDLEWARE", "ROUTES", "keep_warm"]
