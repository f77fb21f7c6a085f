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
_QUALIFIERS = ("exact", "at_least", "about", "more_than", "up_to", "range")
_CARRIERS = ("AP", "AFP", "Reuters", None)


def write_collection(folder: Path, figures: int, vocabulary: Path) -> Path:
    """Write about *figures* figures, 50 a source, into *folder* with the vocabulary of *vocabulary*; the same every time."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in vocabulary.glob("*.csv"):
        shutil.copy(path, folder)
    (folder / "collection.toml").write_text('title = "Synthetic"\nstory = "source-00000"\n', "utf-8")
    chosen = random.Random(7)
    for number in range(max(1, figures // FIGURES_PER_SOURCE)):
        (folder / f"source-{number:05}.toml").write_text(write_source(number, chosen), "utf-8")
    return folder


def write_source(number: int, chosen: random.Random) -> str:
    """Return one invented source file: what most of its 50 figures share stands in its defaults."""
    published = date(2016, 9, 20) + timedelta(days=number % 40)
    head = (
        f'[source]\nid = "source-{number:05}"\ntitle = "Report {number}"\npublisher = "Publisher {number % 90}"\n'
        f'kind = "news_article"\ndate_published = {published}\ndate_basis = "Invented."\nlanguage = "en"\n'
        f'url = "https://example.org/{number}"\ntext_complete = false\n\n[defaults]\n'
    )
    shared = _write_where(chosen) + _write_when(published, chosen) + _write_who(chosen)
    return head + shared + "".join(_write_figure(number, at, published, chosen) for at in range(FIGURES_PER_SOURCE))


def _write_where(chosen: random.Random) -> str:
    return f'place = "{chosen.choice(_PLACES)}"\nplace_as_written = "Somewhere"\n'


def _write_when(published: date, chosen: random.Random) -> str:
    day = published - timedelta(days=chosen.randint(0, 3))
    return f'date_start = {day}\ndate_end = {day}\ndate_as_written = "that day"\ndate_basis = "Invented."\n'


def _write_who(chosen: random.Random) -> str:
    carrier = chosen.choice(_CARRIERS)
    via = f'via = "{carrier}"\n' if carrier else ""
    return f'speaker = "{chosen.choice(_SPEAKERS)}"\nspeaker_as_written = "Somebody"\n{via}'


def _write_figure(number: int, at: int, published: date, chosen: random.Random) -> str:
    indicator, group = chosen.choice(_KINDS)
    value, qualifier = chosen.randint(1, 900), chosen.choice(_QUALIFIERS)
    is_range = qualifier == "range"
    amount = f"value_low = {value}\nvalue_high = {value + 50}\n" if is_range else f"value = {value}\n"
    own = (
        (f'group = "{group}"\n' if group else "")
        + (_write_where(chosen) if chosen.random() < 0.3 else "")
        + (_write_when(published, chosen) if chosen.random() < 0.5 else "")
        + (_write_who(chosen) if chosen.random() < 0.4 else "")
        + ("provisional = true\n" if chosen.random() < 0.1 else "")
    )
    return (
        f'\n[[figures]]\nid = "f-{number:05}-{at:02}"\nindicator = "{indicator}"\n{own}{amount}'
        f'qualifier = "{qualifier}"\nquote = "{f"{value} to {value + 50}" if is_range else value} invented"\n'
        'counts = "Invented, for a measurement."\n'
    )
