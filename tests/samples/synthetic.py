"""A large invented collection, written as seeds/ files: for the benchmarks and the tests of size."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

FIGURES_PER_SOURCE = 50
_KINDS = (
    ("killed", "people"),
    ("killed", "civilians"),
    ("injured", "people"),
    ("besieged", "people"),
    ("air_strikes", None),
)
_PLACES = ("aleppo", "east-aleppo", "al-waer", "homs", "aleppo-governorate", "urem-al-kubra")
_SPEAKERS = ("sohr", "white-helmets", "un-ocha", "aleppo-forensic-team", "msf", "who", "snhr", "vdc")
_QUALIFIERS = ("exact", "at_least", "about", "more_than", "up_to")
_CARRIERS = ("AP", "AFP", "Reuters", None)


def write_collection(folder: Path, figures: int, vocabulary: Path) -> Path:
    """Write about *figures* figures, 50 a source, into *folder* with the vocabulary of *vocabulary*; the same every time."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in vocabulary.glob("*.csv"):
        shutil.copy(path, folder)
    (folder / "collection.toml").write_text('title = "Synthetic"\nstory = "source-00000"\n', "utf-8")
    random_ = random.Random(7)
    for number in range(max(1, figures // FIGURES_PER_SOURCE)):
        (folder / f"source-{number:05}.toml").write_text(write_source(number, random_), "utf-8")
    return folder


def write_source(number: int, random_: random.Random) -> str:
    """Return one invented source file with 50 figures."""
    published = date(2016, 9, 20) + timedelta(days=number % 40)
    head = (
        f'[source]\nid = "source-{number:05}"\ntitle = "Report {number}"\npublisher = "Publisher {number % 90}"\n'
        f'kind = "news_article"\ndate_published = {published}\ndate_basis = "invented"\nlanguage = "en"\n'
        f'url = "https://example.org/{number}"\n'
    )
    return head + "".join(_write_figure(number, at, published, random_) for at in range(FIGURES_PER_SOURCE))


def _write_figure(number: int, at: int, published: date, random_: random.Random) -> str:
    indicator, group = random_.choice(_KINDS)
    value, via = random_.randint(1, 900), random_.choice(_CARRIERS)
    day = published - timedelta(days=random_.randint(0, 3))
    optional = (f'group = "{group}"\n' if group else "") + (f'via = "{via}"\n' if via else "")
    return (
        f'\n[[figures]]\nid = "f-{number:05}-{at:02}"\nindicator = "{indicator}"\n{optional}value = {value}\n'
        f'qualifier = "{random_.choice(_QUALIFIERS)}"\nbasis = "statement"\nplace = "{random_.choice(_PLACES)}"\n'
        f'place_as_written = "Somewhere"\ndate_start = {day}\ndate_end = {day}\ndate_as_written = "that day"\n'
        f'date_precision = 1\ndate_basis = "invented"\nspeaker = "{random_.choice(_SPEAKERS)}"\nspeaker_named = true\n'
        f'quote = "{value} invented"\ncounts = "Invented, for a measurement."\n'
    )
