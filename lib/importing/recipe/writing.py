"""A recipe as TOML, in the order a reader expects, with what is doubtful about it as comments.

tomlkit writes the keys and values, whatever stands in a column's name; the layout is ours.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import tomlkit
from tomlkit.items import KeyType, SingleKey

from lib.schema import TABLES

# What stands where: keys not named here follow in the order they are given.
TOP = ("name", "stages", "read", "types", "map", "file", "lookup", *TABLES)
WITHIN = ("match", "from", "table", "per", "where", "on", "columns", "encoding", "delimiter")
LAST = ("keep", "types", "map", "attributes")

# Tables whose keys are columns of a file or values found there: always in quotes.
QUOTED = ("types", "map", "dates", "on")

WIDTH = 97  # of a line of a comment
CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


class Remark(Protocol):
    """Something to say about one key of a recipe; str() gives the sentence."""

    @property
    def path(self) -> tuple[str, ...]:
        """The keys that lead there; "0" is the first of several [[blocks]]."""


Remarks = Mapping[tuple[str, ...], list[str]]


def recipe_text(recipe: Mapping[str, Any], doubts: Iterable[Remark] = ()) -> str:
    """`recipe`, as tomllib would give it, as TOML that reads back as the same.

    Each doubt stands as a comment above the key it is about; where that is absent, above the
    table it would stand in.
    """
    remarks: dict[tuple[str, ...], list[str]] = {}
    for doubt in doubts:
        remarks.setdefault(_nearest(recipe, doubt.path), []).append(str(doubt))
    lines = [*_comments(remarks.get((), [])), *_table(recipe, _Place(), remarks)]
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines) + "\n"


def _nearest(recipe: Any, path: tuple[str, ...]) -> tuple[str, ...]:
    """As much of the path as leads somewhere."""
    at, reached = recipe, 0
    for key in path:
        if isinstance(at, Mapping) and key in at:
            at = at[key]
        elif _is_blocks(at) and key.isdigit() and int(key) < len(at):
            at = at[int(key)]
        else:
            break
        reached += 1
    return path[:reached]


class _Place(NamedTuple):
    """Where a table stands: in its remarks' words, and in a heading's, which number no block."""

    path: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()

    def below(self, key: str) -> "_Place":
        return _Place((*self.path, key), (*self.heading, key))


def _table(table: Mapping[str, Any], place: _Place, remarks: Remarks) -> Iterator[str]:
    """The lines of a table without its heading: first its values, then the tables in it."""
    order = _ordered(table, place.heading)
    for key in (key for key in order if not _is_table(table[key], key)):
        yield from _comments(remarks.get((*place.path, key), []))
        yield f"{_key(key, place.heading)} = {_value(table[key], (*place.heading, key))}"
    for key in (key for key in order if _is_table(table[key], key)):
        inner, below = table[key], place.below(key)
        if _is_blocks(inner):
            yield from _blocks(inner, below, remarks)
            continue
        comments = list(_comments(remarks.get(below.path, [])))
        if comments or not inner or any(not _is_table(v, k) for k, v in inner.items()):
            yield from ["", *comments, f"[{_dotted(below.heading)}]"]
        yield from _table(inner, below, remarks)


def _blocks(blocks: Sequence[Mapping[str, Any]], place: _Place, remarks: Remarks) -> Iterator[str]:
    above = remarks.get(place.path, [])
    for number, block in enumerate(blocks):
        own = _Place((*place.path, str(number)), place.heading)
        comments = _comments([*above, *remarks.get(own.path, [])])
        yield from ["", *comments, f"[[{_dotted(place.heading)}]]"]
        yield from _table(block, own, remarks)
        above = []


def _ordered(table: Mapping[str, Any], path: tuple[str, ...]) -> list[str]:
    """The keys of a table in the house's order; columns of our tables as the schema has them."""
    if path and path[-1] in (*QUOTED, "attributes"):
        return list(table)
    names = TABLES[path[0]].names if path and path[0] in TABLES else ()
    first = TOP if not path else (*WITHIN, *names)
    ranks = {key: rank for rank, key in enumerate(first)}
    last = {key: len(first) + 1 + rank for rank, key in enumerate(LAST)} if path else {}
    return sorted(table, key=lambda key: ranks.get(key, last.get(key, len(first))))


def _is_blocks(value: Any) -> bool:
    """Is it a list of [[tables]]?"""
    listed = isinstance(value, Sequence) and not isinstance(value, str)
    return listed and bool(value) and all(isinstance(one, Mapping) for one in value)


def _is_table(value: Any, key: str) -> bool:
    """Does it need a heading of its own? What a lookup is joined on fits into one line."""
    return _is_blocks(value) or (isinstance(value, Mapping) and key != "on")


def _key(key: str, path: tuple[str, ...]) -> str:
    always = bool(path) and any(part in QUOTED for part in path)
    return SingleKey(key, t=KeyType.Basic if always and path[-1] != "on" else None).as_string()


def _dotted(heading: tuple[str, ...]) -> str:
    return ".".join(_key(key, heading[:index]) for index, key in enumerate(heading))


def _value(value: Any, path: tuple[str, ...]) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(key, path)} = {_value(one, path)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, Sequence):
        return f"[{', '.join(_value(one, path) for one in value)}]"
    return str(tomlkit.item(value).as_string())


def _text(value: str) -> str:
    """Text in the quotes that leave most of it as it is."""
    if "\n" in value and not CONTROL.search(value.replace("\n", "")):
        return _lines(value)
    plain = not CONTROL.search(value) and "'" not in value
    as_it_stands = plain and ('"' in value or "\\" in value)
    return str(tomlkit.string(value, literal=as_it_stands).as_string())


def _lines(value: str) -> str:
    """Text of several lines; a line break after the opening quotes is no part of it."""
    lines = "\n".join(tomlkit.string(line).as_string()[1:-1] for line in value.split("\n"))
    if '""' not in value and not value.endswith('"'):
        lines = lines.replace('\\"', '"')
    return f'"""\n{lines}"""'


def _comments(sentences: Iterable[str]) -> Iterator[str]:
    for sentence in sentences:
        line = "#"
        for word in CONTROL.sub(" ", sentence).split(" "):
            if len(line) + len(word) > WIDTH and line != "#":
                yield line
                line = "#"
            line = f"{line} {word}"
        yield line
