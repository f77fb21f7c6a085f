"""Hold the quotes against a copy of the source's text: ``python -m dashboard.check FOLDER``."""

import os
import sys
from pathlib import Path

from dashboard.collection.collection import read_collection
from dashboard.collection.faults import SeedError, name_nearest
from dashboard.collection.quotes import MAX_TEXT_BYTES, check_copy
from dashboard.collection.seeds import decode, make_parser, read_plain_file, run_command
from dashboard.collection.worker import WorkError, run_limited


def main(arguments: list[str] | None = None) -> int:
    """Print one line for each quote; return 0 where all hold, 1 where one does not, 2 where nothing can be checked."""
    parser = make_parser("check", __doc__)
    parser.add_argument("texts", type=Path, metavar="FOLDER", help="folder with <source-id>.txt files")
    options = parser.parse_args(arguments)
    try:
        if not os.access(f"{options.texts}/.", os.R_OK):
            raise SeedError(f"{options.texts}: no such folder, expected one with <source-id>.txt files")
        collection, texts = read_collection(options.seeds), {path.stem: path for path in options.texts.glob("*.txt")}
        refused = [fault for fault in collection.faults if fault.left_out and Path(fault.file).stem in texts]
        known = [name for name in collection.reports if name in texts]
        if not known and not refused:
            raise SeedError(f"{options.texts}: no <source-id>.txt of a known source, so nothing was checked")
        for name in sorted(texts.keys() - {*known, *(Path(fault.file).stem for fault in refused)}):
            print(
                f"{name}.txt: not checked, expected the id of a source{name_nearest(name, collection.reports)}",
                file=sys.stderr,
            )
        for fault in refused:
            print(f"{fault}; the report was left out, so its quotes were not checked", file=sys.stderr)
        all_hold = not refused
        for name in known:
            part, path = collection.only([name]), texts[name]
            text = decode(read_plain_file(path, MAX_TEXT_BYTES), path.name, "a plain text file")
            checks = run_limited(check_copy, [*part.figures, *part.gaps, *part.statements], text)
            print(f"{name}: {sum(found for found, _ in checks)} of {len(checks)} quotes hold")
            print("".join(f"  {line}\n" for _, line in checks), end="")
            all_hold &= all(found for found, _ in checks)
        return 0 if all_hold else 1
    except (SeedError, WorkError) as error:
        print(f"{path.name}: {error}" if isinstance(error, WorkError) else error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    run_command(main)
