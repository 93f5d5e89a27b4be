"""A block's rows put into a temporary table: converted, checked by nobody yet, in file order.

Staging writes nothing to the store. Temporary tables are neither compressed nor kept, and DuckDB
moves what memory does not hold to disk, so this costs less than reading the file twice.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from lib.database import BadStatement, BadValue, Connection
from lib.errors import BadRecipe, UnreadableFile
from lib.importing.cells import Forms, is_date, is_settled
from lib.importing.fields import Fields, Target, targets
from lib.importing.forms import find_form, sampled
from lib.importing.lookups import Looked
from lib.importing.points import is_number, refuse_doubtful_points
from lib.importing.problems import Check, failing
from lib.importing.read import TextTable, source
from lib.importing.recipe import Block, Column, Recipe
from lib.importing.rows import Care, Describe, Reckoned, Rows
from lib.importing.sources import Source
from lib.schema import TABLES, Table


@dataclass(frozen=True)
class Staged:
    """A block's staged rows.

    `name` is a relation with the block's columns and `source_row`, the row's number in it.
    `members` is one with a row for each row of the file that was taken, which is the same unless
    the block has `per`: then `group` names the columns of a group in it. `checks` are those of
    staged rows, `member_checks` those of the file's. By `place`, a column that rises with the
    rows, DuckDB finds some of them without reading all.
    """

    block: Block
    source: Source
    name: str
    members: str
    place: str
    group: tuple[str, ...]
    targets: tuple[Target, ...]
    rounded: tuple[Target, ...]
    checks: tuple[Check, ...]
    member_checks: tuple[Check, ...]
    misses: Mapping[str, str]

    @property
    def table(self) -> Table:
        return TABLES[self.block.table]

    @property
    def fields(self) -> list[str]:
        """The table's columns that the block fills."""
        return [name for name in self.table.names if name in self.block.fields]

    @property
    def attributes(self) -> list[Target]:
        return [target for target in self.targets if target.name not in self.block.fields]

    def column(self, field: str) -> str | None:
        """The file's column that a field comes from, if it is just that."""
        value = self.block.fields.get(field)
        return value.name if isinstance(value, Column) else None


def stage(
    db: Connection,
    number: int,
    block: Block,
    source: Source,
    recipe: Recipe,
    looked: tuple[Looked, ...],
    forms: Forms,
) -> Staged:
    """Put the block's rows into temporary tables whose names end in `number`.

    `forms` learns how dates are written. Raises BadRecipe where an expression makes no sense, and
    UnreadableFile where DuckDB reads other rows than were counted.
    """

    def rows(care: Care = Care.CELLS) -> Rows:
        return Rows(block, source, recipe, looked, forms, _describe(db), care=care)

    first = rows()
    numbers = _names_read_as(is_number, block, first) & set(first.cells.by_name)
    refuse_doubtful_points(db, source, numbers)
    for name in sampled(db, source, _unsettled(first, forms)):
        forms[source.name, name] = find_form(db, source, name)
    staged = _stage_or_carefully(db, number, rows)
    if unread := _unread_dates(db, staged, _unsettled(rows(), forms)):
        for name in unread:
            forms[source.name, name] = find_form(db, source, name)
        staged = _stage_or_carefully(db, number, rows)
    return staged


def count_rows(db: Connection, table: TextTable) -> None:
    """Raise UnreadableFile unless DuckDB finds as many rows in a file as were counted in it."""
    sql, parameters = source(table)
    columns = ", ".join(f"count(c{index})" for index in range(len(table.columns)))
    names = ", ".join(f"c{index}" for index in range(len(table.columns)))
    counted = f"select count(*), {columns} from {sql} as cells({names})"
    try:
        found = db.execute(counted, parameters).fetchall()[0][0]
    except BadValue as error:
        raise UnreadableFile(
            "{file} cannot be loaded as it was read; save it again as plain CSV, or say its "
            "delimiter and quote under [read].",
            file=table.name,
        ) from error
    _compare(table, found)


def _compare(table: TextTable, found: int) -> None:
    if found != table.rows:
        raise UnreadableFile(
            "{file} has {rows:,} rows, but DuckDB finds {found:,} in it; save it again as plain "
            "CSV, or say its delimiter and quote under [read].",
            file=table.name,
            rows=table.rows,
            found=found,
        )


def _stage_or_carefully(db: Connection, number: int, make_rows: Callable[[Care], Rows]) -> Staged:
    """Stage as if nothing were wrong with any row; if something is, with as much care as it needs.

    The first way costs two thirds of the second, and what fails in it mostly does so early.
    """
    for care in (Care.NONE, Care.CELLS):
        rows = make_rows(care)
        if care is Care.CELLS or rows.may_be_plain:
            with suppress(*BadValue):
                return _stage(db, number, rows)
    rows = make_rows(Care.ROWS)
    try:
        return _stage(db, number, rows)
    except BadValue as error:
        for table in rows.source.tables:
            count_rows(db, table)
        raise BadRecipe(
            "{place} cannot be worked out: {reason}", place=rows.place(""), reason=_reason(error)
        ) from error


def _stage(db: Connection, number: int, rows: Rows) -> Staged:
    block, fields = rows.block, Fields(rows)
    stored, name = f"rows{number}", f"staged{number}"
    for index, table in enumerate(rows.source.tables):
        layers = rows.of(index)
        if block.per:
            sql = layers.select({column: column for column in rows.kept})
        else:
            sql = fields.staged(layers)
        into = f"insert into {stored}" if index else f"create or replace temp table {stored} as"
        taken = db.execute(f"{into} {sql}", rows.parameters).fetchall()[0][0]
        if not block.where:
            _compare(table, taken)
    if block.per:
        _group(db, f"groups{number}", fields, stored)
    relation = f"select * from groups{number}" if block.per else f"select * from {stored}"
    if not rows.numbered:
        # Rows are stored in the order of the file, so that their number need not be.
        relation = f"select rowid + 1 as source_row, rowid as place_of_row, * from {stored}"
    db.execute(f"create or replace temp view {name} as {relation}")
    per = rows.visible[block.per] if block.per else None
    return Staged(
        block=block,
        source=rows.source,
        name=name,
        members=stored if per else name,
        place="source_row" if rows.numbered else "place_of_row",
        group=tuple(dict.fromkeys([per.text, per.value])) if per else (),
        targets=tuple(fields.targets),
        rounded=tuple(fields.rounded),
        checks=tuple(fields.checks),
        member_checks=tuple(rows.checks) if per else (),
        misses=rows.misses,
    )


def _group(db: Connection, name: str, fields: Fields, members: str) -> None:
    sql = fields.grouped(members)
    try:
        db.execute(f"create or replace temp table {name} as {sql}")
    except BadValue as error:
        raise BadRecipe(
            "{place} cannot be worked out for every {per}: {reason}; use try_cast, or put the "
            "values right with [map].",
            place=fields.rows.place(""),
            per=fields.block.per,
            reason=_reason(error),
        ) from error


def _describe(db: Connection) -> Describe:
    def describe(
        sql: str,
        parameters: Mapping[str, object],
        expressions: Mapping[str, Reckoned],
        by: str | None,
    ) -> Mapping[str, str]:
        chosen = ", ".join(f"{one.sql} as {name}" for name, one in expressions.items())
        grouped = f" group by {by}" if by else ""
        try:
            rows = db.execute(f"describe select {chosen} from ({sql}){grouped}", parameters)
        except (BadStatement, *BadValue) as error:
            if len(expressions) == 1:
                (one,) = expressions.values()
                raise BadRecipe(
                    "{place} does not fit together: {reason} A column that is a number or a day "
                    "is so to expressions if [types] says it.",
                    place=one.place,
                    reason=_reason(error),
                ) from error
            for name, one in expressions.items():
                describe(sql, parameters, {name: one}, by)
            raise
        return {name: type_ for name, type_, *_ in rows.fetchall()}

    return describe


def _reason(error: Exception) -> str:
    """DuckDB's own words, without what it adds for those who wrote the SQL."""
    first = str(error).partition("\n")[0].partition(": ")[2]
    return (
        first.partition(" You might need")[0].partition(" In order to select")[0].rstrip(".") + "."
    )


def _names_read_as(is_one: Callable[[str], bool], block: Block, rows: Rows) -> set[str]:
    """The visible names that are read as a type that `is_one`."""
    wanted = {
        target.value.name
        for target in targets(block)
        if isinstance(target.value, Column) and is_one(target.type)
    }
    used = rows.used_by_expressions() & set(rows.visible)
    return wanted | {name for name in used if is_one(rows.visible[name].type)}


def _unsettled(rows: Rows, forms: Forms) -> set[str]:
    """Columns of the file read as days, of which nobody has said how they are written."""
    return {
        name
        for name in _names_read_as(is_date, rows.block, rows)
        if name in rows.cells.by_name and not is_settled(rows.source, name, forms)
    }


def _unread_dates(db: Connection, staged: Staged, columns: set[str]) -> list[str]:
    """Those of the columns in which some cell could not be read."""
    failed: set[str | None] = set()
    for relation, checks in (
        (staged.name, staged.checks),
        (staged.members, staged.member_checks),
    ):
        concerned = [check for check in checks if check.column in columns]
        failed |= {check.column for check in failing(db, relation, concerned)}
    return sorted(name for name in columns if name in failed)
