"""Data flows one way: files, importing, source tables, build, metrics, charts, pages."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LIB = ROOT / "lib"
MODULES = sorted(LIB.rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))

GROUND = {"errors", "progress", "schema"}

# Part of lib/ -> the parts it may import. Every arrow points back towards the files.
ALLOWED = {
    "__init__": set(),
    "errors": set(),
    "progress": set(),
    "schema": set(),
    "service_rules": set(),
    "settings": {"errors", "service_rules"},
    "settings_file": {"errors", "settings"},
    "statements": set(),
    "database": {"errors", "statements"},
    "store": {"errors", "schema", "statements", "database"},
    "importing": GROUND | {"database", "store"},
    "derived": {"statements", "database"},
    "build": GROUND | {"statements", "database", "derived"},
    "demo": GROUND | {"database"},
    "metrics": GROUND | {"database", "settings", "service_rules"},
    "learn": GROUND | {"database", "settings", "metrics"},
    "languages": set(),
    "frames": set(),
    "words": {"languages"},
    "charts": {"languages", "frames", "words"},
    "findings": {"languages", "frames", "charts", "words"},
    "caveats": {"languages", "frames", "charts"},
    "command_line": GROUND
    | {"settings", "database", "store", "importing", "build", "demo", "metrics", "learn", "frames"}
    | {"languages", "words", "settings_file"},
    "ui": GROUND
    | {"settings", "database", "store", "importing", "metrics", "learn", "charts", "findings"}
    | {"caveats", "languages", "frames", "words", "service_rules", "settings_file"},
    "__main__": {"command_line"},
}


def part_of(path):
    """errors.py -> errors; importing/read/dialect.py -> importing."""
    return path.relative_to(LIB).parts[0].removesuffix(".py")


def imports(path):
    """Dotted names this file imports: `from lib import x` counts as lib.x."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def parts_imported(path):
    return {name.split(".")[1] for name in imports(path) if name.startswith("lib.")}


def packages_imported(path):
    return {name.split(".")[0] for name in imports(path)}


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_lib_imports_only_what_comes_before_it(path):
    assert parts_imported(path) - {part_of(path)} <= ALLOWED[part_of(path)]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_database_module_imports_duckdb(path):
    assert "duckdb" not in packages_imported(path) or part_of(path) == "database"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_ui_knows_streamlit(path):
    assert "streamlit" not in packages_imported(path) or part_of(path) == "ui"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_pages_do_not_compute(path):
    assert not {"duckdb", "pandas", "plotly", "sklearn", "numpy"} & packages_imported(path)
    assert parts_imported(path) <= {"ui", "charts", "metrics", "findings", "errors"}
