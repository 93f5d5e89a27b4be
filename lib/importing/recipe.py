"""A recipe: how one kind of file becomes our tables. TOML in, `Recipe` out.

A recipe says how to read its file or set of files, what type each column has, and which of our
tables the rows feed. Reading one only checks what the recipe itself says; whether a file has the
columns it names is found when the file is there.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lib.importing.read import Reading


@dataclass(frozen=True)
class Column:
    """A column of the file, or `NAME.column` of a lookup."""

    name: str


@dataclass(frozen=True)
class Expression:
    """What stands behind "=": text for `lib.importing.expressions.compile`, without the "="."""

    text: str


@dataclass(frozen=True)
class Constant:
    """The same value in every row."""

    value: int | float | bool | date


Value = Column | Expression | Constant


@dataclass(frozen=True)
class FileOfSet:
    """One file of a recipe; `name` is "" where the recipe describes a sole file.

    `match` is a pattern for the name a user sees. `types` gives number, whole, date, timestamp,
    flag or text for a column; one not named is text. `maps` gives, for a column, the values put
    right before anything else sees them.
    """

    name: str = ""
    match: str | None = None
    reading: Reading = Reading()
    types: dict[str, str] = field(default_factory=dict)
    maps: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Lookup:
    """A left join to another file of the set (`source`) or to a table of ours (`table`).

    `on` says for each of their columns what it equals in the rows that look it up: those of the
    file `of`, where "" means whichever file the block that uses the lookup is fed from.
    """

    name: str
    on: dict[str, Value]
    source: str | None = None
    table: str | None = None
    of: str = ""


@dataclass(frozen=True)
class Block:
    """One of our tables and what fills its columns from the rows of one file.

    `where` is an expression's text without its "=", `per` the name of a column: one row out for
    each of its values.
    """

    table: str
    label: str
    fields: dict[str, Value]
    source: str = ""
    attributes: dict[str, Value] = field(default_factory=dict)
    where: str | None = None
    per: str | None = None
    keep: str = "error"


@dataclass(frozen=True)
class Recipe:
    name: str
    text: str
    files: tuple[FileOfSet, ...]
    blocks: tuple[Block, ...]
    lookups: tuple[Lookup, ...] = ()
    stages: tuple[str, ...] = ()
    complete_to: date | None = None

    def file(self, name: str) -> FileOfSet:
        return next(file for file in self.files if file.name == name)


def read_recipe(path_or_text: Path | str, *, name: str) -> Recipe:
    """The recipe in a TOML file (a Path) or text (a str); `name` is what a reader calls it.

    Raises BadRecipe with one sentence that names the recipe, the key and the way out.
    """
    raise NotImplementedError
