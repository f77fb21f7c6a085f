"""Pictures, briefings, tables and everything in one, by command: ``python -m dashboard.export --to DIR``.

Exit status: 0 done (what was left out is named), 1 refused or failed, 2 the command was not understood.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from dashboard.collection.collection import read_collection
from dashboard.collection.faults import SeedError
from dashboard.collection.files import WriteError, write_files
from dashboard.collection.seeds import make_parser, run_command
from dashboard.collection.selection import TOPIC_PARAMETERS, read_selection
from dashboard.compare import find_topic
from dashboard.exhibits import UnknownExhibit
from dashboard.exhibits.exhibit import LOOKS
from dashboard.export.about import ExportError, LeftOut, Order, check_base, describe, read_base
from dashboard.export.formats import FORMATS, Format
from dashboard.render.browser import BROWSER, DoesNotFitError, RenderError, require_browser
from dashboard.render.html import PRESETS

COMMANDS = tuple(one.id for one in FORMATS)


def main(arguments: Sequence[str] | None = None, now: datetime | None = None) -> int:
    """Export what the command line asks for; return 0, or 1 with the reason on standard error."""
    options = _make_parser().parse_args(arguments)
    try:
        order, formats = _prepare(options, now or datetime.now(UTC))
        left_out = [*order.left_out] if any(one.draws or one.scope == "exhibit" for one in formats) else []
        for one, path, part in _list_files(order, formats, options.to):
            try:
                content = one.write(part)
                write_files({path: content})
                print(f"{path} ({len(content):,} bytes)")
            except DoesNotFitError as error:
                left_out.append(LeftOut(path.stem, str(error)))
    except (ExportError, RenderError, SeedError, UnknownExhibit, WriteError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        BROWSER.close()
    for line in dict.fromkeys(map(str, left_out)):
        print(line, file=sys.stderr)
    return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = make_parser("export", __doc__)
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to write into")
    parser.add_argument("--formats", type=_split, default=["png"], metavar="A,B", help=", ".join(COMMANDS))
    parser.add_argument("--exhibits", type=_split, default=[], metavar="A,B", help="ids; all by default")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--reports", type=_split, metavar="A,B", help="ids; by default that of the story")
    which.add_argument("--all", action="store_true", help="all reports of the collection")
    parser.add_argument(
        "--topic", nargs=4, metavar=("INDICATOR", "GROUP", "PLACE", "DAY"), help="one question; GROUP all, DAY any"
    )
    parser.add_argument("--preset", choices=list(PRESETS), default="slide", help="size of the pictures")
    parser.add_argument("--theme", choices=list(LOOKS), default="light")
    parser.add_argument("--base", metavar="URL", help="where the dashboard runs, for links (or $DASHBOARD_URL)")
    return parser


def _split(text: str) -> list[str]:
    if not (parts := [part.strip() for part in text.split(",") if part.strip()]):
        raise argparse.ArgumentTypeError(f"{text[:40]!r}, expected ids with commas between them")
    return parts


def _prepare(options: argparse.Namespace, now: datetime) -> tuple[Order, list[Format]]:
    """Find out all that can be wrong before the first picture is drawn."""
    for word in options.formats:
        if word not in COMMANDS:
            raise ExportError(f"format {word[:40]!r}, expected one of {', '.join(COMMANDS)}")
    formats = [one for one in FORMATS if one.id in options.formats]
    base = check_base(options.base, "--base") if options.base else read_base()
    collection = read_collection(options.seeds)
    if collection.faults:
        raise SeedError("\n".join(map(str, collection.faults)))
    reports = [] if options.all else options.reports or ([collection.story] if collection.story else [])
    topic = {name: [word] for name, word in zip(TOPIC_PARAMETERS, options.topic or (), strict=False)}
    selection, problems = read_selection({"source": reports, **topic}, collection)
    if problems:
        raise ExportError("\n".join(problems))
    about = describe(selection, collection, now, base)
    order = Order(selection.choose(collection), about, preset=options.preset, theme=options.theme)
    order = order.choose(options.exhibits, find_topic(collection, selection.topic))
    if any(one.scope in ("exhibit", "briefing") for one in formats):
        _ = order.some_exhibits
    if any(one.draws for one in formats):
        require_browser()
    return order, formats


def _list_files(order: Order, formats: Sequence[Format], folder: Path) -> Iterator[tuple[Format, Path, Order]]:
    """Yield each file's format, its path, and what of the order is written into it."""
    for one in formats:
        if one.scope == "table":
            for name in one.tables:
                yield one, folder / "tables" / f"{name}.{one.ending}", replace(order, table=name)
        elif one.scope == "exhibit":
            for exhibit in order.exhibits:
                yield one, folder / f"{exhibit.id}.{one.ending}", replace(order, exhibits=(exhibit,))
        else:
            yield one, folder / f"{one.name}.{one.ending}", order


if __name__ == "__main__":
    run_command(main)
