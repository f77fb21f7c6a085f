"""What the README says is true: its commands are CI's, its paths are there, its rules are the program's."""

from __future__ import annotations

import importlib
import re
import shutil
import tomllib

import pytest

from dashboard.api import ROUTES
from dashboard.collection import read_collection
from dashboard.compare.__main__ import main as compare
from dashboard.records.model import QUALIFIERS
from dashboard.wording.headings import RULES
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
REPORTS = (ROOT / "docs" / "reports.md").read_text("utf-8")
COMMANDS = ("dashboard.build", "dashboard.check", "dashboard.compare", "dashboard.export", "tests.bench")


@pytest.mark.parametrize(
    "command",
    [
        "pip install -r requirements.lock && streamlit run dashboard/app.py",
        "pip install -r requirements-dev.lock && pytest -n auto",
    ],
)
def test_ci_runs_the_two_commands_of_the_readme(command):
    assert f"```sh\n{command}\n```" in README
    assert command.replace("pip install", "pip install -q") in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_pinned_library_is_locked_with_its_hashes(name):
    pins = re.findall(r"^[\w.-]+==[^\s;]+", (ROOT / f"{name}.txt").read_text("utf-8"), re.MULTILINE)
    locked = re.findall(
        r"^([\w.-]+==[^\s;]+).* \\\n    --hash=", (ROOT / f"{name}.lock").read_text("utf-8"), re.MULTILINE
    )
    assert {pin.lower().replace("_", "-") for pin in pins} - set(locked) == set(), (
        "lock again by the command in CONTRIBUTING.md"
    )


def test_the_table_of_standings_is_that_of_the_program():
    rows = [f"| {rule.name} | {rule.when} |" for rule in RULES]
    assert "\n".join(["| standing | when |", "|---|---|", *rows]) in README


def test_the_keys_and_clicks_of_an_article_are_those_that_a_test_counts():
    counted = re.search(r"^MOST_STEPS = (\d+)$", (ROOT / "tests/browser/test_add.py").read_text("utf-8"), re.MULTILINE)
    assert f"at most {counted[1]} keys and clicks" in README


def test_every_qualifier_is_named():
    assert [name for name in QUALIFIERS if f"`{name}`" not in README] == []


def test_the_example_of_a_report_is_one_and_takes_ten_lines_a_figure(tmp_path):
    text = re.search(r"```toml\n(.*?)```", REPORTS, re.DOTALL).group(1)
    raw = tomllib.loads(text)
    for path in (ROOT / "seeds").glob("*.csv"):
        shutil.copy(path, tmp_path)
    (tmp_path / f"{raw['source']['id']}.toml").write_text(text, "utf-8")
    collection = read_collection(tmp_path)
    assert collection.faults == ()
    assert [figure.wording for figure in collection.figures] == ["at least 80"]
    assert len(raw["figures"][0]) <= 10


def test_every_file_and_folder_it_names_is_there():
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if not link.startswith("http")]
    folders = re.findall(r"^\| `([a-z./]+/)` \|", README, re.MULTILINE)
    assert len(folders) >= 5
    assert [name for name in (*links, *folders) if not (ROOT / name).exists()] == []


def test_every_address_it_names_is_served():
    paths = re.findall(r"`(/api[^`?]*)", README)
    assert len(paths) >= 5
    served = [route.path_regex for route in ROUTES]
    assert [path for path in paths if not any(regex.match(path.replace("<id>", "x")) for regex in served)] == []


@pytest.mark.parametrize("module", COMMANDS)
def test_every_command_it_names_can_be_called(module, capsys):
    name = module if module in ("dashboard.build", "dashboard.check") else f"{module}.__main__"
    with pytest.raises(SystemExit) as ended:
        importlib.import_module(name).main(["--help"])
    assert ended.value.code == 0
    assert f"python -m {module}" in README
    assert f"python -m {module}" in capsys.readouterr().out


def test_the_comparisons_it_shows_give_an_answer(capsys):
    calls = re.findall(r"^python -m dashboard\.compare ([^#\n]+)", README, re.MULTILINE)
    assert len(calls) == 3
    for call in calls:
        assert compare(call.split()) == 0
        assert capsys.readouterr().out.strip()
