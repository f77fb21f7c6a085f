"""Every seed loads; whatever is not a report is refused with file, entry, key and what was expected."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time

import pytest

from dashboard.collection import SeedError, default_folder, read_collection
from dashboard.collection.faults import MAX_FAULTS_PER_FILE
from dashboard.collection.seeds import read_report
from dashboard.records.model import MAX_QUOTE_WORDS
from tests.conftest import ROOT, STORY


def test_every_seed_of_the_project_loads(real):
    assert [str(fault) for fault in real.faults] == []
    assert real.story == STORY


def test_every_quote_is_short_and_every_place_has_a_basis(real):
    assert max(len(figure.quote.split()) for figure in real.figures) <= MAX_QUOTE_WORDS
    assert all(place.basis for place in real.vocabulary.places.values())


def test_the_invented_collection_of_the_first_format_loads(invented):
    assert invented.faults == ()
    assert invented.figure("rp-killed").date_precision == 2
    assert invented.figure("er-killed").said.voice.id == "river-watch"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('qualifier = "nearly"', 'qualifier = "atleast"', "seeds/river-post.toml: figures[2].qualifier: 'atleast', expected exact, at_least, more_than, about, nearly, up_to, fewer_than, range, vague (nearest: 'at_least')"),
        ('qualifier = "nearly"', 'qualifer = "nearly"', "seeds/river-post.toml: figures[2].qualifer: unknown key with value 'nearly', nearest: 'qualifier'"),
        ("value = 1200", 'value = "1200"', "seeds/river-post.toml: figures[2].value: '1200': expected a number without quotation marks: 1200"),
        ("value = 1200", "value = 1200.5", "seeds/river-post.toml: figures[2].value: 1200.5, expected a whole number of people: only per cent have decimals"),
        ("value = 1200", "value = 1200\nkilled = 3", "seeds/river-post.toml: figures[2].killed: unknown key with value '3', expected one of id, date_start"),
        ('indicator = "evacuated"', 'indicator = "evacuate"', "seeds/river-post.toml: figures[2].indicator: 'evacuate', expected an id of seeds/indicators.csv (nearest: 'evacuated')"),
        ('speaker = "mayor"', 'speaker = "The mayor of Lowtown"', "seeds/river-post.toml: figures[0].speaker: 'The mayor of Lowtown', expected an id of seeds/speakers.csv (nearest: 'mayor')"),
        ('speaker = "mayor"', 'speaker = "mayor-of-lowtown"', "expected an id of seeds/speakers.csv (nearest: 'mayor')"),
        ('place = "harbour"', 'place = "nowhere"', "seeds/river-post.toml: figures[2].place: 'nowhere', expected an id of seeds/places.csv"),
        ("of_total = 5", "of_total = 1", "seeds/river-post.toml: figures[3]: value 2 is above of_total 1, expected value <= of_total"),
        ('id = "rp-bridges"', 'id = "rp-killed"', "seeds/river-post.toml: figures[3].id: 'rp-killed' stands in this file too, expected an id of its own"),
        ('language = "en"', 'language = "English"', "seeds/river-post.toml: source.language: 'English', expected: a code of a language (BCP 47): en"),
        ('part_of = "rp-killed"', 'part_of = "er-killed"', "seeds/river-post.toml: figures[1].part_of: 'er-killed', expected the id of a figure of this file"),
        ('part_of = "rp-killed"', 'part_of = "rp-children"', "seeds/river-post.toml: figures[1].part_of: 'rp-children' makes a circle"),
        ('contradicts = "rp-dam-failed"', 'contradicts = "rp-dam"', "seeds/river-post.toml: statements[0].contradicts: 'rp-dam', expected the id of a statement (nearest: "),
        ('id = "river-post"', 'id = "other"', "seeds/river-post.toml: source.id: 'other', expected the file's own name 'river-post'"),
        ("date_published = 2021-03-05", "date_published = 2021-03-05T00:00:00", "without a time"),
        ("date_start = 2021-03-03", "date_start = 2021-03-03T18:00:00+02:00", "expected the local time, without an offset"),
        ('title = "Water', 'title = "\u202eWater', "character U+202E at position 0, expected plain text on one line"),
        ("[[figures]]", "[[figure]]", "seeds/river-post.toml: figure: unknown key with value a list, nearest: 'figures'"),
        ("[[figures]]", "[defaults]\nplaces = 'lowtown'\n\n[[figures]]", "seeds/river-post.toml: defaults.places: unknown key, nearest: 'place'"),
        ("[[figures]]", "[defaults]\nreported_on = 'soon'\n\n[[figures]]", "seeds/river-post.toml: defaults.reported_on: 'soon': expected a day such as 2016-09-22"),
    ],
)  # fmt: skip
def test_a_fault_names_file_entry_key_value_and_what_was_expected(folder, change, faults, old, new, fault):
    change(old, new)
    assert any(fault in line for line in faults()), faults()
    assert list(read_collection(folder).reports) == ["echo-report"]


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ('publisher = "River Post"', "publisher = “River Post”", "not TOML, '“' is a typographic quotation mark, expected the straight \""),
        ("date_published = 2021-03-05", "date_published = 05/03/2021", "'05/03/2021' is no day, expected year, month and day: 2021-03-05"),
        ("value = 1200", "value = 250,000", "'250,000' has separators, expected digits alone: 250000"),
        ('language = "en"', "language = en", "'en' stands without quotation marks, expected \"en\""),
        ("[[figures]]", "[figures]", "'[figures]', expected '[[figures]]': a list, one entry each"),
        ("value = 1200", "value = 1200\nvalue = 1300", "a name that stands there already, expected it once"),
        ('publisher = "River Post"', 'publisher = "River Post', "a quotation mark stands alone, expected it to close"),
    ],
)  # fmt: skip
def test_a_syntax_error_names_its_usual_cause_and_its_line(change, faults, old, new, cause):
    change(old, new)
    line = next(line for line in faults() if line.startswith("seeds/river-post.toml: "))
    assert cause in line
    assert re.search(r"\(line \d+\)$", line)


def test_one_entry_as_a_table_is_told_as_a_list_that_is_missing():
    _, faults = read_report(b'figures = {id = "b"}\nsource = {id = "a"}', "seeds/a.toml")
    fault = "seeds/a.toml: figures: stands as [figures], expected [[figures]]: a list, one entry each"
    assert fault in map(str, faults)


def test_all_faults_of_a_file_are_told_together_and_a_flood_is_bounded(folder, faults):
    text = (folder / "river-post.toml").read_text("utf-8")
    (folder / "river-post.toml").write_text(text + '\n[[figures]]\nid = "X"\n' * 300, "utf-8")
    assert len(faults()) == MAX_FAULTS_PER_FILE + 1
    assert re.search(r"river-post.toml: \d+ more faults, expected none", faults()[-1])


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "river-post.toml: source: missing, expected a value for this key"),
        (b"[source\n", "river-post.toml: not TOML, 'Expected"),
        (b"\xef\xbb\xbf[source]\n", "river-post.toml: begins with a byte order mark, expected UTF-8 without one"),
        (b"\xff\xfe[\x00", "river-post.toml: byte 0 is not UTF-8, expected a TOML file in UTF-8"),
        (b"# caf\xe9", "river-post.toml: byte 5 is not UTF-8, expected a TOML file in UTF-8"),
        (b"[source]\nid = 3\n", "river-post.toml: source.id: '3', expected: text between quotation marks"),
        (b"a = " + b"[" * 5_000, "river-post.toml: not TOML"),
        (b"#" * 2_500_000, "river-post.toml: 2.5 MB, expected at most 2 MB"),
        (b"#" * 20_000, "river-post.toml: line 1 has a line of over 10,000 characters, expected a plain key and value"),
        (b'figures = "none"\n', "river-post.toml: figures: 'none', expected"),
        (b"source = 3\n", "river-post.toml: source: '3', expected: a table"),
        (b"[source]\nid = '<b>'\n", "source.id: '<b>', expected: lower-case letters and digits, joined by hyphens"),
        (b"defaults = 3\n", "river-post.toml: defaults: '3', expected a table [defaults]"),
        (b"figures = 3\n[defaults]\nplace = 'x'\n", "river-post.toml: figures: '3', expected"),
        (b"figures = [1, {}]\n", "river-post.toml: figures[0]: '1', expected"),
    ],
)
def test_a_file_that_is_no_report_is_refused_and_the_others_stay(folder, faults, content, fault):
    (folder / "river-post.toml").write_bytes(content)
    assert any(fault in line for line in faults()), faults()
    assert list(read_collection(folder).reports) == ["echo-report"]


def test_a_key_of_very_many_parts_costs_no_time(folder, faults):
    """The parser would take half a minute over 100 KB of them."""
    started = time.process_time()
    text = "\n".join(f"a{number}." + ".".join("a" * 990) + " = 1" for number in range(900))
    (folder / "river-post.toml").write_text(text, "utf-8")
    assert faults() == ["seeds/river-post.toml: line 1 has a key of over 16 parts, expected a plain key and value"]
    assert time.process_time() - started < 4


def test_files_that_are_never_read_are_told_or_an_editors_own(folder, faults):
    good = (folder / "river-post.toml").read_text("utf-8")
    (folder / "other.TOML").write_text(good, "utf-8")
    (folder / "deeper").mkdir()
    (folder / "deeper" / "lost.toml").write_text(good, "utf-8")
    (folder / "._river-post.toml").write_bytes(b"\x00\x05")
    (folder / ".#river-post.toml").symlink_to("nobody@nowhere.123")
    assert faults() == [
        "seeds/deeper/lost.toml: lies in a folder of its own, expected in seeds/ itself",
        "seeds/other.TOML: suffix '.TOML', expected '.toml'",
    ]


def test_a_pipe_a_folder_and_a_link_that_leads_out_are_refused(folder, faults, tmp_path):
    outside = tmp_path / "secret.toml"
    outside.write_text("[source]\n", "utf-8")
    (folder / "a-link.toml").symlink_to(outside)
    (folder / "b-folder.toml").mkdir()
    os.mkfifo(folder / "c-pipe.toml")
    (folder / "d-dangling.toml").symlink_to("nothing.toml")
    (folder / "e-circle.toml").symlink_to("e-circle.toml")
    assert faults() == [
        "seeds/a-link.toml: a link that leads out of the folder, expected a file in it",
        "seeds/b-folder.toml: a folder, expected a plain file",
        "seeds/c-pipe.toml: a pipe or device, expected a plain file",
        "seeds/d-dangling.toml: cannot be read (No such file or directory), expected a readable file",
        "seeds/e-circle.toml: cannot be read (Too many levels of symbolic links), expected a readable file",
    ]
    assert len(read_collection(folder).reports) == 2


def test_a_link_within_the_folder_is_followed(folder, faults):
    (folder / "river-post.toml").rename(folder / "river-post.txt")
    (folder / "river-post.toml").symlink_to("river-post.txt")
    assert faults() == []


def test_a_hostile_value_is_shown_bounded_and_printable(change, faults):
    change('qualifier = "nearly"', f'qualifier = "<script>\\u001b[31m{"x" * 5_000}"')
    line = next(line for line in faults() if "qualifier" in line)
    assert "\x1b" not in line
    assert len(line) < 400


def test_a_story_that_is_no_report_is_told_and_the_earliest_leads(folder, faults):
    (folder / "collection.toml").write_text('title = "Floods"\nstory = "rivr-post"\n', "utf-8")
    assert faults() == [
        "seeds/collection.toml: story: 'rivr-post', expected the id of a report here (nearest: 'river-post')"
    ]
    assert len(read_collection(folder).reports) == 2


@pytest.mark.parametrize(("coding", "reader"), [("cp1252", None), ("ascii", "true")])
def test_a_command_writes_utf8_everywhere_and_no_traceback_where_nobody_reads(coding, reader):
    command = f"import dashboard.collection.seeds as s; s.run_command(lambda: print('≥ \\udcff ' * {99_999 if reader else 1}))"
    shell = f'"{sys.executable}" -c "$CODE" {f"| {reader}" if reader else ""}'
    environment = os.environ | {"CODE": command, "PYTHONIOENCODING": coding}
    done = subprocess.run(["sh", "-c", shell], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"" if reader else "≥ \\udcff \n".encode(), b"")


def test_a_missing_folder_says_what_belongs_there(tmp_path):
    with pytest.raises(SeedError, match=r"seeds/: no such folder, expected a folder with places.csv, indicators.csv"):
        read_collection(tmp_path / "seeds")


@pytest.mark.parametrize("mode", [0o000, 0o300])
def test_a_folder_that_may_not_be_read_is_no_empty_one(folder, mode):
    folder.chmod(mode)
    if os.access(folder, os.R_OK):
        pytest.skip("nothing is hidden from this user")
    with pytest.raises(SeedError, match="seeds/: no such folder"):
        read_collection(folder)
    folder.chmod(0o755)


def test_the_folder_of_every_command_is_that_of_the_environment(monkeypatch, tmp_path):
    assert default_folder() == ROOT / "seeds"
    monkeypatch.setenv("DASHBOARD_SEEDS", str(tmp_path))
    assert default_folder() == tmp_path


DEFAULTS = """
[source]
id = "a-report"
title = "A report"
publisher = "A Publisher"
kind = "news_article"
date_published = 2021-03-05
date_basis = "printed"
language = "en"

[defaults]
place = "lowtown"
place_as_written = "Lowtown"
date_start = 2021-03-04
date_end = 2021-03-04
date_as_written = "on Thursday"
speaker = "mayor"
via = "Wire"
basis = "count"
group = "people"

[[figures]]
indicator = "killed"
value = 12
quote = "12 killed"

[[figures]]
indicator = "injured"
value = 30
date_start = 2021-03-03
date_basis = "since Wednesday, by the sentence before"
via = ""
quote = "30 injured"

[[gaps]]
indicator = "evacuated"
status = "not_documented"
reason = "Nobody counted."
quote = "nobody counted"

[[events]]
label = "A flood"
kind = "background"
speaker = "river-watch"
date_start = ""
"""


def test_a_figure_takes_from_the_defaults_what_it_does_not_give(folder):
    (folder / "a-report.toml").write_text(DEFAULTS, "utf-8")
    collection = read_collection(folder).only(["a-report"])
    assert collection.whole.faults == ()
    killed, injured = collection.figures
    assert (killed.place.id, killed.said.via, killed.basis, killed.group.id) == ("lowtown", "Wire", "count", "people")
    assert killed.said.speaker_named
    assert injured.said.via is None
    assert (injured.date_as_written, injured.window.end) == (None, None), "days are taken together or not at all"
    gap, event = collection.gaps[0], collection.events[0]
    assert (gap.place.id, gap.window.first_day.isoformat()) == ("lowtown", "2021-03-04")
    assert (event.said.speaker.id, event.window.known, event.place.id) == ("river-watch", False, "lowtown")


def test_an_id_that_is_not_given_is_derived_and_stays(folder):
    (folder / "a-report.toml").write_text(DEFAULTS, "utf-8")
    collection = read_collection(folder).only(["a-report"])
    assert [figure.id for figure in collection.figures] == [
        "a-report-killed-people-lowtown-2021-03-04",
        "a-report-injured-people-lowtown-2021-03-03",
    ]
    assert collection.gaps[0].id == "a-report-gap-evacuated-people-lowtown-2021-03-04"
    assert collection.events[0].id == "a-report-a-flood-lowtown"
    again = DEFAULTS + '\n[[figures]]\nindicator = "killed"\nvalue = 13\nquote = "13 killed"\nspeaker = "river-watch"\n'
    (folder / "a-report.toml").write_text(again, "utf-8")
    ids = [figure.id for figure in read_collection(folder).only(["a-report"]).figures]
    assert ids[0] == "a-report-killed-people-lowtown-2021-03-04"
    assert ids[2] == "a-report-killed-people-lowtown-2021-03-04-river-watch"


def mutate(text: str, random_: random.Random) -> str:
    """Return the text of a report with one to four faults of the kinds that hands and networks make."""
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
            strange = random_.choice(["\x00", "\u202e", "<img src=x onerror=alert(1)>", "\ufffd", '"', "]", "٣"])
            lines[at] = lines[at][:place] + strange + lines[at][place:]
        text = "\n".join(lines)
    return text


HOSTILE = (
    '"<script>alert(1)</script>"', "-1", "1e400", "nan", "9223372036854775808", "99999999999999999999999999", "true", "[]", "{}",
    "[[1]]", '""', "'''\n\n'''", "0000-00-00", "2016-09-22", "9999-12-31", "12:00:00", '"\\u202e"', '"=cmd()"', "1_000", "0x50", f'"{"a" * 3_000}"',
)  # fmt: skip


def test_500_mutated_files_load_or_are_refused_by_name(folder):
    """Protects the page from any half-written or hostile file: never a crash, always a name."""
    original = (folder / "river-post.toml").read_text("utf-8") + DEFAULTS[DEFAULTS.index("[defaults]") :]
    random_ = random.Random(20160923)
    loaded = 0
    for _ in range(500):
        (folder / "river-post.toml").write_text(mutate(original, random_), "utf-8")
        collection = read_collection(folder)
        assert "echo-report" in collection.reports
        if "river-post" in collection.reports:
            loaded += 1
            assert len(collection.tables.figures) == len(collection.figures)
        else:
            assert collection.faults
        assert all(fault.file == "seeds/river-post.toml" and fault.message for fault in collection.faults)
    assert 10 < loaded < 480


def test_the_project_has_no_long_text_of_others():
    """Protects the rights of the publishers: facts and short quotes only, no copy of an article."""
    texts = [path for path in (ROOT / "seeds" / "texts").glob("*") if path.name != "README.md"]
    assert [path for path in texts if path.suffix != ".txt"] == []
