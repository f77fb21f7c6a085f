"""What can be wrong with a call, as an HTTP status and words that name it and what is accepted instead."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.responses import Response

from dashboard.api.headers import write_open_headers
from dashboard.collection.faults import find_nearest
from dashboard.exhibits import NothingToShow
from dashboard.export.about import ExportError
from dashboard.render.faults import BusyError, DoesNotFitError, NoBrowserError, PresetError, RenderError

# Longer lists are cut, and say where the whole one is.
MOST_KNOWN = 100


class ApiFault(Exception):
    """A call that cannot be answered; *details* stand beside the words in the answer's JSON."""

    def __init__(self, status: int, error: str, *, headers: dict[str, str] | None = None, **details: Any) -> None:
        super().__init__(status, error)
        self.status, self.error = status, error
        self.headers, self.details = headers or {}, details

    def __str__(self) -> str:
        return self.error


def not_found(what: str, name: str, known: list[str], where: str) -> ApiFault:
    """Return the fault of an unknown name, with the known ones, or as many of them as a reader can use."""
    more: dict[str, Any] = {"known_in_all": len(known), "all_known": where} if len(known) > MOST_KNOWN else {}
    words = f"there is no {what} {shorten(name)!r}{hint_at(name, known)}"
    return ApiFault(404, words, known=known[:MOST_KNOWN], **more)


def come_again(error: str, seconds: int = 5) -> ApiFault:
    """Return the fault of a call that works a little later."""
    return ApiFault(503, error, headers={"Retry-After": str(seconds)})


@contextmanager
def as_faults() -> Iterator[None]:
    """Turn what a writer or the browser raises into the fault that a caller understands."""
    try:
        yield
    except NothingToShow as error:
        words = f"{str(error).rstrip('.')}. Choose other reports or loosen the selection"
        raise ApiFault(422, words) from error
    except (DoesNotFitError, ExportError, PresetError) as error:
        raise ApiFault(422, str(error)) from error
    except NoBrowserError as error:
        raise ApiFault(503, str(error)) from error
    except RenderError as error:
        raise come_again(str(error), seconds=5 if isinstance(error, BusyError) else 10) from error


def shorten(text: str, limit: int = 80) -> str:
    """Return *text*, cut where somebody sent a long one."""
    return text if len(text) <= limit else f"{text[:limit]}…"


def hint_at(name: str, known: list[str] | tuple[str, ...]) -> str:
    """Return " (nearest: killed)", or nothing where no known name is close."""
    near = find_nearest(name, tuple(known))
    return f" (nearest: {near})" if near else ""


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
