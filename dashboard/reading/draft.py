"""A draft: what a person accepted of a text, as the TOML of a report, held by the checks of a hand-written file."""

import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

from pydantic import ValidationError

from dashboard.collection import Collection, Fault, Vocabulary, add_report
from dashboard.collection.faults import show
from dashboard.collection.refusals import identify
from dashboard.collection.seeds import make_slug
from dashboard.collection.vocabulary import WordTable
from dashboard.reading.lexicon import FILE, Predicate, read_lexicon
from dashboard.reading.proposals import Document, Proposal, Proposals
from dashboard.records.folding import fold_printed, fold_searched
from dashboard.records.model import MAX_QUOTE_WORDS, Source

Entry = Mapping[str, Any]

NOBODY = "unknown"
PREDICATES = "predicates"
NOT_STATED = "Not stated"
# What a record is where it does not say.
UNSAID: Mapping[str, Any] = {"qualifier": "exact", "basis": "statement", "provisional": False}


@dataclass(frozen=True)
class Draft:
    """A report on its way into the collection.

    ``header`` has the keys of :class:`records.model.Source`; ``entries`` are pairs of a kind ("figure", "gap" …) and
    the keys of its record, where None is the same as absent; ``words`` are new rows of the vocabulary and of the
    lexicon ("predicates"), table -> rows of text by column.
    """

    header: Mapping[str, Any]
    entries: tuple[tuple[str, Entry], ...] = ()
    words: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, read: Proposals, taken: Container[str] = (), name: str | None = None) -> "Draft":
        """Return all that was proposed, with a header of what the text says of itself.

        Its id is *name*, else made of publisher and day; a number follows where it is among those *taken*.
        """
        header = _make_header(read.document, read.language)
        entries = ((one.kind, _make_entry(one, read.document.text)) for one in (*read.figures, *read.gaps))
        return cls({**header, "id": find_free(name or header["id"], taken)}, tuple(entries))

    @property
    def label(self) -> str:
        """The name of its file: the id of the source and ".toml"."""
        return f"{self.header.get('id', 'report')}.toml"

    @property
    def numbered(self) -> Iterator[tuple[str, str, Entry]]:
        """The entries with where faults say that they stand: "figures[0]", kind, entry."""
        seen = Counter[str]()
        for kind, entry in self.entries:
            yield f"{kind}s[{seen[kind]}]", kind, entry
            seen[kind] += 1

    def write_toml(self) -> str:
        """Return the file."""
        tables = [("[source]", self.header), *((f"[[{kind}s]]", entry) for kind, entry in self.entries)]
        return "\n".join(_write_table(head, values) for head, values in tables if values)


def find_free(name: str, taken: Container[str]) -> str:
    """Return *name*, with a number behind it where it is taken: "varno", "varno-2"."""
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(one for one in names if one not in taken)


def _make_header(document: Document, language: str) -> dict[str, Any]:
    """Return the keys of a source, of what a document says of itself; what no document may lack is filled in."""
    return {
        "id": make_slug([document.publisher or "report", document.published or document.title]),
        "title": document.title or document.text[:80].partition("\n")[0],
        "publisher": document.publisher or NOT_STATED,
        "kind": "news_article",
        "author": document.author,
        "date_published": document.published,
        "date_basis": "Given with the text." if document.published else "The text that was read gives no day.",
        "url": document.url,
        "language": language,
    }


def _make_entry(proposal: Proposal, text: str) -> dict[str, Any]:
    values = {key: guess.value for key, guess in proposal.fields.items() if guess.value is not None}
    quote = " ".join(text[slice(*proposal.quote)].split())
    return {**values, "speaker": values.get("speaker", NOBODY), "quote": quote}


def _write_table(head: str, values: Entry) -> str:
    said = ((key, value) for key, value in values.items() if value is not None and UNSAID.get(key, "") != value)
    return "".join([f"{head}\n", *(f"{key} = {_write_value(value)}\n" for key, value in said)])


def _write_value(value: Any) -> str:
    """Return a value as TOML: a basic string is written as JSON writes it, but for one character."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def check_draft(draft: Draft, collection: Collection, text: str | None = None) -> tuple[Fault, ...]:
    """Return what the build would refuse of *draft* beside *collection*, and each quote that is not in the *text*."""
    joined, faults = join_draft(collection, draft)
    predicates = _check_predicates(draft.words.get(PREDICATES, ()), joined.vocabulary)
    return (*faults, *predicates, *(_check_quotes(draft, text) if text is not None else ()))


def join_draft(collection: Collection, draft: Draft) -> tuple[Collection, tuple[Fault, ...]]:
    """Return *collection* with *draft* in it, as it was where the draft has a fault, and the faults."""
    words = {table: rows for table, rows in draft.words.items() if table != PREDICATES}
    return add_report(collection, draft.write_toml(), draft.label, words)


def _check_predicates(rows: Iterable[Mapping[str, str]], vocabulary: Vocabulary) -> Iterator[Fault]:
    table = WordTable(FILE, Predicate, read_lexicon(vocabulary)[0].predicates if rows else {})
    for row in rows:
        table.add(row["id"], row)
        for name in row["indicators"].split("|"):
            if name not in vocabulary.indicators:
                yield Fault(FILE, row["id"], f"indicators: {vocabulary.expect('indicators', name)}")
    yield from table.faults


def _check_quotes(draft: Draft, text: str) -> Iterator[Fault]:
    folded = fold_printed(text)
    for where, _, entry in draft.numbered:
        quote = entry.get("quote")
        if isinstance(quote, str) and fold_printed(quote) not in folded:
            expected = f"expected words that stand in the text, at most {MAX_QUOTE_WORDS}"
            yield Fault(draft.label, f"{where}.quote", f"{show(quote)}, {expected}")


def find_same(draft: Draft, collection: Collection) -> list[str]:
    """Return the ids of the reports that *draft* may be already: its address or title, or most of its figures."""
    whole, title = collection.whole, fold_searched(str(draft.header.get("title") or ""))
    same = []
    with suppress(ValidationError):
        source = Source.model_validate({key: value for key, value in draft.header.items() if value is not None})
        same = [whole.known[key] for key in identify(source) if key in whole.known]
    same += [name for name, source in whole.reports.items() if title and fold_searched(source.title) == title]
    keys = ("indicator", "value", "value_low", "qualifier", "place")
    own = {tuple({**UNSAID, **one}.get(key) for key in keys) for kind, one in draft.entries if kind == "figure"}
    shared = Counter(
        one.source.id
        for one in whole.figures
        if (one.indicator.id, one.value, one.value_low, one.qualifier, one.place.id) in own
    )
    same += [name for name, times in shared.most_common() if times > max(1, len(own) / 2)]
    return list(dict.fromkeys(same))


def set_aside(draft: Draft, faults: Iterable[Fault]) -> tuple[Draft, dict[int, str]]:
    """Return *draft* without the entries that have a fault, and the first fault of each by its place in *draft*."""
    wrong: dict[int, str] = {}
    places = {where: at for at, (where, _, _) in enumerate(draft.numbered)}
    for fault in faults:
        where, _, key = fault.where.partition(".")
        if where in places:
            wrong.setdefault(places[where], f"{key or 'entry'}: {fault.message}")
    return replace(draft, entries=tuple(one for at, one in enumerate(draft.entries) if at not in wrong)), wrong
