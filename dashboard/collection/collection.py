"""The collection: every report of a seeds folder as typed figures, gaps, statements and events, with its vocabulary."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pandas as pd

from dashboard.collection.defaults import with_ids
from dashboard.collection.faults import Fault, UnknownId, name_nearest, show
from dashboard.collection.hints import list_warnings
from dashboard.collection.join import Joiner
from dashboard.collection.refusals import Gate
from dashboard.collection.seeds import read_folder
from dashboard.collection.tables import Tables, build_tables
from dashboard.collection.vocabulary import Vocabulary
from dashboard.records.model import VOCABULARY, About, Source
from dashboard.records.reported import ReportedEvent, ReportedFigure, ReportedGap, ReportedStatement

E = TypeVar("E", ReportedFigure, ReportedGap, ReportedStatement, ReportedEvent)


@dataclass(frozen=True, eq=False)
class Collection:
    """All that the reports of one seeds folder say, or a part of it; frozen, so that caches may keep what it gave.

    ``version`` is the sha256 of the content; ``faults`` tells what was left out or set aside, ``warnings`` what
    deserves a second look. A part (``only``, ``cut``) keeps the whole vocabulary and knows its ``whole``.
    """

    about: About
    reports: Mapping[str, Source]
    figures: tuple[ReportedFigure, ...]
    gaps: tuple[ReportedGap, ...]
    statements: tuple[ReportedStatement, ...]
    events: tuple[ReportedEvent, ...]
    vocabulary: Vocabulary
    version: str
    faults: tuple[Fault, ...] = ()
    part_of: Collection | None = field(default=None, repr=False)

    @property
    def whole(self) -> Collection:
        """The whole collection that this was cut from: what a figure is compared with."""
        return self if self.part_of is None else self.part_of

    @property
    def story(self) -> str | None:
        """The report whose story comes first: the one that collection.toml names, else the earliest published."""
        if self.about.story in self.reports:
            return self.about.story
        dated = sorted((str(source.date_published or "9999"), name) for name, source in self.reports.items())
        return dated[0][1] if dated else None

    @cached_property
    def warnings(self) -> tuple[Fault, ...]:
        """What may be honest and deserves a second look; it is no fault and leaves nothing out."""
        return tuple(list_warnings(self.figures, self.vocabulary))

    @cached_property
    def tables(self) -> Tables:
        """The tidy tables of this collection."""
        entries = {name: tuple(self.vocabulary.table(name).values()) for name in VOCABULARY} | {
            "sources": tuple(self.reports.values()),
            "figures": self.figures,
            "gaps": self.gaps,
            "statements": self.statements,
            "events": self.events,
        }
        return build_tables(self.about.title, entries, None if self.whole is self else self.whole.tables)

    @property
    def coverage(self) -> pd.DataFrame:
        """What each report says, says nobody could document, or does not mention, by indicator, place and day."""
        return self.tables.coverage

    @cached_property
    def _by_id(self) -> Mapping[str, ReportedFigure]:
        return {figure.id: figure for figure in self.figures}

    def figure(self, name: str) -> ReportedFigure:
        """Return the figure of this id; raises :class:`UnknownId` naming the nearest."""
        try:
            return self._by_id[name]
        except KeyError:
            nearest = name_nearest(name, self._by_id)
            raise UnknownId(f"{show(name)}, expected the id of a figure{nearest}") from None

    def has_figure(self, name: str) -> bool:
        """Whether a figure has this id."""
        return name in self._by_id

    def only(self, reports: Iterable[str]) -> Collection:
        """Return the collection with only these reports; raises :class:`UnknownId` for one that it does not hold."""
        kept = tuple(dict.fromkeys(reports))
        for name in kept:
            if name not in self.reports:
                raise UnknownId(f"{show(name)}, expected the id of a report{name_nearest(name, self.reports)}")
        return self.cut(f"only {sorted(kept)}", reports=frozenset(kept))

    def cut(
        self,
        how: str,
        reports: frozenset[str] | None = None,
        keep: Callable[[ReportedFigure], bool] | None = None,
        keep_other: Callable[[ReportedGap | ReportedStatement | ReportedEvent], bool] | None = None,
    ) -> Collection:
        """Return the part with these *reports* and the entries for which *keep* and *keep_other* hold.

        *how* must tell all that decides what is in it: it names the part's version.
        """
        sources = {name: source for name, source in self.reports.items() if reports is None or name in reports}

        def kept(entries: Iterable[E], keep: Callable[[E], bool] | None) -> tuple[E, ...]:
            return tuple(e for e in entries if e.source.id in sources and (keep is None or keep(e)))

        return replace(
            self,
            reports=sources,
            figures=kept(self.figures, keep),
            gaps=kept(self.gaps, keep_other),
            statements=kept(self.statements, keep_other),
            events=kept(self.events, keep_other),
            version=hashlib.sha256(f"{self.version} {how}".encode()).hexdigest(),
            part_of=self.whole,
        )


def read_collection(folder: Path) -> Collection:
    """Read every report of *folder*.

    Raises :class:`SeedError` where the folder is missing or a vocabulary file is no table; a broken report or row
    only adds to ``faults``.
    """
    reading = read_folder(folder)
    gate = Gate(reading.vocabulary)
    for label, file in reading.files.items():
        gate.add(label, with_ids(file))
    gate.refuse_dangling()
    joiner = Joiner(reading.vocabulary)
    kept = tuple(gate.files.values())
    return Collection(
        about=reading.about,
        reports={file.source.id: file.source for file in kept},
        figures=tuple(joiner.join_figure(file.source, entry) for file in kept for entry in file.figures),
        gaps=tuple(joiner.join_gap(file.source, entry) for file in kept for entry in file.gaps),
        statements=tuple(joiner.join_statement(file.source, entry) for file in kept for entry in file.statements),
        events=tuple(joiner.join_event(file.source, entry) for file in kept for entry in file.events),
        vocabulary=reading.vocabulary,
        version=reading.version,
        faults=(*reading.faults, *gate.faults),
    )
