"""The ASGI app: Streamlit's pages and the project's own routes on one port. Run it by ``streamlit run``."""

import sys
from pathlib import Path

# `streamlit run` puts this folder on the path; the package is its parent's.
_HERE = Path(__file__).resolve().parent
sys.path[:] = [
    str(_HERE.parent),
    *(entry for entry in sys.path if Path(entry or ".").resolve() not in (_HERE, _HERE.parent)),
]

import streamlit as st  # noqa: E402

from dashboard.api import MIDDLEWARE, ROUTES, keep_warm  # noqa: E402
from dashboard.api.doors import read_frame_ancestors  # noqa: E402
from dashboard.export.about import ExportError, read_base  # noqa: E402
from dashboard.views.frame import tell_error  # noqa: E402
from dashboard.views.overview import prepare  # noqa: E402

try:
    _ = read_base(), read_frame_ancestors()
except (ExportError, ValueError) as error:
    sys.exit(str(error))  # a wrong setting would else be a fault at every call
app = st.App(
    _HERE / "page.py",
    routes=ROUTES,
    middleware=MIDDLEWARE,
    lifespan=lambda app: keep_warm(app, prepare),
    on_script_error=tell_error,
)
