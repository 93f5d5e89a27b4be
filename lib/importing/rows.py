"""The rows of a file that a block takes, with all the columns it needs: cells, lookups, where."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import NamedTuple

from lib.errors import BadRecipe
from lib.importing.cast import as_id
from lib.importing.cells import Cell, Cells, Forms, add_values
from lib.importing.expressions import columns_of, compile
from lib.importing.lookups import Looked
from lib.importing.problems import Check, unread
from lib.importing.recipe import Block, Column, Constant, Expression, Recipe, Value
from lib.importing.recipe.model import lookup_in, names_in
from lib.importing.sources import Source
from lib.importing.sql import Layers, literal
from lib.schema import TABLES

ISO_DAY = "%Y-%m-%d"

# What an expression may use beside columns: the row's number in its file, and its fingerprint.
ROW, ROW_ID = "row", "row_id"


class Reckoned(NamedTuple):
    """An expression as SQL, and where in the recipe it stands."""

    sql: str
    place: str


# DuckDB's types, by name, of expressions over a SELECT with these parameters, grouped by columns.
# Raises BadRecipe where one makes no sense.
Describe = Callable[
    [str, Mapping[str, object], Mapping[str, Reckoned], str | None], Mapping[str, str]
]


def column_type(table: str, name: str) -> str:
    return next(column.type for column in TABLES[table].columns if column.name == name)


def constant_text(constant: Constant) -> str:
    """A constant as a cell would say it."""
    value = constant.value
    return str(value).lower() if isinstance(value, bool) else str(value)


class Care(Enum):
    """How much is made of rows whose values cannot be had, the least first.

    Nothing: the statement fails, which most files never make it do. Cells: what cannot be read
    is kept beside the rows. Rows: expressions too are worked out inside try(), and what they
    cannot give is a problem of its row, not an error of the whole statement.
    """

    NONE = 0
    CELLS = 1
    ROWS = 2


class Rows:
    """What SQL calls the columns a block sees, and the SELECT of its rows, file by file.

    `care` says what becomes of a row whose values cannot be had.
    """

    def __init__(
        self,
        block: Block,
        source: Source,
        recipe: Recipe,
        looked: Iterable[Looked],
        forms: Forms,
        describe: Describe,
        *,
        care: Care = Care.CELLS,
    ) -> None:
        self.block, self.source, self.recipe = block, source, recipe
        self.looked = tuple(looked)
        self.describe, self.care = describe, care
        self.names = block.names()
        for one in self.looked:
            self.names |= names_in(one.lookup.on.values())
        self.cells = Cells(source, self._own_names(), forms, hasty=self._hasty(), plain=self.plain)
        self.visible: dict[str, Cell] = dict(self.cells.by_name)
        for one in self.looked:
            for name, cell in one.cells.items():
                self.visible[f"{one.lookup.name}.{name}"] = cell
        self.parameters: Mapping[str, object] = {}
        self.checks: list[Check] = []
        self.misses = {one.lookup.name: f"{one.mark}_missed" for one in self.looked if one.table}

    @property
    def plain(self) -> bool:
        return self.care is Care.NONE

    @property
    def may_be_plain(self) -> bool:
        """Is there a column of which every cell may be plain, as far as is known?"""
        forms = (self.cells.by_name[name].form.format for name in self.cells.hasty)
        return bool(self.cells.hasty) and all(form in (None, ISO_DAY) for form in forms)

    @property
    def numbered(self) -> bool:
        """Must rows carry their number? Else the order they are stored in shows it."""
        moved = self.looked or self.block.where or self.block.per
        return bool(moved) or bool({ROW, ROW_ID} & self.names)

    @property
    def references(self) -> dict[str, str]:
        """What SQL calls what an expression over these rows may use."""
        values = {name: cell.value for name, cell in self.visible.items()}
        return values | {ROW: "file_row", ROW_ID: "row_id"}

    @property
    def kept(self) -> list[str]:
        """The columns to keep where the rows are put in a table before they are grouped."""
        columns = ["source_row", *self.flags]
        for cell in self.visible.values():
            columns += [cell.text, cell.value]
        columns += ["file_row"] if ROW in self.names else []
        columns += ["row_id"] if ROW_ID in self.names else []
        return list(dict.fromkeys(columns))

    @property
    def flags(self) -> list[str]:
        """The columns that say what is wrong with a row."""
        return [check.flag for check in self.checks if check.flag] + list(self.misses.values())

    def place(self, key: str) -> str:
        """Where in the recipe something stands, as a sentence begins with it."""
        return f"{self.recipe.name}, [{self.block.label}] {key}".rstrip()

    def of(self, number: int) -> Layers:
        """The rows of one of the source's files; `parameters` are then the statement's."""
        self.checks = []
        layers, self.parameters = self.cells.layers(
            number, numbered=self.numbered, identified=ROW_ID in self.names
        )
        typed = self._add_values(layers)
        for one in self.looked:
            self._join(layers, one)
        self._filter(layers, typed)
        return layers

    def used_by_expressions(self) -> set[str]:
        """Names of which expressions see the value, where a bare column needs only the text."""
        values: list[Value] = [*self.block.fields.values(), *self.block.attributes.values()]
        for one in self.looked:
            values += one.lookup.on.values()
        used = names_in(value for value in values if isinstance(value, Expression))
        return used | (columns_of(self.block.where) if self.block.where else set())

    def reckon(
        self, layers: Layers, expressions: Mapping[str, Reckoned]
    ) -> tuple[Mapping[str, str], list[Check]]:
        """Add what expressions give. Their types, and what may be wrong with rows there."""
        if not expressions:
            return {}, []
        types = self.describe(layers.sql, self.parameters, expressions, None)
        if self.care is not Care.ROWS:
            layers.add({name: one.sql for name, one in expressions.items()})
            return types, []
        layers.add(
            {
                f"{name}_try": f"try(struct_pack(v := {one.sql}))"
                for name, one in expressions.items()
            }
        )
        layers.add({name: f"{name}_try.v" for name in expressions})
        layers.add({f"{name}_fails": f"{name}_try is null" for name in expressions})
        checks = [
            Check(
                f"{name}_fails",
                "{place} can be worked out of the row",
                (("place", one.place),),
                flag=f"{name}_fails",
            )
            for name, one in expressions.items()
        ]
        return types, checks

    def _hasty(self) -> dict[str, str]:
        """Columns that fill one field and are used for nothing else: {name: its type}."""
        if self.block.per:
            return {}
        filled = [
            (value.name, column_type(self.block.table, name))
            for name, value in self.block.fields.items()
            if isinstance(value, Column)
        ]
        others = self.used_by_expressions() | names_in(self.block.attributes.values())
        for one in self.looked:
            others |= names_in(one.lookup.on.values())
        times = Counter(name for name, _ in filled)
        return {name: type_ for name, type_ in filled if times[name] == 1 and name not in others}

    def _own_names(self) -> list[str]:
        """Names that are columns of the file. Raises BadRecipe for one it does not have."""
        known = {one.lookup.name for one in self.looked}
        values = [*self.block.fields.values(), *self.block.attributes.values()]
        bare = names_in(value for value in values if isinstance(value, Column))
        ours = {ROW, ROW_ID} - bare - set(self.source.columns)
        own = {name for name in self.names if not lookup_in(name, known)} - ours
        alike = [one for one in self.recipe.blocks if one.table == self.block.table]
        named = {name for one in self.recipe.blocks for name in one.names()}
        for name in sorted(own):
            self.source.refuse_unknown(
                name, self.place(""), named=named, is_one_of_many=len(alike) > 1
            )
        return sorted(own)

    def _add_values(self, layers: Layers) -> list[Cell]:
        """The file's columns that expressions see as something else than text."""
        used = self.used_by_expressions()
        typed = [cell for name, cell in self.cells.by_name.items() if name in used]
        add_values(layers, typed)
        for cell in typed:
            if cell.conversion:
                self.checks.append(unread(cell.unread, cell.conversion, cell.name, cell.name))
        return [cell for cell in typed if cell.conversion]

    def _join(self, layers: Layers, one: Looked) -> None:
        where = f"{self.recipe.name}, [lookup.{one.lookup.name}] on"
        sought = [
            self._sought(layers, value, f"{one.mark}_sought{number}", f"{where} {theirs}")
            for number, (theirs, value) in enumerate(one.lookup.on.items())
        ]
        if not one.table:
            layers.add(one.empty)
            return
        layers.join(one.table, one.on(sought))
        given = " and ".join(f"{name} is not null" for name in sought)
        layers.add({f"{one.mark}_missed": f"{given} and {one.mark}_hit is null"})
        self._check_values(layers, one)

    def _check_values(self, layers: Layers, one: Looked) -> None:
        """Cells that a lookup found and expressions cannot read."""
        used = self.used_by_expressions()
        for name, cell in one.cells.items():
            shown = f"{one.lookup.name}.{name}"
            if cell.conversion and shown in used:
                unreadable = f"case when {cell.value} is null then {cell.text} end"
                layers.add({cell.unread: unreadable})
                self.checks.append(unread(cell.unread, cell.conversion, shown, shown))

    def _sought(self, layers: Layers, value: Value, name: str, place: str) -> str:
        """The column holding what a lookup looks for, as text."""
        if isinstance(value, Column):
            return self.visible[value.name].text
        if isinstance(value, Constant):
            layers.add({name: literal(constant_text(value))})
            return name
        sql = compile(value.text, self.references, place=place)
        _, checks = self.reckon(layers, {f"{name}_value": Reckoned(sql, place)})
        self.checks += checks
        layers.add({name: as_id(f"{name}_value")})
        return name

    def _filter(self, layers: Layers, typed: list[Cell]) -> None:
        """Leave out rows that `where` is not true of, but none of which that cannot be told."""
        if not self.block.where:
            return
        place = self.place("where")
        condition = compile(self.block.where, self.references, place=place)
        types, checks = self.reckon(layers, {"taken": Reckoned(condition, place)})
        if types["taken"] not in ("BOOLEAN", '"NULL"'):
            raise BadRecipe(
                '{place} is true or false for a row; compare something, as in "Sales" > 0.',
                place=place,
            )
        used = columns_of(self.block.where)
        unsure = [f"{cell.unread} is not null" for cell in typed if cell.name in used]
        layers.where(" or ".join(["taken", *unsure, *(check.fails for check in checks)]))
        self.checks += checks
