"""Write the tidy tables and their data package: ``python -m dashboard.build``; mend old files with ``--migrate``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dashboard.collection.collection import Collection, read_collection
from dashboard.collection.faults import SeedError
from dashboard.collection.files import WriteError, replace_folder, write_file
from dashboard.collection.migrate import migrate_folder
from dashboard.collection.package import make_files
from dashboard.collection.schemas import list_faults
from dashboard.collection.seeds import ROOT, add_seeds_option
from dashboard.collection.vocabulary import read_vocabulary


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
    """Rebuild data/, or rewrite old files of seeds/; return 0, or 1 with the reason (data/ is then unchanged)."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.build", description=__doc__)
    add_seeds_option(parser)
    parser.add_argument("--to", type=Path, default=ROOT / "data", metavar="DIR")
    parser.add_argument("--migrate", action="store_true", help="rewrite files of the first version, then stop")
    options = parser.parse_args(arguments)
    try:
        return migrate(options.seeds) if options.migrate else build(options.seeds, options.to)
    except (SeedError, BuildError, WriteError) as error:
        print(error, file=sys.stderr)
        return 1


def build(seeds: Path, to: Path) -> int:
    """Read *seeds* and replace the tables in *to* as one set."""
    collection = read_collection(seeds)
    for warning in collection.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    replace_folder(to, build_files(collection))
    print(f"{to}: {len(collection.reports)} sources, {len(collection.figures)} figures")
    return 0


def migrate(seeds: Path) -> int:
    """Rewrite the files of *seeds* that need it; return 1 where one could not be."""
    vocabulary, _ = read_vocabulary(seeds)
    failed = False
    for path, content, message in migrate_folder(seeds, vocabulary):
        if content is not None:
            write_file(path, content)
        failed = failed or (content is None and not message.endswith("as it should be"))
        print(message)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
