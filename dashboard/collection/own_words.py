"""What files of the first version may hold and no record may: set aside while they are read, and told.

What stands as written is printed within quotation marks; "no day given" or a remark in brackets may not be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dashboard.collection.faults import show
from dashboard.records.model import NO_ROOM, QUALIFIERS

_BASIS = {"place_as_written": "place_basis", "date_as_written": "date_basis", "speaker_as_written": None}
# In brackets the source may have a name or a date itself ("September 22"), but no remark.
_OURS = re.compile(
    r"(?i:\b(?:no (?:place|day|date|hour|time|name)\b|none (?:in|given)|not (?:stated|given|named|said)\b|present tense"
    r"|nobody credited|the sentence\b|in the sentence|the copy (?:breaks|ends)|our reading|inferred)"
    r"|,\s*(?:unnamed|not named)$)|[(\[][a-z\d]"
)


def set_aside(entry: dict[str, Any], publisher: str = "") -> Iterator[tuple[str, str]]:
    """Take out of *entry* what may not stand there; yield (key, fault) for each.

    These are ``*_as_written`` with our own words in it, which become the basis where there is none, the *publisher* as
    its own carrier, and the ends of a range that the qualifier leaves no room for.
    """
    for key, basis in _BASIS.items():
        text = entry.get(key)
        if isinstance(text, str) and _OURS.search(text):
            del entry[key]
            if basis is not None:
                entry[basis] = entry.get(basis) or text
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
