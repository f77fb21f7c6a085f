"""Write the tidy tables and their data package: ``python -m dashboard.build``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dashboard.collection.collection import Collection, read_collection
from dashboard.collection.faults import SeedError
from dashboard.collection.files import WriteError, replace_folder
from dashboard.collection.package import make_files
from dashboard.collection.schemas import list_faults
from dashboard.collection.seeds import ROOT, add_seeds_option


class BuildError(Exception):
    """What keeps the tables from being built, one line for each fault."""


def build_files(collection: Collection) -> dict[str, bytes]:
    """Return the files of data/ for *collection*; raises :class:`BuildError` with every fault where it has any."""
    faults = [str(fault) for fault in collection.faults]
    faults = faults or list_faults(dict(collection.tables.items()))
    if faults:
        raise BuildError("\n".join(faults))
    return make_files(collection.tables)


def main(arguments: list[str] | None = None) -> int:
    """Rebuild data/; return 0, or 1 with the reason (data/ is then unchanged)."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.build", description=__doc__)
    add_seeds_option(parser)
    parser.add_argument("--to", type=Path, default=ROOT / "data", metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        collection = read_collection(options.seeds)
        for warning in collection.warnings:
            print(f"warning: {warning}", file=sys.stderr)
        replace_folder(options.to, build_files(collection))
    except (SeedError, BuildError, WriteError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{options.to}: {len(collection.reports)} sources, {len(collection.figures)} figures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
