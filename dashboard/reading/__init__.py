"""Read a report: a text becomes proposed records, which a person confirms; nothing is proposed that the text does not
say in these words.
"""

from __future__ import annotations

from collections import Counter

from dashboard.collection.vocabulary import Vocabulary
from dashboard.reading import gate
from dashboard.reading.lexicon import Lexicon
from dashboard.reading.proposals import Document, NotProposed, Proposal, Proposals, Proposer, ReadingError
from dashboard.reading.rules import make_rules, propose_at


def read_document(
    document: Document, vocabulary: Vocabulary, lexicon: Lexicon | None = None, proposer: Proposer | None = None
) -> Proposals:
    """Propose the figures and gaps of a text with the ids of *vocabulary*, by rules or by another *proposer*.

    What does not pass the gate is dropped and counted. A place or speaker that the vocabulary does not have is
    proposed by the id that a new row would have. Of a text that is not English, numbers alone are offered.
    """
    rules = make_rules(document, vocabulary, lexicon)
    language = rules.language
    proposed, other = rules.propose()
    notes, failed = list(document.notes), None
    if not language.startswith("en"):
        notes.append(
            f"The text is not in English ({language}): its numbers are offered, what they count is yours to say."
        )
    try:
        if proposer is not None:
            named, figures = (
                list(proposer.propose(document, vocabulary)),
                [one for one in proposed if one.kind == "figure"],
            )
            passed = [NotProposed(one.span, "passed over", f"the {proposer.name} does not list it") for one in figures]
            other = sorted([*other, *passed], key=lambda one: one.span)
            proposed = [*named, *(one for one in proposed if one.kind == "gap")]
    except ReadingError as error:
        failed = str(error)
        notes.append(f"{failed}. The text was read by rules alone.")
    dropped: Counter[str] = Counter()
    kept: list[Proposal] = []
    for one in proposed:
        reason = gate.hold(one, document.text, language)
        dropped.update([reason] if reason else [])
        kept += [] if reason else [one]
    taken = [span for one in kept for span in (one.span, *one.twins)]
    return Proposals(
        document,
        language,
        rules.places.main,
        tuple(one for one in kept if one.kind == "figure"),
        tuple(one for one in kept if one.kind == "gap"),
        tuple(
            one for one in other if not any(one.span.start < span.end and span.start < one.span.end for span in taken)
        ),
        dict(dropped),
        tuple(notes),
        failed,
    )


__all__ = ["propose_at", "read_document"]
