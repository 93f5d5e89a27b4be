"""What a recipe is made of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase

from lib.importing.expressions import columns_of
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
    reading: Reading = field(default_factory=Reading)
    types: dict[str, str] = field(default_factory=dict)
    maps: dict[str, dict[str, str]] = field(default_factory=dict)

    def matches(self, shown: str) -> bool:
        """Is a file that the user sees as `shown` this one? The file system is never asked."""
        return self.match is None or fnmatchcase(shown.casefold(), self.match.casefold())


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

    def names(self) -> set[str]:
        """Every visible name the block uses: columns, `row`, `row_id`, `NAME.column`."""
        used = names_in([*self.fields.values(), *self.attributes.values()])
        used |= columns_of(self.where) if self.where else set()
        return used | ({self.per} if self.per else set())


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

    def in_zone(self, time_zone: str | None) -> "Recipe":
        """The recipe of a company whose days are those of this zone, for files that name none."""
        files = (
            replace(
                file,
                reading=replace(file.reading, time_zone=file.reading.time_zone or time_zone),
            )
            for file in self.files
        )
        return replace(self, files=tuple(files))

    def lookups_of(self, block: Block) -> tuple[Lookup, ...]:
        """The lookups a block uses, directly or through another, those others need first."""
        known = {lookup.name: lookup for lookup in self.lookups}
        return tuple(known[name] for name in _needed_first(block.names(), known))


def names_in(values: Iterable[Value]) -> set[str]:
    """The visible names that values use."""
    names: set[str] = set()
    for value in values:
        if isinstance(value, Column):
            names.add(value.name)
        if isinstance(value, Expression):
            names |= columns_of(value.text)
    return names


def lookup_in(name: str, known: Iterable[str]) -> str | None:
    """The lookup that a visible name `NAME.column` belongs to, if there is one."""
    return next((lookup for lookup in known if name.startswith(f"{lookup}.")), None)


def _needed_first(names: set[str], known: Mapping[str, Lookup]) -> list[str]:
    order: list[str] = []

    def need(names: set[str]) -> None:
        for lookup in _sorted_lookups(names, known):
            if lookup not in order:
                need(names_in(known[lookup].on.values()))
                order.append(lookup)

    need(names)
    return order


def _sorted_lookups(names: set[str], known: Mapping[str, Lookup]) -> Iterator[str]:
    used = {lookup_in(name, known) for name in names}
    return (lookup for lookup in known if lookup in used)
