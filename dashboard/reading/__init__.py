"""Read a report: a text becomes proposed records, which a person confirms; nothing is proposed that the text does not
say in these words.
"""

from collections import Counter
from collections.abc import Iterable

from dashboard.collection.vocabulary import Vocabulary
from dashboard.reading.lexicon import Lexicon
from dashboard.reading.proposals import Document, NotProposed, Proposals, Proposer, ReadingError, Span, Time, hold
from dashboard.reading.rules import Rules


def read_document(
    document: Document,
    vocabulary: Vocabulary,
    lexicon: Lexicon | None = None,
    proposer: Proposer | None = None,
    wanted: Iterable[Span] = (),
) -> Proposals:
    """Propose the figures and gaps of a text with the ids of *vocabulary*, by rules or by another *proposer*.

    What does not pass the gate is dropped and counted. A place or speaker that is new is proposed by the id of its row
    to come. Of a text that is not English, numbers alone are offered. *wanted* numbers become cards, whatever they are.
    """
    rules, notes, failed = Rules(document, vocabulary, lexicon), list(document.notes), None
    proposed, other = rules.propose()
    if not rules.language.startswith("en"):
        notes.append(f"The text is not in English ({rules.language}): what its numbers count is yours to say.")
    if proposer is not None:
        try:
            named, said = list(proposer.propose(document, vocabulary)), f"the {proposer.name} does not list it"
            other = [*other, *(NotProposed(one.span, "passed over", said) for one in proposed)]
            proposed = named + [one for one in proposed if one.kind == "gap"]
        except ReadingError as error:
            failed = str(error)
            notes.append(f"{failed}. The text was read by rules alone.")
    judged = [(one, hold(one, document.text, rules.language)) for one in proposed]
    kept = [one for one, reason in judged if reason is None]
    taken = {span.start for one in kept for span in (one.span, *one.twins)}
    return Proposals(
        document,
        rules.language,
        rules.places.main,
        figures=tuple(one for one in kept if one.kind == "figure"),
        gaps=tuple(one for one in kept if one.kind == "gap"),
        not_proposed=tuple(sorted((one for one in other if one.span.start not in taken), key=lambda one: one.span)),
        dropped=Counter(reason for _, reason in judged if reason is not None),
        notes=tuple(notes),
        failed=failed,
        wanted=tuple(filter(None, map(rules.propose_at, wanted))),
        times=tuple(Time(one.span, one.start, one.end, one.basis) for one in rules.days.times),
    )
