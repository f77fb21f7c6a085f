"""Every seed loads; whatever is not a source is refused with file, entry, key and what was expected."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from dashboard.model import MAX_QUOTE_WORDS
from dashboard.seeds import MAX_FAULTS_PER_FILE, SeedError, read_collection, read_source
from dashboard.tables import build_tables
from tests.conftest import INVENTED, ROOT


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the invented collection, to break."""
    return Path(shutil.copytree(INVENTED, tmp_path / "seeds"))


def change(folder: Path, old: str, new: str, name: str = "river-post.toml") -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def faults_of(folder: Path) -> list[str]:
    return [str(fault) for fault in read_collection(folder).faults]


def test_every_seed_of_the_project_loads(real_collection):
    assert [str(fault) for fault in real_collection.faults] == []
    assert real_collection.story == "independent-2016-09-23"


def test_every_quote_is_short_and_every_place_has_a_basis(real_collection):
    quotes = [figure.quote for file in real_collection.files for figure in file.figures]
    assert max(len(quote.split()) for quote in quotes) <= MAX_QUOTE_WORDS
    assert all(place.basis for place in real_collection.vocabulary["places"].values())


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('qualifier = "nearly"', 'qualifier = "atleast"', "seeds/river-post.toml: figures[2].qualifier: 'atleast', expected: input should be 'exact', 'at_least'"),
        ("value = 1200", 'value = "1200"', "seeds/river-post.toml: figures[2].value: '1200', expected: input should be a valid integer"),
        ("value = 1200", "value = 1200\nkilled = 3", "seeds/river-post.toml: figures[2].killed: unknown key with value '3', expected only the keys"),
        ('indicator = "evacuated"', 'indicator = "evacuate"', "seeds/river-post.toml: figures[2].indicator: 'evacuate', expected an id of seeds/indicators.csv (nearest: 'evacuated')"),
        ('place = "harbour"', 'place = "nowhere"', "seeds/river-post.toml: figures[2].place: 'nowhere', expected an id of seeds/places.csv"),
        ("of_total = 5", "of_total = 1", "seeds/river-post.toml: figures[3]: value 2 is above of_total 1, expected value <= of_total"),
        ('id = "rp-bridges"', 'id = "rp-killed"', "seeds/river-post.toml: figures[3].id: 'rp-killed' stands in this file too, expected an id of its own"),
        ('part_of = "rp-killed"', 'part_of = "er-killed"', "seeds/river-post.toml: figures[1].part_of: 'er-killed', expected the id of a figure of this file"),
        ('part_of = "rp-killed"', 'part_of = "rp-children"', "seeds/river-post.toml: figures[1].part_of: 'rp-children' makes a circle"),
        ('contradicts = "rp-dam-failed"', 'contradicts = "rp-dam"', "seeds/river-post.toml: statements[0].contradicts: 'rp-dam', expected the id of a statement"),
        ('id = "river-post"', 'id = "other"', "seeds/river-post.toml: source.id: 'other', expected the file's own name 'river-post'"),
        ("date_published = 2021-03-05", "date_published = 2021-03-05T00:00:00Z", "without a time"),
        ('title = "Water', 'title = "\u202eWater', "character U+202E at position 0, expected plain text on one line"),
    ],
)  # fmt: skip
def test_a_fault_names_file_entry_key_value_and_what_was_expected(folder, old, new, fault):
    change(folder, old, new)
    assert any(fault in line for line in faults_of(folder)), faults_of(folder)
    assert [file.source.id for file in read_collection(folder).files] == ["echo-report"]


def test_an_id_of_another_file_is_refused_in_the_later_one(folder):
    change(folder, 'id = "er-raids"', 'id = "rp-bridges"', "echo-report.toml")
    assert faults_of(folder) == [
        "seeds/river-post.toml: figures[3].id: 'rp-bridges' stands in seeds/echo-report.toml too, expected an id of its own"
    ]


def test_all_faults_of_a_file_are_told_together_and_a_flood_is_bounded(folder):
    text = (folder / "river-post.toml").read_text("utf-8")
    (folder / "river-post.toml").write_text(text + '\n[[figures]]\nid = "X"\n' * 300, "utf-8")
    faults = faults_of(folder)
    assert len(faults) == MAX_FAULTS_PER_FILE + 1
    assert re.search(r"river-post.toml: \d+ more faults, expected none", faults[-1])


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "river-post.toml: source: missing, expected a value for this key"),
        (b"[source\n", "river-post.toml: not TOML, 'Expected"),
        (b"\xff\xfe", "river-post.toml: byte 0 is not UTF-8, expected a TOML file in UTF-8"),
        (b"[source]\nid = 3\n", "river-post.toml: source.id: '3', expected: input should be a valid string"),
        (b"a = " + b"[" * 5_000, "river-post.toml: not TOML"),
        (b"#" * 2_500_000, "river-post.toml: 2.5 MB, expected at most 2 MB"),
        (b'figures = "none"\n', "river-post.toml: figures: 'none', expected"),
    ],
)
def test_a_file_that_is_no_source_is_refused_and_the_others_stay(folder, content, fault):
    (folder / "river-post.toml").write_bytes(content)
    assert any(fault in line for line in faults_of(folder)), faults_of(folder)
    assert [file.source.id for file in read_collection(folder).files] == ["echo-report"]


def test_a_hostile_value_is_shown_bounded_and_printable(folder):
    change(folder, 'qualifier = "nearly"', f'qualifier = "<script>\\u001b[31m{"x" * 5_000}"')
    line = next(line for line in faults_of(folder) if "qualifier" in line)
    assert "\x1b" not in line
    assert len(line) < 400


def test_a_missing_folder_says_what_belongs_there(tmp_path):
    with pytest.raises(SeedError, match=r"seeds/: no such folder, expected a folder with places.csv, indicators.csv"):
        read_collection(tmp_path / "seeds")


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("places.csv", "33.9,35.6,5,2", "999,35.6,5,2", "seeds/places.csv: line 2: lat: '999', expected: input should be less than or equal to 90"),
        ("places.csv", "harbour,Harbour,,lowtown", "harbour,Harbour,,seatown", "seeds/places.csv: harbour.within: 'seatown', expected an id of this file"),
        ("places.csv", "northland,Northland,,,", "northland,Northland,,harbour,", "makes a circle, expected none"),
        ("speakers.csv", "mayor,The mayor of Lowtown,government", "mayor,The mayor,king", "seeds/speakers.csv: line 2: type: 'king', expected"),
        ("groups.csv", "children,children,child,people", "people,children,child,people", "id 'people' stands twice, expected each id once"),
        ("indicators.csv", "id,label", "id;label", "seeds/indicators.csv: line 2: "),
    ],
)  # fmt: skip
def test_a_broken_vocabulary_says_line_and_key(folder, name, old, new, message):
    change(folder, old, new, name)
    with pytest.raises(SeedError, match=re.escape(message)):
        read_collection(folder)


def test_one_file_alone_can_be_read(folder):
    assert read_source(folder / "river-post.toml").source.publisher == "River Post"
    change(folder, "value = 1200", "value = -1")
    with pytest.raises(SeedError, match=r"seeds/river-post.toml: figures\[2\].value: '-1', expected"):
        read_source(folder / "river-post.toml")


def mutate(text: str, random_: random.Random) -> str:
    """Return the text of a source file with one to four faults of the kinds that hands and networks make."""
    for _ in range(random_.randint(1, 4)):
        lines = text.split("\n")
        at = random_.randrange(len(lines))
        kind = random_.randrange(8)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(at, lines[random_.randrange(len(lines))])
        elif kind == 2:
            key = lines[at].split("=")[0]
            lines[at] = f"{key}= {random_.choice(HOSTILE)}"
        elif kind == 3:
            lines = lines[:at]
        elif kind == 4:
            lines[at] = lines[at][: random_.randint(0, len(lines[at]))]
        elif kind == 5:
            lines[at] = "".join(random_.sample(lines[at], len(lines[at])))
        elif kind == 6:
            lines[at] = lines[at].replace("=", random_.choice(["==", ":", "= =", ""]), 1)
        else:
            place = random_.randint(0, len(lines[at]))
            lines[at] = (
                lines[at][:place]
                + random_.choice(["\x00", "\u202e", "<img src=x onerror=alert(1)>", "\ufffd", '"', "]", "٣"])
                + lines[at][place:]
            )
        text = "\n".join(lines)
    return text


HOSTILE = (
    '"<script>alert(1)</script>"', "-1", "1e400", "nan", "9223372036854775808", "99999999999999999999999999", "true", "[]", "{}",
    "[[1]]", '""', "'''\n\n'''", "0000-00-00", "2016-09-22", "12:00:00", '"\\u202e"', '"=cmd()"', "1_000", "0x50", f'"{"a" * 3_000}"',
)  # fmt: skip


def test_500_mutated_files_load_or_are_refused_by_name(folder):
    """Protects the page from any half-written or hostile file: never a crash, always a name."""
    original = (folder / "river-post.toml").read_text("utf-8")
    random_ = random.Random(20160923)
    loaded = 0
    for _ in range(500):
        (folder / "river-post.toml").write_text(mutate(original, random_), "utf-8")
        collection = read_collection(folder)
        ids = [file.source.id for file in collection.files]
        assert "echo-report" in ids
        if "river-post" in ids:
            loaded += 1
            build_tables(collection)
        else:
            assert collection.faults
            assert all(fault.file == "seeds/river-post.toml" and fault.message for fault in collection.faults)
    assert 20 < loaded < 480


def test_the_project_has_no_long_text_of_others():
    """Protects the rights of the publishers: facts and short quotes only, no copy of an article."""
    texts = [path for path in (ROOT / "seeds" / "texts").glob("*") if path.name != "README.md"]
    tracked = [path for path in texts if path.suffix != ".txt"]
    assert tracked == []
