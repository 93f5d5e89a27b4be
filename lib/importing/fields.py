"""What fills the columns of our table: values converted to its types, and what is wrong there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from lib.errors import BadRecipe
from lib.importing.cast import Conversion, from_text, from_value
from lib.importing.cells import Cell, convert
from lib.importing.expressions import compile
from lib.importing.problems import Check, unread
from lib.importing.read import Reading
from lib.importing.recipe import Block, Column, Constant, Expression, Value
from lib.importing.rows import ROW, Reckoned, Rows, constant_text
from lib.importing.sql import Layers, literal
from lib.schema import TABLES, TEXT

# A change of an amount by rounding that is worth a warning; 731.9399999999999 is not.
NOTICED = "0.000001"

ONE_VALUE = '{field} has one value for each {per}; keep = "first" or "last" chooses one'

KINDS = {
    "date": "a day",
    "timestamp": "a moment",
    "boolean": "yes or no",
    "bigint": "a whole number",
}


@dataclass(frozen=True)
class Target:
    """A column of the table, or an attribute, and what the recipe fills it with.

    `name` is what SQL calls it in a staged row, `shown` what a reader does.
    """

    name: str
    shown: str
    type: str
    value: Value

    @property
    def column(self) -> str | None:
        """The column of the file it comes from, if it is just that."""
        return self.value.name if isinstance(self.value, Column) else None


class Fields:
    """Layers on top of a block's rows, up to the staged row."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.block = rows, rows.block
        self.targets = targets(rows.block)
        self.checks: list[Check] = []
        self.rounded: list[Target] = []

    def staged(self, layers: Layers) -> str:
        """Staged rows, one for each row in `layers`: the finished SELECT."""
        types, checks = self.rows.reckon(layers, self._expressions(self.rows.references))
        self.checks = [*self.rows.checks, *checks]
        conversions = {
            target: self._conversion(target, types, _text_of, _value_of) for target in self.targets
        }
        return self._finish(
            layers, conversions, numbered=self.rows.numbered, flags=self.rows.misses.values()
        )

    def grouped(self, table: str) -> str:
        """Staged rows under `per`, one for each group of the rows kept in `table`."""
        self.checks = []
        layers = Layers(f"select * from {table}")
        per = self.rows.visible[self.block.per or ""]
        by = ", ".join(dict.fromkeys([per.text, per.value]))
        expressions = self._expressions(self.rows.references | {ROW: "source_row"}, grouped=True)
        types = self.rows.describe(layers.sql, {}, expressions, by) if expressions else {}
        columns = {"source_row": "min(source_row)"}
        columns |= {name: one.sql for name, one in expressions.items()}
        for target in self.targets:
            if isinstance(target.value, Column):
                columns |= self._of_group(f"v_{target.name}", target.value.name)
        layers.group(columns, by)
        conversions = {
            target: self._conversion(target, types, _name_of, _name_of) for target in self.targets
        }
        return self._finish(layers, conversions, numbered=True, flags=())

    def _place(self, target: Target) -> str:
        return self.rows.place(target.shown)

    def _expressions(
        self, references: Mapping[str, str], *, grouped: bool = False
    ) -> dict[str, Reckoned]:
        per = {self.block.per} if grouped and self.block.per else set()
        return {
            f"v_{target.name}": Reckoned(
                compile(
                    target.value.text,
                    references,
                    aggregate=grouped,
                    grouped=per,
                    place=self._place(target),
                ),
                self._place(target),
            )
            for target in self.targets
            if isinstance(target.value, Expression)
        }

    def _of_group(self, name: str, column: str) -> dict[str, str]:
        """A bare column has one value in a group, blanks aside, unless `keep` chooses one."""
        cell = self.rows.visible[column]
        value = _value_of(name, cell) if cell.stored else _text_of(name, cell)
        if self.block.keep != "error":
            given = f"filter (where {value} is not null)"
            return {name: f"{self.block.keep}({value} order by source_row) {given}"}
        two = f"min({value}) || ', ' || max({value})"
        self.checks.append(
            Check(
                fails=f"{name}_two is not null",
                sentence=ONE_VALUE,
                values=(("field", column), ("per", self.block.per)),
                column=column,
                sample=f"{name}_two",
                flag=f"{name}_two",
            )
        )
        differ = f"case when min({value}) <> max({value}) then {two} end"
        return {name: f"min({value})", f"{name}_two": differ}

    def _conversion(
        self,
        target: Target,
        types: Mapping[str, str],
        text_of: Callable[[str, Cell], str],
        value_of: Callable[[str, Cell], str],
    ) -> Conversion:
        """How a target is filled; `text_of` and `value_of` say what SQL calls a column's cell."""
        name, value = f"f_{target.name}", target.value
        conversion: Conversion | None
        if isinstance(value, Constant):
            found, text = TEXT, literal(constant_text(value))
            conversion = from_text(name, target.type, text, Reading())
        elif isinstance(value, Expression):
            found, reading = types[f"v_{target.name}"], self.rows.source.file.reading
            conversion = from_value(name, target.type, f"v_{target.name}", found, reading)
        else:
            cell = self.rows.visible[value.name]
            found, text = cell.type, text_of(f"v_{target.name}", cell)
            if cell.stored:
                stored = value_of(f"v_{target.name}", cell)
                conversion = from_value(name, target.type, stored, found, cell.reading)
            else:
                conversion = from_text(name, target.type, text, cell.reading, cell.form)
                if cell.quick and self.rows.plain:
                    conversion = Conversion(target.type, cell.quick, "null")
                elif cell.quick:
                    quickly = f"coalesce({cell.quick}, {conversion.value})"
                    conversion = replace(conversion, value=quickly)
        if conversion is None:
            raise BadRecipe(
                "{place} is {wanted}, but what it is given is of type {found}; cast it to another "
                "type, or give it something else.",
                place=self._place(target),
                wanted=KINDS.get(target.type, "a number"),
                found=found.lower(),
            )
        return conversion

    def _finish(
        self,
        layers: Layers,
        conversions: Mapping[Target, Conversion],
        *,
        numbered: bool,
        flags: Iterable[str],
    ) -> str:
        convert(
            layers,
            {
                f"f_{target.name}": (one, f"x_{target.name}" if one.kinds else "")
                for target, one in conversions.items()
            },
        )
        chosen = {"source_row": "source_row"} if numbered else {}
        chosen |= {target.name: f"f_{target.name}" for target in conversions}
        self.rounded = []
        for target, one in conversions.items():
            if one.kinds:
                flag = f"x_{target.name}"
                self.checks.append(unread(flag, one, target.shown, target.column))
            if one.rounded:
                self.rounded.append(target)
                change = f"abs({one.rounded} - f_{target.name})"
                chosen[f"r_{target.name}"] = f"case when {change} > 0 then {change} > {NOTICED} end"
        for flag in [*flags, *(check.flag or "" for check in self.checks)]:
            chosen |= {flag: flag} if flag else {}
        return layers.select(chosen)


def targets(block: Block) -> list[Target]:
    table = TABLES[block.table]
    fields = [
        Target(column.name, column.name, column.type, block.fields[column.name])
        for column in table.columns
        if column.name in block.fields
    ]
    attributes = [
        Target(f"attribute{number}", name, TEXT, value)
        for number, (name, value) in enumerate(block.attributes.items())
    ]
    return fields + attributes


def _text_of(_: str, cell: Cell) -> str:
    return cell.text


def _value_of(_: str, cell: Cell) -> str:
    return cell.value


def _name_of(name: str, _: Cell) -> str:
    return name
