"""What exhibits of words share: columns by their names, who says so, sections cut to a page with a count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from dashboard.exhibits.exhibit import Cell, Column, Section
from dashboard.records.model import Source
from dashboard.wording.headings import head, name_publishers, name_voices
from dashboard.wording.numbers import start
from dashboard.wording.voices import ARROW, Reported, list_chain, write_published


def column(name: str, kind: Literal["text", "number", "day", "mark"] = "text", width: int | None = None) -> Column:
    """Return the column of this name of the catalogue."""
    return Column(head(f"column_{name}"), kind, width)


def tell_carriers(record: Reported) -> str:
    """Write who carried it → who published it; of what a voice published itself the voice."""
    links = list_chain(record, short=True)
    return start(ARROW.join(links[1:] or links))


def tell_who(records: Sequence[Reported], alone: bool) -> Cell:
    """Return who says so: of one report its chains, of several the voices and their reports.

    Where one report stands *alone*, its name is in the source line and not said in every row.
    """
    sources: dict[str, Source] = {record.source.id: record.source for record in records}
    if len(sources) > 1:
        return Cell(name_voices(records), sub=name_publishers(records))
    [source] = sources.values()
    if not any(record.said.credited for record in records):
        return Cell(source.publisher, sub=None if alone else head("nobody_on", day=write_published(source)))
    chains = dict.fromkeys(ARROW.join(_without_publisher(record)) for record in records)
    return Cell(start("; ".join(chains)), sub=None if alone else f"{source.publisher}, {write_published(source)}")


def _without_publisher(record: Reported) -> list[str]:
    links = list_chain(record, short=True)
    return links[:-1] if len(links) > 1 and links[-1] == record.source.publisher else links


def cut(sections: Iterable[Section], most: int, how: str) -> tuple[tuple[Section, ...], str | None]:
    """Return the first *most* rows, and what is said of the rest: "40 of 212, the least firm first"."""
    kept: list[Section] = []
    room, total = most, 0
    for section in sections:
        total += len(section.rows)
        if room > 0 and section.rows:
            kept.append(replace(section, rows=section.rows[:room]))
            room -= len(section.rows)
    more = head("shown_of", shown=most, total=total, how=head(how)) if total > most else None
    return tuple(kept), more
