"""What the README says is true: its commands are CI's, its paths are there, its rules are the program's."""

from __future__ import annotations

import re

import pytest

from dashboard.api import ROUTES
from dashboard.compare import RULES
from dashboard.export.__main__ import main as export
from dashboard.filters import PARAMETERS
from dashboard.model import QUALIFIERS, SourceFile
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    "command",
    [
        "pip install -r requirements.txt && streamlit run dashboard/app.py",
        "pip install -r requirements-dev.txt && pytest",
    ],
)
def test_ci_runs_the_two_commands_of_the_readme(command):
    assert f"```sh\n{command}\n```" in README
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert command.replace("pip install", "pip install -q") in script


def test_the_table_of_standings_is_that_of_the_program():
    rows = re.findall(r"^\| \*\*(.+?)\*\* \| (.+) \| (.+) \|$", README, re.MULTILINE)
    assert rows == [(rule.name, rule.words, rule.source) for rule in RULES]


def test_every_qualifier_and_filter_is_explained():
    assert all(qualifier in README for qualifier in QUALIFIERS)
    assert all(f"`{name}`" in README for name in PARAMETERS)


def test_the_example_of_a_source_is_one():
    import tomllib

    example = re.search(r"```toml\n(.*?)```", README, re.DOTALL).group(1)
    assert SourceFile.model_validate(tomllib.loads(example)).figures[0].value == 80


def test_every_file_and_folder_it_names_is_there():
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if not link.startswith("http")]
    folders = re.findall(r"^\| `([a-z./]+/)` \|", README, re.MULTILINE)
    assert len(folders) >= 5
    assert [name for name in (*links, *folders) if not (ROOT / name).exists()] == []


def test_every_address_it_names_is_served():
    served = {route.path for route in ROUTES}
    assert "/api" in served
    assert any("charts" in path for path in served)


@pytest.mark.parametrize("module", ["dashboard.build", "dashboard.check", "dashboard.export", "tests.bench"])
def test_every_command_it_names_can_be_called(module, capsys):
    import importlib

    name = module if module in ("dashboard.build", "dashboard.check") else f"{module}.__main__"
    with pytest.raises(SystemExit) as ended:
        importlib.import_module(name).main(["--help"])
    assert ended.value.code == 0
    assert f"python -m {module}" in README
    assert f"python -m {module}" in capsys.readouterr().out


def test_the_export_command_takes_the_options_it_shows(tmp_path, capsys):
    assert "--to exports --deck --zip" in README
    assert export(["--to", str(tmp_path), "--charts", "nothing"]) == 1
    assert "expected one of people_in_scale" in capsys.readouterr().err
