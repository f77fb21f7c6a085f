"""What can be wrong with a call, as an HTTP status and words that name it and what is accepted instead."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

from dashboard.api.headers import write_open_headers
from dashboard.collection.faults import find_nearest

RETRY_SECONDS = 5
# Longer lists are cut, and say where the whole one is.
MOST_KNOWN = 100


class ApiFault(Exception):
    """A call that cannot be answered; *details* stand beside the words in the answer's JSON."""

    def __init__(self, status: int, error: str, *, headers: dict[str, str] | None = None, **details: Any) -> None:
        super().__init__(error)
        self.status = status
        self.headers = headers or {}
        self.details = details


def not_found(what: str, name: str, known: list[str], where: str) -> ApiFault:
    """Return the fault of an unknown name, with the known ones, or as many of them as a reader can use."""
    few = known[:MOST_KNOWN]
    more: dict[str, Any] = {"known_in_all": len(known), "all_known": where} if len(known) > len(few) else {}
    near = find_nearest(name, tuple(known[:5_000]))
    hint = f" (nearest: {near})" if near else ""
    return ApiFault(404, f"there is no {what} {shorten(name)!r}{hint}", known=few, **more)


def come_again(error: str, seconds: int = RETRY_SECONDS) -> ApiFault:
    """Return the fault of a call that works a little later."""
    return ApiFault(503, error, headers={"Retry-After": str(seconds)})


def shorten(text: str, limit: int = 80) -> str:
    """Return *text*, cut where somebody sent a long one."""
    return text if len(text) <= limit else f"{text[:limit]}…"


def answer_fault(fault: ApiFault, to_reader: bool = False) -> Response:
    """Return the fault as JSON, or as plain text *to_reader*, who followed a link; never as HTML. No cache keeps it."""
    headers = {**write_open_headers(), "Cache-Control": "no-store", **fault.headers}
    if to_reader:
        return Response(write_text(fault), fault.status, headers, media_type="text/plain")
    content = {"status": fault.status, "error": str(fault), **fault.details}
    return Response(write_json(content), fault.status, headers, media_type="application/json")


def write_text(fault: ApiFault) -> bytes:
    """Write the fault as a reader reads it, with the way back."""
    details = [f"{name.replace('_', ' ')}: {_in_words(value)}" for name, value in fault.details.items()]
    lines = [f"{str(fault)[:1].upper()}{str(fault)[1:]}.", *details, "Your browser's Back button leads to the page."]
    return "\n\n".join(lines).encode("utf-8", "replace")


def _in_words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def write_json(content: Any) -> bytes:
    """Write JSON in which no HTML can begin, whatever a browser takes it for."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    # A lone surrogate from a mangled address has no UTF-8.
    return (text + "\n").encode("utf-8", "replace")
