"""Every sentence Rapport says to a reader, found where it is written.

Pages, charts and findings mark theirs: they stand in a call of `_`, `say` or `N_`. What is said
by those who import, store and count (refusals, problems, notes, progress) is written as plain
templates, so it is told by its looks: text with a {name} in it, or a whole sentence.
"""

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from lib.schema import TABLES

ROOT = Path(__file__).parent.parent.parent
LIB = ROOT / "lib"

MARKED = (
    "ui",
    "charts",
    "words.py",
    "findings",
    "caveats",
    "languages.py",
)
PLAIN = (
    "importing",
    "store",
    "settings.py",
    "settings_file.py",
    "metrics",
    "database.py",
    "build",
    "demo",
)

# In the command line: what its voice says, and what it refuses.
VOICE = {"warn", "done", "say"}
REFUSING = {"BadQuestion", "RapportError"}

# Their first argument is a sentence, whatever it looks like.
SAYING = {"_", "say", "N_", "self"}
TELLING = {"progress", "plain_sentences", "StoreError", "NoStore"}

TEMPLATE = re.compile(r"(?=.* ).*\{\w+(:[^}]*)?\}")
SENTENCE = re.compile(r"[A-Z].* .*[.!]\s*")
PATTERN = re.compile(r"\\d|\[A-Z")  # regular expressions use braces too


def sentences() -> dict[str, str]:
    """Each sentence, and the file in which it first stands."""
    found: dict[str, str] = {}
    for file in _files(MARKED, ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))):
        for sentence in _said(_tree(file), SAYING | TELLING):
            found.setdefault(sentence, str(file.relative_to(ROOT)))
    for file in _files(PLAIN):
        tree = _tree(file)
        for sentence in [*_said(tree, TELLING), *_told_by_looks(tree)]:
            found.setdefault(sentence, str(file.relative_to(ROOT)))
    for file in _files(("command_line",)):
        for sentence in _said(_tree(file), {*SAYING, *REFUSING}, VOICE):
            found.setdefault(sentence, str(file.relative_to(ROOT)))
    for table in TABLES.values():
        for rule in table.rules:
            found.setdefault(rule.sentence, "lib/schema")
    return found


def _files(parts: tuple[str, ...], *others: Path) -> Iterator[Path]:
    yield from others
    for part in parts:
        path = LIB / part
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _said(tree: ast.Module, by: set[str], methods: Collection[str] = ()) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        if _name(node.func) in by or getattr(node.func, "attr", "") in methods:
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


def _told_by_looks(tree: ast.Module) -> Iterator[str]:
    documents = {id(part) for node in ast.walk(tree) for part in _documentation(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        text = node.value
        if id(node) in documents or "\n" in text or PATTERN.search(text):
            continue
        if TEMPLATE.match(text) or SENTENCE.fullmatch(text):
            yield text


def _documentation(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, and the pieces of f-strings: neither is a sentence of its own."""
    if isinstance(node, ast.JoinedStr):
        yield from ast.walk(node)
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
        yield node.body[0].value  # type: ignore[attr-defined]
