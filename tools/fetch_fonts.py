"""Fetch IBM Plex Sans and IBM Plex Sans Arabic from npm into dashboard/static/fonts; run once, by a maintainer.

The subsets of @fontsource leave out ≥, ≤, ≈ and →, which our numbers need; those come from IBM's own package.
"""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from pathlib import Path

TARGET = Path(__file__).parents[1] / "dashboard" / "static" / "fonts"
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
LATIN = "@fontsource/ibm-plex-sans@5.3.0"
ARABIC = "@fontsource/ibm-plex-sans-arabic@5.3.0"
ORIGINAL = "@ibm/plex-sans@1.1.0"


def fetch(package: str, files: dict[str, str], scratch: Path) -> None:
    """Unpack *files* (name in the package -> name here) of an npm package into ``TARGET``."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(scratch), package]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(scratch / name) as archive:
        for inside, here in files.items():
            content = archive.extractfile(f"package/{inside}")
            assert content is not None, f"{package} has no {inside}"
            (TARGET / here).write_bytes(content.read())


def main() -> None:
    """Fetch all four weights of each subset, and the licence."""
    TARGET.mkdir(parents=True, exist_ok=True)
    latin = {
        f"files/ibm-plex-sans-{subset}-{weight}-normal.woff2": f"plex-{subset}-{weight}.woff2"
        for subset in ("latin", "latin-ext")
        for weight in WEIGHTS
    }
    arabic = {
        f"files/ibm-plex-sans-arabic-arabic-{weight}-normal.woff2": f"plex-arabic-{weight}.woff2" for weight in WEIGHTS
    }
    symbols = {
        f"fonts/split/woff2/IBMPlexSans-{name}-Pi.woff2": f"plex-symbols-{weight}.woff2"
        for weight, name in WEIGHTS.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        fetch(LATIN, latin, Path(folder))
        fetch(ARABIC, arabic, Path(folder))
        fetch(ORIGINAL, symbols | {"LICENSE.txt": "LICENSE.txt"}, Path(folder))


if __name__ == "__main__":
    main()
