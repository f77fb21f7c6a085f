"""What the first version let stand and may not: our own words as the source's, stray ends; set aside and told.

What stands as written is printed within quotation marks; "no day given" or a remark in brackets may not be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping
from functools import lru_cache
from typing import Any

from dashboard.collection.faults import show
from dashboard.records.model import NO_ROOM, QUALIFIERS

MEND = "`python -m dashboard.build --migrate` moves them"
_BASIS = {"place_as_written": "place_basis", "date_as_written": "date_basis", "speaker_as_written": None}
_REMARK = re.compile(r"\s*[(\[]([^)\]]*)[)\]]?\s*")
_ABBREVIATION = re.compile(r"\s*\(([A-Z][\w.&-]{1,11})\)")
_OURS = re.compile(
    r"\b(?:no (?:place|day|date|hour|time|name)\b|none (?:in|given)|not (?:stated|given|named|said)\b|nobody credited"
    r"|present tense|the sentence\b|in the sentence|the copy (?:breaks|ends)|our reading|inferred)",
    re.IGNORECASE,
)
_UNNAMED = re.compile(r",\s*(?:unnamed|not named)$", re.IGNORECASE)


def set_aside(entry: MutableMapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Take our own words out of *entry*'s ``*_as_written`` into its ``*_basis``; yield (key, fault) for each."""
    for key, basis in _BASIS.items():
        text = entry.get(key)
        if not isinstance(text, str):
            continue
        kept, remark = _mend(key, text)
        if (kept, remark) == (text, None):
            continue
        _replace(entry, key, kept)
        if basis is not None and remark is not None:
            _add_basis(entry, basis, remark)
        where = f"{basis}; {MEND}" if basis else f"none where the source credits nobody; {MEND}"
        yield (
            key,
            f"{show(text)} holds our own words, expected the source's, which may be absent: ours stand in {where}",
        )


def _replace(entry: MutableMapping[str, Any], key: str, kept: str | None) -> None:
    if kept is None:
        del entry[key]
    else:
        entry[key] = kept


def _add_basis(entry: MutableMapping[str, Any], basis: str, remark: str) -> None:
    sentence = f"{remark[:1].upper()}{remark[1:]}".rstrip(".") + "."
    before = entry.get(basis)
    if not isinstance(before, str) or not before:
        entry[basis] = sentence
    elif remark.lower() not in before.lower():
        entry[basis] = f"{before.rstrip('.')}. {sentence}"


@lru_cache(maxsize=10_000)
def _mend(key: str, text: str) -> tuple[str | None, str | None]:
    """Return what of *text* is the source's own, and the remark of ours; (text, None) where nothing is ours."""
    if key == "speaker_as_written":
        return _mend_speaker(text)
    remarks = [remark for remark in _REMARK.findall(text) if remark and not _is_name(remark)]
    plain = " ".join(_REMARK.sub(_keep_name, text).split())
    if not remarks and plain == text:
        return (None, text) if _OURS.search(text) else (text, None)
    silent = any(_OURS.search(remark) and "tense" not in remark for remark in remarks)
    kept = None if silent or not plain or _OURS.search(plain) else plain
    return kept, f"{plain}: {', '.join(remarks)}" if silent and plain else ", ".join(remarks) or None


def _is_name(remark: str) -> bool:
    """Whether what stands in brackets may be the source's own: a name or a date ("September 22"), no remark."""
    return not (remark[0].islower() or remark[0].isdigit()) and not _OURS.search(remark)


def _keep_name(found: re.Match[str]) -> str:
    return found.group() if found.group(1) and _is_name(found.group(1)) else " "


def _mend_speaker(text: str) -> tuple[str | None, str | None]:
    if re.search(r"nobody credited", text, re.IGNORECASE):
        return None, text
    unnamed = _UNNAMED.sub("", text)
    if unnamed != text:
        return unnamed, None
    bare = _ABBREVIATION.sub("", text)
    if not _REMARK.search(bare) or ("(" not in bare and "[" not in bare):
        return text, None
    kept = " ".join(_REMARK.sub(" ", text).split())
    return kept or None, text


def explain_via(entry: Mapping[str, Any], publisher: str) -> str | None:
    """Return why ``via`` may not stand, where it is the publisher itself, which carries nothing to itself."""
    via = entry.get("via")
    if isinstance(via, str) and via.strip().casefold() == publisher.strip().casefold():
        return f"{show(via)} is the publisher itself, expected the agency that carried it to the publisher, or none"
    return None


def set_ends_aside(entry: MutableMapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Take out of *entry* the ends of a range that its qualifier leaves no room for; yield (key, fault) for each.

    The first version let them stand, showed them nowhere and used them in an order.
    """
    qualifier = entry.get("qualifier", "exact")
    if qualifier not in QUALIFIERS or qualifier == "range":
        return
    for key in ("value_low", "value_high", "value_best"):
        if key in entry:
            yield key, f"{show(entry.pop(key))} with qualifier {show(qualifier)}, {NO_ROOM}"
