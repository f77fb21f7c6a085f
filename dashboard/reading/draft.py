"""A draft: what a person accepted of a text, as the TOML of a report, held by the checks of a hand-written file and
saved into seeds/: one person after the other, all or nothing, over nobody else's file.
"""

import csv
import io
import json
import os
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dashboard.collection import Collection, Fault, SeedError, add_report, read_collection
from dashboard.collection.faults import show
from dashboard.collection.files import WriteError, hold, write_files
from dashboard.collection.refusals import identify
from dashboard.collection.seeds import ABOUT_FILE, ROOT, make_slug
from dashboard.collection.vocabulary import WordTable
from dashboard.reading.lexicon import FILE, Predicate, read_lexicon
from dashboard.reading.proposals import Proposals
from dashboard.records.folding import fold_printed, fold_searched
from dashboard.records.model import MAX_QUOTE_WORDS, Source

NOBODY = "unknown"
PREDICATES = "predicates"
NOT_STATED = "Not stated"
# What a record is where it does not say.
UNSAID: Mapping[str, Any] = {"qualifier": "exact", "basis": "statement", "provisional": False}
# Where one of these is set, others than the owner come in, whatever address the server listens at.
_OTHERS = ("DASHBOARD_URL", "DASHBOARD_HOSTS", "DASHBOARD_ORIGINS")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class SavingError(Exception):
    """A draft was not saved, and nothing was changed; the text says why."""


@dataclass(frozen=True)
class Draft:
    """A report on its way into the collection.

    ``header`` has the keys of :class:`records.model.Source`; ``entries`` are pairs of a kind ("figure", "gap" …) and
    the keys of its record, where None is the same as absent; ``words`` are new rows of the vocabulary and of the
    lexicon ("predicates"), table -> rows of text by column.
    """

    header: Mapping[str, Any]
    entries: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    words: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, read: Proposals, taken: Container[str] = ()) -> "Draft":
        """Return all that was proposed, with a header of what the text says of itself, or that it does not say it.

        Its id is made of publisher and day; a number follows where it is among those *taken*.
        """
        document, entries = read.document, []
        header = {
            "id": find_free(make_slug([document.publisher or "report", document.published or document.title]), taken),
            "title": document.title or document.text[:80].partition("\n")[0],
            "publisher": document.publisher or NOT_STATED,
            "kind": "news_article",
            "author": document.author,
            "date_published": document.published,
            "date_basis": "Given with the text." if document.published else "The text that was read gives no day.",
            "url": document.url,
            "language": read.language,
        }
        for one in (*read.figures, *read.gaps):
            values = {key: guess.value for key, guess in one.fields.items() if guess.value is not None}
            quote = " ".join(document.text[slice(*one.quote)].split())
            entries.append((one.kind, {**values, "speaker": values.get("speaker", NOBODY), "quote": quote}))
        return cls(header, tuple(entries))

    @property
    def label(self) -> str:
        """The name of its file: the id of the source and ".toml"."""
        return f"{self.header.get('id', 'report')}.toml"

    @property
    def numbered(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """The entries with where faults say that they stand: "figures[0]", kind, entry."""
        seen = Counter[str]()
        for kind, entry in self.entries:
            yield f"{kind}s[{seen[kind]}]", kind, entry
            seen[kind] += 1

    def write_toml(self) -> str:
        """Return the file; it says first which rows of tables go with it."""
        rows = ((table, json.dumps(dict(row), ensure_ascii=False)) for table in self.words for row in self.words[table])
        lines = [f"# With it goes a row of seeds/{table}.csv: {row}".replace("\x7f", "") for table, row in rows]
        for head, values in (("[source]", self.header), *((f"[[{kind}s]]", entry) for kind, entry in self.entries)):
            lines += [head] if values else []
            for key, value in values.items():
                if isinstance(value, date):
                    lines.append(f"{key} = {value.isoformat()}")
                elif value is not None and UNSAID.get(key, "") != value:
                    # A basic string of TOML is written as JSON writes it, but for one character.
                    written = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
                    lines.append(f"{key} = {written}")
            lines += [""] if values else []
        return "\n".join(lines)

    def check(self, collection: Collection, text: str | None = None) -> tuple[Fault, ...]:
        """Return what the build would refuse of it beside *collection*, and each quote that is not in the *text*."""
        joined, faults = self.join(collection)
        rows, vocabulary = self.words.get(PREDICATES, ()), joined.vocabulary
        table = WordTable(FILE, Predicate, dict(read_lexicon(vocabulary)[0].predicates) if rows else {})
        for row in rows:
            table.add(row["id"], row)
            unknown = (name for name in row["indicators"].split("|") if name not in vocabulary.indicators)
            said = (f"indicators: {vocabulary.expect('indicators', name)}" for name in unknown)
            table.faults += [Fault(FILE, row["id"], message) for message in said]
        folded, told = fold_printed(text or ""), [*faults, *table.faults]
        for where, _, entry in self.numbered if text is not None else ():
            quote = entry.get("quote")
            if isinstance(quote, str) and fold_printed(quote) not in folded:
                expected = f"expected words that stand in the text, at most {MAX_QUOTE_WORDS}"
                told.append(Fault(self.label, f"{where}.quote", f"{show(quote)}, {expected}"))
        return tuple(told)

    def join(self, collection: Collection) -> tuple[Collection, tuple[Fault, ...]]:
        """Return *collection* with the draft in it, as it was where the draft has a fault, and the faults."""
        words = {table: rows for table, rows in self.words.items() if table != PREDICATES}
        return add_report(collection, self.write_toml(), self.label, words)

    def find_same(self, collection: Collection) -> list[str]:
        """Return the ids of the reports that it may be already: its address or title, or most of its figures."""
        whole, title = collection.whole, fold_searched(str(self.header.get("title") or ""))
        same = []
        with suppress(ValidationError):
            source = Source.model_validate({key: value for key, value in self.header.items() if value is not None})
            same = [whole.known[key] for key in identify(source) if key in whole.known]
        same += [name for name, source in whole.reports.items() if title and fold_searched(source.title) == title]
        keys = ("indicator", "value", "value_low", "qualifier", "place")
        own = {tuple({**UNSAID, **one}.get(key) for key in keys) for kind, one in self.entries if kind == "figure"}
        shared = Counter(
            one.source.id
            for one in whole.figures
            if (one.indicator.id, one.value, one.value_low, one.qualifier, one.place.id) in own
        )
        same += [name for name, times in shared.most_common() if times > max(1, len(own) / 2)]
        return list(dict.fromkeys(same))

    def set_aside(self, faults: Iterable[Fault]) -> tuple["Draft", dict[int, str]]:
        """Return it without the entries that have a fault, and the first fault of each by its place."""
        wrong: dict[int, str] = {}
        places = {where: at for at, (where, _, _) in enumerate(self.numbered)}
        for fault in faults:
            where, _, key = fault.where.partition(".")
            if where in places:
                wrong.setdefault(places[where], f"{key or 'entry'}: {fault.message}")
        return replace(self, entries=tuple(one for at, one in enumerate(self.entries) if at not in wrong)), wrong

    def save(self, folder: Path, text: str | None = None) -> Path:
        """Write it and the rows that it adds to the vocabulary into *folder*; return the path of its file.

        It is checked once more beside what the folder holds by now, and against the *text* that was read. Raises
        :class:`SavingError`, and then nothing was written, where the draft has a fault, somebody else has saved a file
        of this name, or the folder takes none.
        """
        toml, path = self.write_toml(), folder / Path(self.label).name
        try:
            with hold(folder):
                if path.is_file() and path.read_text("utf-8") == toml:
                    return path
                if path.exists() or path.name == ABOUT_FILE:
                    taken = f"{path.name} was saved by somebody else meanwhile and was not touched"
                    raise SavingError(f"{taken}; give this report another id, or look whether it is the same report.")
                if faults := self.check(read_collection(folder), text):
                    raise SavingError("\n".join(map(str, faults)))
                tables = {folder / f"{table}.csv": rows for table, rows in self.words.items() if rows}
                contents = {table: _append_rows(table, rows) for table, rows in tables.items()}
                write_files({**contents, path: toml.encode("utf-8")})
        except (WriteError, SeedError, OSError) as error:
            raise SavingError(str(error)) from error
        return path


def find_free(name: str, taken: Container[str]) -> str:
    """Return *name*, with a number behind it where it is taken: "varno", "varno-2"."""
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(one for one in names if one not in taken)


def may_save(folder: Path, address: str | None = None) -> str | None:
    """Return why this server may not write into *folder*, or None where it may.

    It may where ``DASHBOARD_EDIT=1``, and where only its owner reaches it: it listens at a loopback *address* and
    admits no other host. ``DASHBOARD_EDIT=0`` always forbids it.
    """
    said = os.environ.get("DASHBOARD_EDIT", "").strip()
    others = next((name for name in _OTHERS if os.environ.get(name, "").strip()), None)
    if said not in ("", "1"):
        return f"DASHBOARD_EDIT={show(said, 20, quoted=False)} forbids it."
    if not said and (others or address not in _LOOPBACK):
        why = f"{others} lets others than its owner in" if others else "Others than its owner may reach this server"
        return f"{why}; DASHBOARD_EDIT=1 lets everybody who does save."
    return None if os.access(folder, os.W_OK | os.X_OK) else f"{folder.name}/ is read-only for this server."


def _append_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the content of a CSV file with *rows* after what it holds; a row that it holds already is passed over.

    A folder without predicates has the project's own.
    """
    text = (path if path.exists() else ROOT / "seeds" / path.name).read_text("utf-8-sig")
    reader = csv.DictReader(io.StringIO(text))
    columns, known = reader.fieldnames or (), {row.get("id") for row in reader}
    added = io.StringIO()
    writer = csv.DictWriter(added, columns, lineterminator="\r\n" if "\r\n" in text else "\n")
    try:
        writer.writerows(row for row in rows if row["id"] not in known)
    except ValueError as error:
        raise SavingError(f"{path.name}: {error}, expected {', '.join(columns)}") from error
    return "".join([text, "" if text.endswith("\n") else "\n", added.getvalue()]).encode()
