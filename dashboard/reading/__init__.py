"""Read a report: a text becomes proposed records, which a person confirms; nothing is proposed that the text does not
say in these words.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from dashboard.collection.amounts import split_text
from dashboard.collection.number_words import no_language
from dashboard.collection.vocabulary import Vocabulary
from dashboard.reading import gate
from dashboard.reading.lexicon import Lexicon, read_lexicon
from dashboard.reading.proposals import Document, Proposal, Proposals, Proposer, Span
from dashboard.reading.rules import Rules

_COMMON = {
    "en": "the of and to in that for was on with said by from are were",
    "fr": "le la les des et du en une que pour dans est qui sur",
    "de": "der die und das den von zu mit auf für ist nicht ein im",
    "it": "il di che la per un del in sono della con si dei",
    "es": "el de que y los en las del por con una para se",
    "pt": "de que e os em do da para com uma dos não no",
}


def read_document(
    document: Document, vocabulary: Vocabulary, lexicon: Lexicon | None = None, proposer: Proposer | None = None
) -> Proposals:
    """Propose the figures and gaps of a text with the ids of *vocabulary*, by rules or by another *proposer*.

    What does not pass the gate is dropped and counted. A place or speaker that the vocabulary does not have is
    proposed by the id that a new row would have. Of a text that is not English, numbers alone are offered.
    """
    language = find_text_language(document)
    rules = Rules(document, vocabulary, language, lexicon or _own_lexicon(vocabulary))
    proposed, other = rules.propose()
    if proposer is not None:
        proposed = list(proposer.propose(document, vocabulary))
    dropped: Counter[str] = Counter()
    kept: list[Proposal] = []
    for one in proposed:
        reason = gate.hold(one, document.text, language)
        dropped.update([reason] if reason else [])
        kept += [] if reason else [one]
    spans = [span for one in kept for span in (one.span, *one.twins)]
    english = language.startswith("en")
    notes = (
        ()
        if english
        else (f"The text is not in English ({language}): its numbers are offered, their fields are yours.",)
    )
    return Proposals(
        document,
        language,
        rules.places.main,
        tuple(one for one in kept if one.kind == "figure"),
        tuple(one for one in kept if one.kind == "gap"),
        tuple(
            one for one in other if not any(one.span.start < span.end and span.start < one.span.end for span in spans)
        ),
        dict(dropped),
        (*document.notes, *notes),
    )


def find_text_language(document: Document) -> str:
    """Return the language of a text (BCP 47): as its file says, else by the words that are most common in it."""
    if document.language:
        return document.language
    words = [word.lower() for word in split_text(document.text[:6000], no_language()).words]
    arabic = sum("\u0600" <= word[:1] <= "\u06ff" for word in words)
    if arabic > len(words) / 4:
        return "ar"
    counts = {tag: sum(word in common.split() for word in words) for tag, common in _COMMON.items()}
    best = max(counts, key=lambda tag: counts[tag])
    return best if counts[best] > len(words) / 25 else "en" if not words or counts["en"] else "und"


@lru_cache(maxsize=4)
def _own_lexicon(vocabulary: Vocabulary) -> Lexicon:
    return read_lexicon(vocabulary)[0]
