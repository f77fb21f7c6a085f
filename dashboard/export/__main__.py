"""Pictures, briefings, tables and everything in one, by command: ``python -m dashboard.export --to DIR``."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dashboard.collection.collection import read_collection
from dashboard.collection.faults import SeedError
from dashboard.collection.files import WriteError, write_files
from dashboard.collection.seeds import add_seeds_option
from dashboard.collection.selection import TOPIC_PARAMETERS, read_selection
from dashboard.compare import find_topic
from dashboard.exhibits import UnknownExhibit
from dashboard.exhibits.exhibit import LOOKS
from dashboard.export.about import ExportError, check_base, describe, read_base
from dashboard.export.choose import LeftOut, Order, choose_exhibits
from dashboard.export.formats import FORMATS, Format
from dashboard.render.browser import BROWSER, find_browser
from dashboard.render.faults import HOW_TO_GET_A_BROWSER, DoesNotFitError, NoBrowserError, RenderError
from dashboard.render.presets import PRESETS

COMMANDS = tuple(dict.fromkeys(one.command for one in FORMATS))
# Files that scripts of users already look for.
_NAMES = {"pptx": "figures", "zip": "figures"}
_EPILOG = "Exit status: 0 done (what was left out is named), 1 refused or failed, 2 the command was not understood."


def main(arguments: Sequence[str] | None = None, now: datetime | None = None) -> int:
    """Export what the command line asks for; return 0, or 1 with the reason on standard error."""
    options = _make_parser().parse_args(arguments)
    try:
        order, formats = _prepare(options, now or datetime.now(UTC))
        left_out = [*order.left_out, *(one for form in formats for one in _write_format(form, order, options.to))]
    except (ExportError, RenderError, SeedError, UnknownExhibit, WriteError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        BROWSER.close()
    for line in dict.fromkeys(map(str, left_out)):
        print(line, file=sys.stderr)
    return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard.export", description=__doc__, epilog=_EPILOG)
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to write into")
    parser.add_argument("--formats", type=_split, default=["png"], metavar="A,B", help=", ".join(COMMANDS))
    more: dict[str, Any] = {"action": "append_const", "dest": "more", "default": []}
    parser.add_argument("--deck", const="pptx", help="a PowerPoint deck as well (the same as pptx)", **more)
    parser.add_argument("--zip", const="zip", help="everything in one archive as well (the same as zip)", **more)
    parser.add_argument("--exhibits", "--charts", type=_split, default=[], metavar="A,B", help="ids; all by default")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--reports", "--sources", type=_split, metavar="A,B", help="ids of reports")
    which.add_argument("--story", action="store_true", help="the report that the collection begins with (the default)")
    which.add_argument("--all", "--all-sources", action="store_true", help="all reports of the collection")
    parser.add_argument(
        "--topic", nargs=4, metavar=("INDICATOR", "GROUP", "PLACE", "DAY"), help="one question; GROUP all, DAY any"
    )
    parser.add_argument("--preset", choices=list(PRESETS), default="slide", help="size of the pictures")
    parser.add_argument("--theme", choices=list(LOOKS), default="light")
    parser.add_argument("--base", metavar="URL", help="where the dashboard runs, for links (or $DASHBOARD_URL)")
    add_seeds_option(parser)
    return parser


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _prepare(options: argparse.Namespace, now: datetime) -> tuple[Order, list[Format]]:
    """Find out all that can be wrong before the first picture is drawn."""
    words = [*options.formats, *options.more]
    for word in words:
        if word not in COMMANDS:
            raise ExportError(f"format {word[:40]!r}, expected one of {', '.join(COMMANDS)}")
    formats = [one for one in FORMATS if one.command in words]
    base = check_base(options.base, "--base") if options.base else read_base()
    collection = read_collection(options.seeds)
    if collection.faults:
        raise SeedError("\n".join(map(str, collection.faults)))
    reports = [] if options.all else options.reports or ([collection.story] if collection.story else [])
    topic = {name: [word] for name, word in zip(TOPIC_PARAMETERS, options.topic or (), strict=False)}
    selection, problems = read_selection({"source": reports, **topic}, collection)
    if problems:
        raise ExportError("\n".join(problems))
    part, about = selection.choose(collection), describe(selection, collection, now, base)
    chosen = choose_exhibits(part, options.exhibits, find_topic(collection, selection.topic))
    order = Order(part, about, preset=options.preset, theme=options.theme, **chosen._asdict())
    if any(one.scope in ("exhibit", "briefing") for one in formats):
        _ = order.some_exhibits
    if any(one.draws for one in formats) and find_browser() is None:
        raise NoBrowserError(HOW_TO_GET_A_BROWSER)
    return order, formats


def _write_format(one: Format, order: Order, folder: Path) -> list[LeftOut]:
    """Write the files of a format; return the exhibits that do not fit it."""
    left_out = []
    if one.scope == "table":
        for name in one.tables:
            _write(folder / "tables" / f"{name}.{one.ending}", one, replace(order, table=name))
    elif one.scope != "exhibit":
        _write(folder / f"{_NAMES.get(one.id, one.name)}.{one.ending}", one, order)
    else:
        for exhibit in order.exhibits:
            try:
                _write(folder / f"{exhibit.id}.{one.ending}", one, replace(order, exhibits=(exhibit,)))
            except DoesNotFitError as error:
                left_out.append(LeftOut(exhibit.id, str(error)))
    return left_out


def _write(path: Path, one: Format, order: Order) -> None:
    content = one.write(order)
    write_files({path: content})
    print(f"{path} ({len(content):,} bytes)")


if __name__ == "__main__":
    sys.exit(main())
