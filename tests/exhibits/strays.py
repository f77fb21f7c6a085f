"""Finds numbers in a sentence that are no figure's own written form, no day, and no count of reports said as such."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dashboard.collection import Collection

MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
DAYS = re.compile(
    rf"\d{{1,2}}(?: {MONTH})?(?: \d{{4}})?(?:–| to | – | and )\d{{1,2}} {MONTH}(?: \d{{4}})?|\d{{1,2}} {MONTH}(?: \d{{4}})?"
    rf"|\b{MONTH} \d{{4}}|\b\d{{4}} to \d{{4}}\b|\d{{2}}:\d{{2}}|\b(?:19|20)\d{{2}}\b"
)
COUNTS = re.compile(
    r"\d[\d,]* (?:other )?(?:reports?|voices?|places?|days?|claims?|figures?|statements?|rows?|topics?)\b"
    r"|\d[\d,]* (?:more|others)\b|\b\d+ (?:from|credit|with|estimated|said)\b|\b\d+ of \d+ (?:days|figures|numbers|reports|voices|rows|statements|topics|claims)\b"
)
# What may follow what is counted: "81 people killed so far".
TAILS = (" so far", " (estimate) (forecast)", " (estimate)", " (forecast)", " so far (forecast)")
NUMBER = re.compile(r"\d+(?:[,.]\d+)*")


def find_strays(text: str, collection: Collection, names: Iterable[str] = ()) -> list[str]:
    """Return the numbers of *text* that nothing explains; *names* are words that may hold digits."""
    left = text.replace("\u00a0", " ")
    vocabulary = collection.vocabulary
    known = [*names, *(source.publisher for source in collection.reports.values())]
    known += [name for place in vocabulary.places.values() for name in (place.name, *place.aliases)]
    known += [speaker.name for speaker in vocabulary.speakers.values()]
    known += [figure.caveat for figure in collection.figures if figure.caveat]
    known += [said.speaker_as_written or "" for said in (figure.said for figure in collection.figures)]
    for phrase in sorted(filter(_has_digit, known), key=len, reverse=True):
        left = left.replace(phrase, " ")
    forms = {
        form.removesuffix(tail)
        for figure in collection.figures
        for form in (figure.written, figure.wording)
        for tail in ("", *TAILS)
    }
    left = DAYS.sub(" ", left)
    for form in sorted(filter(_has_digit, forms), key=len, reverse=True):
        left = re.sub(rf"(?<![\w,.]){re.escape(form)}(?!\w|[,.]\d)", " ", left, flags=re.IGNORECASE)
    return NUMBER.findall(COUNTS.sub(" ", left))


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
