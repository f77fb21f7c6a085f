"""What files of the first version may hold and no record may: set aside while they are read, and told.

What stands as written is printed within quotation marks; "no day given" or a remark in brackets may not be. Our own
words move to where ours stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dashboard.collection.faults import show
from dashboard.records.model import NO_ROOM, QUALIFIERS

_BASIS = {"place_as_written": "place_basis", "date_as_written": "date_basis", "speaker_as_written": None}
_OUR_WORDS = (
    r"(?i:\b(?:no (?:place|day|date|hour|time|name)\b|none (?:in|given)|not (?:stated|given|named|said)\b"
    r"|nobody credited|present tense|the sentence\b|in the sentence|the copy (?:breaks|ends)|our reading|inferred))"
)
_OURS = re.compile(_OUR_WORDS)
# In brackets the source may have a name or a date itself ("September 22"), but no remark.
_REMARK = re.compile(rf"\s*[(\[]((?=[a-z\d]|[^)\]]*{_OUR_WORDS})[^)\]]*)[)\]]?\s*")
_UNNAMED = re.compile(r",\s*(?:unnamed|not named)$", re.IGNORECASE)


def set_aside(entry: dict[str, Any], publisher: str = "") -> Iterator[tuple[str, str]]:
    """Take out of *entry* what may not stand there; yield (key, fault) for each.

    These are our own words in ``*_as_written``, the *publisher* as its own carrier, and the ends of a range that the
    qualifier leaves no room for.
    """
    for key, basis in _BASIS.items():
        text = entry.get(key)
        kept, remark = _mend(text) if isinstance(text, str) else (text, "")
        if kept != text:
            del entry[key]
            entry |= {key: kept} if kept else {}
            if basis is not None:
                entry[basis] = _add_sentence(entry.get(basis), remark)
            found = f"{show(text)} holds our own words, expected the source's, which may be absent"
            yield key, f"{found}: ours stand in {basis or 'none where the source credits nobody'}"
    via, qualifier = entry.get("via"), entry.get("qualifier", "exact")
    if isinstance(via, str) and via.strip().casefold() == publisher.strip().casefold():
        del entry["via"]
        found = f"{show(via)} is the publisher itself"
        yield "via", f"{found}, expected the agency that carried it to the publisher, or none"
    if qualifier in QUALIFIERS and qualifier != "range":
        for key in [key for key in ("value_low", "value_high", "value_best") if key in entry]:
            yield key, f"{show(entry.pop(key))} with qualifier {show(qualifier)}, {NO_ROOM}"


def _add_sentence(before: Any, remark: str) -> str:
    sentence = f"{remark[:1].upper()}{remark[1:]}".rstrip(".") + "."
    if not isinstance(before, str) or not before:
        return sentence
    return before if remark.lower() in before.lower() else f"{before.rstrip('.')}. {sentence}"


def _mend(text: str) -> tuple[str | None, str]:
    """Return what of *text* is the source's own, and the remark of ours."""
    remarks = _REMARK.findall(text)
    plain = _UNNAMED.sub("", " ".join(_REMARK.sub(" ", text).split())) if remarks else _UNNAMED.sub("", text)
    if any(_OURS.search(remark) and "tense" not in remark for remark in remarks):
        return None, f"{plain}: {', '.join(remarks)}" if plain else ", ".join(remarks)
    return (None if not plain or _OURS.search(plain) else plain), ", ".join(remarks) or text
