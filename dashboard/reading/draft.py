"""A draft: what a person accepted of a text, as the TOML of a report, held by the checks of a hand-written file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from dashboard.collection import Collection, Fault, Vocabulary, add_report
from dashboard.collection.defaults import ALONE, TOGETHER, make_slug
from dashboard.collection.faults import show
from dashboard.collection.refusals import identify
from dashboard.collection.vocabulary import WordTable
from dashboard.reading.lexicon import Predicate, read_lexicon
from dashboard.reading.proposals import Document, Proposal, Proposals
from dashboard.records.folding import fold_printed, fold_searched
from dashboard.records.model import ENTRIES, MAX_QUOTE_WORDS, Source
from dashboard.records.quantity import Number

Entry = Mapping[str, Any]

NOBODY = "unknown"
PREDICATES = "predicates"
NOT_STATED = "Not stated"
# As the entries of seeds/ are written: what is counted, where, when, who says so, the words that carry it.
_ORDER = (
    *("id", "indicator", "group", "status", "value", "value_low", "value_high", "value_best", "of_total", "magnitude"),
    *("part_of", "corrects", "qualifier", "provisional", "basis", "counting", "statement", "responsible", "cause"),
    *("topic", "summary", "label", "kind", "place", "place_as_written", "place_basis"),
    *("date_start", "date_end", "date_as_written", "date_basis", "date_precision", "reported_on"),
    *("speaker", "speaker_as_written", "speaker_named", "repeats", "via", "quote", "reason", "counts", "caveat"),
)
_SHARED = (*TOGETHER, *(frozenset({key}) for key in sorted(ALONE - {"group", "statement"})))
_UNSAID: dict[str, Any] = {"qualifier": "exact", "basis": "statement", "provisional": False}


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
    def of(cls, proposals: Proposals) -> Draft:
        """Return all that was proposed as it was proposed, with a header of what the text says of itself."""
        document = proposals.document
        entries = ((one.kind, make_entry(one, document.text)) for one in (*proposals.figures, *proposals.gaps))
        return cls(make_header(document, proposals.language), tuple(entries))

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
        """Return the file: what several entries share stands once, in ``[defaults]``."""
        entries = [(kind, _sort_keys(entry)) for kind, entry in self.entries]
        shared = _find_shared(entries)
        tables = [("[source]", self.header), ("[defaults]", shared)]
        tables += [(f"[[{kind}s]]", _leave_out(kind, entry, shared)) for kind, entry in entries]
        return "\n".join(_write_table(head, values) for head, values in tables if values)


def make_header(document: Document, language: str) -> dict[str, Any]:
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


def make_entry(proposal: Proposal, text: str) -> dict[str, Any]:
    """Return a proposal as the keys of its record."""
    entry = {"speaker": NOBODY} | {key: one.value for key, one in proposal.fields.items() if one.value is not None}
    return entry | {"quote": " ".join(text[slice(*proposal.quote)].split())}


def _sort_keys(entry: Entry) -> dict[str, Any]:
    kept = {key: value for key, value in entry.items() if value is not None and _UNSAID.get(key, "") != value}
    return {key: kept[key] for key in sorted(kept, key=lambda key: _ORDER.index(key) if key in _ORDER else 99)}


def _pick(kind: str, values: Entry, keys: frozenset[str]) -> dict[str, Any]:
    known = keys & ENTRIES[f"{kind}s"].model_fields.keys()
    return {key: value for key, value in values.items() if key in known}


def _find_shared(entries: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """Return what at least two figures share and saves more lines than taking it back elsewhere costs."""
    shared: dict[str, Any] = {}
    for keys in _SHARED:
        found = [tuple(_pick(kind, entry, keys).items()) for kind, entry in entries if kind == "figure"]
        common, times = next(iter(Counter(filter(None, found)).most_common(1)), ((), 0))
        absent = sum(not _pick(kind, entry, keys) for kind, entry in entries)
        if times > 1 and (times - 1) * len(common) > absent:
            shared.update(common)
    return shared


def _leave_out(kind: str, entry: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """Return *entry* without what the defaults say; a default that does not hold for it is taken back."""
    for keys in _SHARED:
        own, default = _pick(kind, entry, keys), _pick(kind, shared, keys)
        if default and own == default:
            entry = {key: value for key, value in entry.items() if key not in keys}
        elif default and not own:
            entry = {**entry, next(iter(default)): ""}
    return entry


def _write_table(head: str, values: Entry) -> str:
    lines = (f"{key} = {_write_value(value)}\n" for key, value in values.items() if value is not None)
    return f"{head}\n{''.join(lines)}"


def _write_value(value: Any) -> str:
    """Return a value as TOML: a basic string is written as JSON writes it, but for one character."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def check_draft(draft: Draft, collection: Collection, text: str | None = None) -> tuple[Fault, ...]:
    """Return what the build would refuse of *draft* beside *collection*, and each quote that is not in the *text*."""
    joined, faults = _add(draft, collection)
    predicates = _check_predicates(draft.words.get(PREDICATES, ()), joined.vocabulary)
    return (*faults, *predicates, *(_check_quotes(draft, text) if text is not None else ()))


def _add(draft: Draft, collection: Collection) -> tuple[Collection, tuple[Fault, ...]]:
    words = {table: rows for table, rows in draft.words.items() if table != PREDICATES}
    return add_report(collection, draft.write_toml(), draft.label, words)


def _check_predicates(rows: Iterable[Mapping[str, str]], vocabulary: Vocabulary) -> Iterator[Fault]:
    known = read_lexicon(vocabulary)[0].predicates if rows else {}
    table = WordTable(f"{PREDICATES}.csv", Predicate, known)
    for number, row in enumerate(rows, start=1):
        table.add(row.get("id") or f"row {number}", row)
    yield from table.faults
    for predicate in (word for name, word in table.words.items() if name not in known):
        for name in predicate.indicators:
            if name not in vocabulary.indicators:
                yield Fault(table.label, predicate.id, f"indicators: {vocabulary.expect('indicators', name)}")


def _check_quotes(draft: Draft, text: str) -> Iterator[Fault]:
    folded = fold_printed(text)
    for where, _, entry in draft.numbered:
        quote = entry.get("quote")
        if isinstance(quote, str) and fold_printed(quote) not in folded:
            expected = f"expected words that stand in the text, at most {MAX_QUOTE_WORDS}"
            yield Fault(draft.label, f"{where}.quote", f"{show(quote)}, {expected}")


def join_draft(collection: Collection, draft: Draft) -> Collection:
    """Return *collection* with *draft* in it; as it was where the draft has a fault (see :func:`check_draft`)."""
    return _add(draft, collection)[0]


def find_same(draft: Draft, collection: Collection) -> list[str]:
    """Return the ids of the reports that *draft* may be already: its address or title, or most of its figures."""
    try:
        keys = identify(Source.model_validate({key: value for key, value in draft.header.items() if value is not None}))
    except ValidationError:
        keys = []
    same = [collection.whole.known.reports[key] for key in keys if key in collection.whole.known.reports]
    title = fold_searched(str(draft.header.get("title") or ""))
    same += [
        name for name, source in collection.whole.reports.items() if title and fold_searched(source.title) == title
    ]
    own = {_number_key(entry) for kind, entry in draft.entries if kind == "figure"}
    shared: Counter[str] = Counter()
    for figure in collection.whole.figures:
        key = (figure.indicator.id, figure.value, figure.value_low, figure.qualifier, figure.place.id)
        shared[figure.source.id] += key in own
    same += [name for name, times in shared.most_common() if times > max(1, len(own) / 2)]
    return list(dict.fromkeys(same))


def _number_key(entry: Entry) -> tuple[str, Number | None, Number | None, str, str]:
    low = entry.get("value_low")
    return (
        entry.get("indicator", ""),
        entry.get("value"),
        low,
        entry.get("qualifier", "exact"),
        entry.get("place", ""),
    )


def set_aside(draft: Draft, faults: Iterable[Fault]) -> tuple[Draft, list[tuple[str, Entry, str]]]:
    """Return *draft* without the entries that have a fault, and those (kind, entry, fault)."""
    wrong: dict[str, str] = {}
    for fault in faults:
        where, _, key = fault.where.partition(".")
        wrong.setdefault(where, f"{key}: {fault.message}")
    kept = tuple((kind, entry) for where, kind, entry in draft.numbered if where not in wrong)
    aside = [(kind, entry, wrong[where]) for where, kind, entry in draft.numbered if where in wrong]
    return replace(draft, entries=kept), aside
