"""Charts, deck and archive by command: ``python -m dashboard.export --to DIR``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from dashboard.build import ROOT
from dashboard.export.about import About
from dashboard.export.archive import make_archive
from dashboard.export.batch import Batch, draw_charts, list_kinds
from dashboard.export.browser import BROWSER, HOW_TO_GET_CHROME, find_chrome
from dashboard.export.deck import make_deck
from dashboard.export.faults import ExportError, NoChromeError
from dashboard.export.layout import PRESETS
from dashboard.export.png import MODES
from dashboard.files import WriteError, write_file
from dashboard.filters import Filter, apply_filter, write_filter, write_query
from dashboard.notes import count_words
from dashboard.seeds import SeedError, read_collection
from dashboard.tables import TableError, Tables, build_tables


def main(arguments: list[str] | None = None, now: datetime | None = None) -> int:
    """Export what the command line asks for; return 0, or 1 with the reason on standard error."""
    options = _parse(arguments)
    try:
        tables, about, query = _choose_sources(options, now or datetime.now(UTC))
        kinds = list_kinds(options.charts)
        _prepare_folder(options.to)
        if find_chrome() is None:
            raise NoChromeError(HOW_TO_GET_CHROME)
        view = {"now": about.made, "query": query, "filter_text": about.filter_text, "progress": _show_progress}
        batch = draw_charts(tables, kinds, options.preset, options.theme, **view)
        for one in batch.drawn:
            _write(options.to / f"{one.sourced.id}.png", one.png)
        deck = _make_deck_if_asked(options, tables, kinds, batch, about, view)
        if deck:
            _write(options.to / "figures.pptx", deck)
        if options.zip:
            extra = {"figures.pptx": deck} if deck else {}
            _write(options.to / "figures.zip", make_archive(tables, batch, about, extra))
    except (ExportError, SeedError, TableError, WriteError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        BROWSER.close()
    for skipped in batch.skipped:
        print(skipped, file=sys.stderr)
    return 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m dashboard.export", description=__doc__)
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to write into")
    parser.add_argument("--preset", choices=list(PRESETS), default="slide", help="size of the pictures")
    parser.add_argument("--theme", choices=MODES, default="light")
    parser.add_argument("--charts", type=_split, metavar="A,B", help="ids of charts; all by default")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--sources", type=_split, metavar="A,B", help="ids of sources; the story's by default")
    chosen.add_argument("--all-sources", action="store_true", help="all sources of the collection")
    parser.add_argument("--deck", action="store_true", help="a PowerPoint deck as well")
    parser.add_argument("--zip", action="store_true", help="an archive with pictures, tables and notes as well")
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds", metavar="DIR")
    return parser.parse_args(arguments)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _choose_sources(options: argparse.Namespace, now: datetime) -> tuple[Tables, About, str]:
    """Return the tables of the chosen sources, what to say of them, and the same as a URL query."""
    collection = read_collection(options.seeds)
    if collection.faults:
        raise SeedError("\n".join(map(str, collection.faults)))
    tables = build_tables(collection)
    story = [tables.story] if tables.story and not options.all_sources else []
    sources = options.sources or story
    known = list(tables.sources["id"])
    for source in sources:
        if source not in known:
            raise ExportError(f"source {source!r}, expected one of {', '.join(known)}")
    if not sources:
        return tables, About(tables.title, now), ""
    choice = Filter(source=tuple(sources))
    query = write_query(choice)
    return apply_filter(choice, tables), About(tables.title, now, write_filter(choice), f"/?{query}"), query


def _prepare_folder(folder: Path) -> None:
    """Find out that nothing can be written there before the pictures are drawn, not after."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise WriteError(f"{folder}: cannot be written into, {error.strerror}") from error


def _make_deck_if_asked(
    options: argparse.Namespace, tables: Tables, kinds: list, batch: Batch, about: About, view: dict
) -> bytes | None:
    if not options.deck:
        return None
    if options.preset != "slide":
        batch = draw_charts(tables, kinds, "slide", options.theme, **view)
    return make_deck(tables, batch.drawn, about, options.theme)


def _write(path: Path, content: bytes) -> None:
    write_file(path, content)
    print(f"{path} ({count_words(len(content), 'byte', 'bytes')})")


def _show_progress(done: int, total: int, what: str) -> None:
    print(f"{done}/{total} {what}".rstrip(), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
