"""The walls between the layers: imports point down, Streamlit stays in the pages, functions stay small."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "dashboard"

# From the bottom up; a module imports from its own layer and from those before it in this list.
LAYERS = (
    "records",
    "collection",
    "compare",
    "wording",
    "reading",
    "maps",
    "exhibits",
    "render",
    "export",
    "api",
    "views",
)
ENTRIES = ("build", "check", "page", "app", "__main__")
RANK = {name: rank for rank, name in enumerate(LAYERS)}
MODULES = sorted(PACKAGE.rglob("*.py"))
# The most that the program may ever have: what comes in makes room for itself.
MOST_LINES = 15_000


def name_layer(path: Path) -> str:
    """Return the layer of a module; a command (``__main__``) is an entry and may use all that lies below the pages."""
    return "__main__" if path.stem == "__main__" else path.relative_to(PACKAGE).with_suffix("").parts[0]


def list_imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = node.module == "dashboard"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if inner else {node.module}
    return found


def list_circles(links: dict[str, set[str]]) -> list[list[str]]:
    """Return the circles among modules, each as the names on the way round."""
    circles, done = [], set()

    def walk(name: str, way: list[str]) -> None:
        if name in way:
            circles.append([*way[way.index(name) :], name])
        elif name not in done:
            for other in sorted(links.get(name, ())):
                walk(other, [*way, name])
            done.add(name)

    for name in sorted(links):
        walk(name, [])
    return circles


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path):
    own = name_layer(path)
    if own in (*ENTRIES, "__init__"):
        return
    assert own in RANK, f"{own} stands in no layer: say in LAYERS where it belongs"
    for imported in list_imports(path):
        if imported.startswith("dashboard."):
            other = imported.split(".")[1]
            assert RANK.get(other, 99) <= RANK[own], f"{own} imports {other}, which lies above it"


def test_the_pages_and_the_api_do_not_import_each_other():
    for path in MODULES:
        if name_layer(path) == "views":
            assert not any(name.startswith("dashboard.api") for name in list_imports(path)), path


def test_no_module_imports_itself_in_a_circle():
    names = {".".join(("dashboard", *path.relative_to(PACKAGE).with_suffix("").parts)): path for path in MODULES}
    modules = {name.removesuffix(".__init__"): path for name, path in names.items()}
    links = {name: list_imports(path) & modules.keys() - {name} for name, path in modules.items()}
    # A package that gathers its modules is imported with each of them: that is no circle.
    links = {name: {other for other in found if not name.startswith(f"{other}.")} for name, found in links.items()}
    assert list_circles(links) == []


def test_streamlit_is_imported_by_the_entries_and_the_pages_alone():
    for path in MODULES:
        if any(name.split(".")[0] == "streamlit" for name in list_imports(path)):
            assert name_layer(path) in {"app", "page", "views"}, f"{path.relative_to(PACKAGE)} imports streamlit"


def test_the_readme_the_notes_and_the_folders_have_the_same_layers():
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert folders == set(LAYERS)
    for page in ("README.md", "docs/architecture.md"):
        rows = re.findall(r"^\| `(\w+)` \| ", (ROOT / page).read_text("utf-8"), re.MULTILINE)
        assert [row for row in rows if row in LAYERS] == list(LAYERS), page


def list_functions():
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(PACKAGE)}: {node.name}", node.end_lineno - node.lineno + 1


def test_no_function_is_longer_than_40_lines():
    assert [f"{name}: {lines} lines" for name, lines in list_functions() if lines > 40] == []


def test_the_median_function_has_at_most_10_lines():
    assert statistics.median(lines for _, lines in list_functions()) <= 10


def test_every_module_opens_with_a_sentence():
    assert [str(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def test_the_program_stays_small():
    assert sum(len(path.read_text("utf-8").splitlines()) for path in MODULES) <= MOST_LINES
