"""What can be wrong with a call, as an HTTP status and words that name it and what is accepted instead."""

import json
import logging
from typing import Any

from starlette.responses import Response

from dashboard.api.headers import write_open_headers
from dashboard.collection.faults import name_nearest, show
from dashboard.exhibits import QUESTIONS, NothingToShow, UnknownExhibit
from dashboard.export.about import ExportError
from dashboard.render.faults import DoesNotFitError, NoBrowserError, RenderError

# Longer lists are cut, and say where the whole one is.
MOST_KNOWN = 100
_LOG = logging.getLogger(__name__)


class ApiFault(Exception):
    """A call that cannot be answered; *details* stand beside the words in the answer's JSON."""

    def __init__(self, status: int, error: str, *, headers: dict[str, str] | None = None, **details: Any) -> None:
        super().__init__(error)
        self.status, self.error = status, error
        self.headers, self.details = headers or {}, details


def not_found(what: str, name: str, known: list[str], where: str) -> ApiFault:
    """Return the fault of an unknown name, with the known ones, or as many of them as a reader can use."""
    more: dict[str, Any] = {"known_in_all": len(known), "all_known": where} if len(known) > MOST_KNOWN else {}
    words = f"there is no {what} {show(name)}{name_nearest(name, known)}"
    return ApiFault(404, words, known=known[:MOST_KNOWN], **more)


def come_again(error: str) -> ApiFault:
    """Return the fault of a call that works a little later."""
    return ApiFault(503, error, headers={"Retry-After": "5"})


def explain(error: Exception) -> ApiFault:
    """Return what a caller is told of an error; one that nobody foresaw is logged, and its inside stays here."""
    if isinstance(error, ApiFault):
        return error
    if isinstance(error, UnknownExhibit):
        return ApiFault(404, str(error), known=[question.id for question in QUESTIONS])
    if isinstance(error, NothingToShow):
        return ApiFault(422, f"{str(error).rstrip('.')}. Choose other reports or loosen the selection")
    if isinstance(error, DoesNotFitError | ExportError):
        return ApiFault(422, str(error))
    if isinstance(error, NoBrowserError):
        return ApiFault(503, str(error))
    if isinstance(error, RenderError):
        return come_again(str(error))
    _LOG.error("a fault of the program", exc_info=error)
    return ApiFault(500, "a fault of the program; it stands in the server's log")


def answer_fault(fault: ApiFault, to_reader: bool = False) -> Response:
    """Return the fault as JSON, or as plain text *to_reader*, who followed a link; never as HTML. No cache keeps it."""
    headers = {**write_open_headers(), "Cache-Control": "no-store", **fault.headers}
    if to_reader:
        details = [f"{name.replace('_', ' ')}: {_in_words(value)}" for name, value in fault.details.items()]
        said = f"{fault.error[:1].upper()}{fault.error[1:]}."
        lines = [said, *details, "Your browser's Back button leads to the page."]
        return Response("\n\n".join(lines).encode("utf-8", "replace"), fault.status, headers, media_type="text/plain")
    content = {"status": fault.status, "error": fault.error, **fault.details}
    return Response(write_json(content), fault.status, headers, media_type="application/json")


def _in_words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def write_json(content: Any) -> bytes:
    """Write JSON in which no HTML can begin, whatever a browser takes it for."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    # A lone surrogate from a mangled address has no UTF-8.
    return (text + "\n").encode("utf-8", "replace")
