"""The collection: every report of a seeds folder as typed figures, gaps, statements and events, with its vocabulary."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property, lru_cache
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, Self

from dashboard.collection.faults import Fault, SeedError, UnknownId, name_nearest, show
from dashboard.collection.refusals import Known, identify, let_in
from dashboard.collection.seeds import ABOUT_FILE, read_plain_file, read_report, read_reports
from dashboard.collection.tables import Tables
from dashboard.collection.vocabulary import BELONGS_HERE, Rows, Vocabulary, add_words, follow, names_of, read_vocabulary
from dashboard.records import reported
from dashboard.records.folding import fold_searched
from dashboard.records.model import ENTRIES, LISTS, VOCABULARY, About, Entry, Event, Figure, Gap, Source, SourceFile
from dashboard.records.moments import precision_of
from dashboard.records.reported import ReportedEvent, ReportedFigure, ReportedGap, ReportedStatement, Said

_fold = lru_cache(maxsize=10_000)(fold_searched)
_TEXTS = attrgetter(
    *("id", "quote", "counts", "caveat", "wording", "responsible", "cause", "place_as_written", "place_basis"),
    *("written", "date_as_written", "said.speaker_as_written", "said.via", "source.title", "source.publisher"),
)


@dataclass(frozen=True, eq=False)
class Collection:
    """All that the reports of one seeds folder say, or a part of it; frozen, so that caches may keep what it gave.

    ``version`` is the sha256 of the content; ``faults`` tells what was left out or set aside. A part (``only``,
    ``cut``) keeps the whole vocabulary and knows its ``whole``."""

    about: About
    reports: Mapping[str, Source]
    figures: tuple[ReportedFigure, ...]
    gaps: tuple[ReportedGap, ...]
    statements: tuple[ReportedStatement, ...]
    events: tuple[ReportedEvent, ...]
    vocabulary: Vocabulary
    version: str
    faults: tuple[Fault, ...] = ()
    part_of: "Collection | None" = field(default=None, repr=False)

    @property
    def whole(self) -> "Collection":
        """The whole collection that this was cut from: what a figure is compared with."""
        return self if self.part_of is None else self.part_of

    @property
    def story(self) -> str | None:
        """The report whose story comes first: the one that collection.toml names, else the earliest published."""
        if self.about.story in self.reports:
            return self.about.story
        days = ((str(source.date_published or "9999"), name) for name, source in self.reports.items())
        return min(days, default=(None, None))[1]

    @cached_property
    def tables(self) -> Tables:
        """The tidy tables of this collection."""
        entries = {name: tuple(self.vocabulary.table(name).values()) for name in VOCABULARY}
        entries |= {"sources": tuple(self.reports.values()), **{name: getattr(self, name) for name in LISTS}}
        return Tables(self.about.title, entries, None if self.whole is self else self.whole.tables)

    @cached_property
    def known(self) -> Known:
        """What a report that is added is held against."""
        entries = {(name, entry.id): entry.source.id for name in LISTS for entry in getattr(self, name)}
        return entries | {key: source.id for source in self.reports.values() for key in identify(source)}

    @cached_property
    def searched(self) -> Mapping[str, str]:
        """The folded words by which each figure is found, by its id: kept, for they are asked at every key."""
        words, folded = self.vocabulary, {}
        for one in self.figures:
            # Its place goes by the names of all that contain it, too.
            around = (words.places[name] for name in words.place_containers[one.place.id])
            named = filter(None, (one.indicator, one.group, one.said.speaker, one.said.voice, *around))
            texts = chain(_TEXTS(one), chain.from_iterable(map(names_of, named)))
            folded[one.id] = " ".join(map(_fold, filter(None, texts)))
        return folded

    @cached_property
    def by_id(self) -> Mapping[str, ReportedFigure]:
        """The figures by their ids."""
        return {figure.id: figure for figure in self.figures}

    def figure(self, name: str) -> ReportedFigure:
        """Return the figure of this id; raises :class:`UnknownId` naming the nearest."""
        if name not in self.by_id:
            raise UnknownId(f"{show(name)}, expected the id of a figure{name_nearest(name, self.by_id)}")
        return self.by_id[name]

    def only(self, reports: Sequence[str]) -> Self:
        """Return the part with only these reports."""
        return self.cut(f"only {reports}", reports)

    def cut(self, how: str, reports: Iterable[str] | None = None, keep: Callable[[Any], bool] = bool) -> Self:
        """Return the part with these *reports*, in their order, and those of their entries that *keep* holds for.
        *how* must tell all that decides what is in it: it names the part's version."""
        order = self.reports if reports is None else reports
        sources = {name: self.reports[name] for name in order if name in self.reports}
        entries: dict[str, Any] = {}
        for name in LISTS:
            entries[name] = tuple(one for one in getattr(self, name) if one.source.id in sources and keep(one))
        version = hashlib.sha256(f"{self.version} {how}".encode()).hexdigest()
        return replace(self, reports=sources, **entries, version=version, part_of=self.whole)


def read_collection(folder: Path) -> Collection:
    """Read every report of *folder*; a broken report or row only adds to ``faults``.
    Raises :class:`SeedError` where the folder is missing or a vocabulary file is no table."""
    if not os.access(f"{folder}/.", os.R_OK):  # nor one that may not be read: it would seem empty
        raise SeedError(f"{folder.name}/: no such folder, {BELONGS_HERE}")
    hasher = hashlib.sha256()

    def read_file(path: Path, limit: int) -> bytes:
        content = read_plain_file(path, limit)
        hasher.update(f"{path.name} {len(content)}\n".encode(errors="surrogateescape") + content)
        return content

    vocabulary, faults = read_vocabulary(folder, read_file)
    about, files, found = read_reports(folder, read_file)
    joined, refused = _join(Collection(about, {}, (), (), (), (), vocabulary, ""), files, vocabulary)
    if about.story and not (folder / f"{about.story}.toml").exists():
        said = f"{show(about.story)}, expected the id of a report here{name_nearest(about.story, joined.reports)}"
        refused.append(Fault(f"{folder.name}/{ABOUT_FILE}", "story", said, left_out=False))
    return replace(joined, version=hasher.hexdigest(), faults=(*faults, *found, *refused))


def _join(to: Collection, files: Mapping[str, SourceFile], vocabulary: Vocabulary) -> tuple[Collection, list[Fault]]:
    """Return *to* with those *files* that may stand beside what it holds, each where it has its place in the folder."""
    kept, refused = let_in(files, vocabulary, to.known)
    join = make_joiner(vocabulary)
    sources = sorted([*to.reports.values(), *(file.source for file in kept)], key=lambda source: f"{source.id}.toml")
    entries: dict[str, Any] = {}
    for name in LISTS:
        fresh = (join(file.source, entry) for file in kept for entry in getattr(file, name))
        entries[name] = tuple(sorted([*getattr(to, name), *fresh], key=lambda entry: f"{entry.source.id}.toml"))
    return replace(to, reports={one.id: one for one in sources}, **entries, vocabulary=vocabulary), refused


_REPORTED = (ReportedFigure, ReportedGap, ReportedStatement, ReportedEvent)
_JOINED: dict[type[Entry], Any] = dict(zip(ENTRIES.values(), _REPORTED, strict=True))
_SHARED = {one: [key.name for key in fields(joined) if key.name in one.model_fields] for one, joined in _JOINED.items()}


def make_joiner(words: Vocabulary) -> Callable[[Source, Any], Any]:
    """Return what makes an entry of a source the typed object that it becomes; what repeats is made once."""

    @cache
    def say(speaker: str, as_written: str | None, named: bool | None, via: str | None, repeats: str | None) -> Said:
        # The voice is the speaker whose number it is, after all that pass it on; the body, that under which it counts.
        who, known = words.speakers[speaker], words.speakers
        voice = known[follow(repeats or speaker, known, "repeats")[-1]]
        body = known[follow(voice.id, known, "member_of")[-1]]
        named = who.named and who.type != "publisher" if named is None else named
        return Said(who, voice, body, as_written, named, via)

    def join(source: Source, entry: Any) -> Any:
        repeats, named = getattr(entry, "repeats", None), entry.speaker_named
        joined: dict[str, Any] = {key: getattr(entry, key) for key in _SHARED[type(entry)]} | {
            "id": entry.id or "",
            "source": source,
            "place": words.places[entry.place] if entry.place else None,
            "window": entry.window,
            "said": say(entry.speaker, entry.speaker_as_written, named, entry.via, repeats),
        }
        if isinstance(entry, Figure | Event):
            joined["date_precision"] = entry.date_precision or precision_of(entry.window)
        if isinstance(entry, Figure | Gap):
            joined["indicator"] = indicator = words.indicators[entry.indicator]
            # A gap that names no group is one of people, where people are counted.
            whom = "people" if isinstance(entry, Gap) and indicator.unit == "people" else ""
            joined["group"] = words.groups.get(entry.group or whom)
        if isinstance(entry, Figure):
            joined["counting"] = counting = entry.counting or indicator.default_counting
            joined["bounds"] = reported.bounds_of(entry)
            joined["written"], joined["wording"] = reported.write_figure(entry, counting == "forecast")
        return _JOINED[type(entry)](**joined)

    return join


def add_report(to: Collection, text: str, name: str, words: Rows | None = None) -> tuple[Collection, tuple[Fault, ...]]:
    """Return the whole collection with one more report, and the faults that it has, as if it lay in the folder.

    *text* is its TOML, *name* that of its file ("who-2024-03-13.toml"), *words* are new rows of the vocabulary:
    table -> rows of text by column. Where a fault leaves it out, the collection comes back as it was."""
    whole, words = to.whole, words or {}
    vocabulary, faults = add_words(whole.vocabulary, words) if any(words.values()) else (whole.vocabulary, [])
    file, found = read_report(text.encode("utf-8", "surrogatepass"), name)
    joined, refused = _join(whole, {name: file} if file else {}, vocabulary)
    faults += [*found, *refused]
    if len(joined.reports) == len(whole.reports):
        return whole, tuple(faults)
    fresh = {table: [dict(row) for row in rows] for table, rows in words.items()}
    version = hashlib.sha256(repr((whole.version, name, text, fresh)).encode("utf-8", "replace")).hexdigest()
    told = (*whole.faults, *(fault for fault in faults if not fault.left_out))
    return replace(joined, version=version, faults=told), tuple(faults)
