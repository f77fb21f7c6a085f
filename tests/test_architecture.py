"""The walls between the layers: imports point down, Streamlit stays in the pages, functions stay small."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "dashboard"

# From the bottom up; a module may import from its own layer and those above it in this list.
LAYERS = (
    ("model", "files", "days", "geo", "typography"),
    ("quantity",),
    ("seeds",),
    ("schemas", "tables", "coverage"),
    ("compare",),
    ("notes", "theme", "check", "live", "filters", "build", "boundaries"),
    ("charts", "maps"),
    ("topics",),
    ("export",),
    ("widgets",),
    ("views", "api"),
    ("page", "app"),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def name_layer(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def list_imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= (
                {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "dashboard" else {node.module}
            )
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path):
    if path == PACKAGE / "__init__.py":
        return
    own = name_layer(path)
    assert own in RANK, f"{own} stands in no layer: say in LAYERS where it belongs"
    for imported in list_imports(path):
        if imported.startswith("dashboard."):
            other = imported.split(".")[1]
            assert RANK[other] <= RANK[own], f"{own} imports {other}, which lies above it"


def test_streamlit_is_imported_by_app_page_widgets_and_views_alone():
    allowed = {"app", "page", "widgets", "views"}
    for path in MODULES:
        if any(name.split(".")[0] == "streamlit" for name in list_imports(path)):
            assert name_layer(path) in allowed, f"{path.relative_to(PACKAGE)} imports streamlit"


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
