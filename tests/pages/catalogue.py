"""Every sentence Rapport says to a reader, found where it is written."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

# Their first argument is a sentence that is said in the reader's language.
SAYING = {"_", "say", "N_", "self"}


def sentences() -> dict[str, str]:
    """Each sentence, and the file in which it first stands."""
    found: dict[str, str] = {}
    files = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]
    for file in [*files, *sorted((ROOT / "lib").rglob("*.py"))]:
        for sentence in _said_in(ast.parse(file.read_text(encoding="utf-8"))):
            found.setdefault(sentence, str(file.relative_to(ROOT)))
    return found


def _said_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in SAYING and node.args:
            yield from _constants(node.args[0])


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def _constants(argument: ast.expr) -> Iterator[str]:
    """The sentence; or both of them, where the argument chooses."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _constants(argument.body)
        yield from _constants(argument.orelse)
