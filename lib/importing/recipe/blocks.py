"""What feeds our tables: lookups, and one block for each table fed."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from lib import schema
from lib.importing.expressions import columns_of
from lib.importing.recipe.model import (
    Block,
    Column,
    Constant,
    Expression,
    Lookup,
    Value,
    lookup_in,
    names_in,
)
from lib.importing.recipe.section import Section, is_day, is_moment, is_number
from lib.schema import TABLES, Table

KEYS = ("from", "where", "per", "keep")

# Which constants of TOML a column can hold, and how a sentence names them.
HOLDS = {
    schema.TEXT: (lambda value: type(value) is int, "text as an expression, \"='…'\""),
    schema.DAY: (is_day, "a day, as in 2024-12-31"),
    schema.MOMENT: (is_moment, "a day or a moment without a time zone"),
    schema.MONEY: (is_number, "a number"),
    schema.NUMBER: (is_number, "a number"),
    schema.WHOLE: (lambda value: type(value) is int, "a whole number"),
    schema.FLAG: (lambda value: type(value) is bool, "true or false"),
}


def blocks_of(table: Table, section: Section, files: Collection[str]) -> list[Block]:
    """The block under [orders], or each of those under [[orders]]."""
    given = section.given[table.name]
    if isinstance(given, dict):
        return [_block(table, table.name, section.section(table.name), files)]
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise section.refuse(
            table.name, "{place} is a table of its own: a line [{key}].", key=table.name
        )
    return [
        _block(
            table,
            f"{table.name} {number}",
            Section(section.recipe, f"[[{table.name}]] {number}", one),
            files,
        )
        for number, one in enumerate(given, start=1)
    ]


def lookups_of(section: Section, files: Collection[str]) -> tuple[Lookup, ...]:
    """Every [lookup.NAME], none of which needs itself."""
    found = {name: _lookup(name, one, files) for name, one in section.named("lookup")}
    for lookup in found.values():
        if _needs_itself(lookup.name, found):
            raise section.refuse(
                f"[lookup.{lookup.name}] on",
                "{place} leads back to itself; join it to a column of the file.",
            )
    return tuple(found.values())


def refuse_unknown_lookups(
    section: Section, names: Collection[str], lookups: Collection[Lookup]
) -> None:
    """Refuse NAME.column where NAME looks up a table of ours that has no such column."""
    tables = {lookup.name: lookup.table for lookup in lookups}
    for name in sorted(names):
        table = tables.get(lookup_in(name, tables) or "")
        column = name.partition(".")[2]
        if table and column not in TABLES[table].names:
            raise section.unknown(name, TABLES[table].names)


def _block(table: Table, label: str, section: Section, files: Collection[str]) -> Block:
    extra = ("attributes",) if table is schema.CUSTOMERS else ()
    section.only(*table.names, *KEYS, *extra)
    per = section.text("per")
    fields = {
        column.name: _value(section, column.name, grouped=per is not None, type_=column.type)
        for column in table.columns
        if column.name in section.given
    }
    for name in table.key:
        if name in table.required and name not in fields:
            raise section.refuse(
                name,
                "{place} is missing; {table} cannot tell its rows apart without it. Say which "
                'column holds it: {name} = "…".',
                table=table.name,
                name=name,
            )
    return Block(
        table=table.name,
        label=label,
        fields=fields,
        source=_source(section, files),
        attributes=_attributes(section, grouped=per is not None),
        where=_where(section),
        per=per,
        keep=section.one_of("keep", "first", "last", "error") or "error",
    )


def _value(section: Section, key: str, *, grouped: bool, type_: str = schema.TEXT) -> Value:
    """A column, an expression behind "=", or a constant the column can hold."""
    given = section.given[key]
    if isinstance(given, str):
        return _column_or_expression(section, key, given, grouped)
    fits, wanted = HOLDS[type_]
    if not fits(given):
        raise section.refuse(
            key,
            '{place} is {found}; it holds {wanted}, a column as "NAME", or an expression as "=…".',
            found=_shown(given),
            wanted=wanted,
        )
    return Constant(given)


def _shown(given: Any) -> str:
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, int | float | date):
        return str(given)
    return "a list" if isinstance(given, list) else "a table"


def _column_or_expression(section: Section, key: str, text: str, grouped: bool) -> Value:
    text = text.strip()
    if not text.removeprefix("=").strip():
        raise section.refuse(
            key, "{place} is empty; name a column, or leave the line out where there is none."
        )
    if not text.startswith("="):
        return Column(text)
    expression = text.removeprefix("=").strip()
    columns_of(expression, aggregate=grouped, place=section.place(key))
    return Expression(expression)


def _where(section: Section) -> str | None:
    if section.text("where") is None:
        return None
    value = _column_or_expression(section, "where", section.given["where"], grouped=False)
    if isinstance(value, Expression):
        return value.text
    raise section.refuse(
        "where", '{place} is an expression that is true of the rows taken; begin it with "=".'
    )


def _attributes(section: Section, *, grouped: bool) -> dict[str, Value]:
    if "attributes" not in section.given:
        return {}
    given = section.section("attributes", "[customers.attributes]")
    for name in given.given:
        if not name.strip():
            raise given.refuse('""', "{place} has no name; call the attribute something.")
    return {name: _value(given, name, grouped=grouped) for name in given.given}


def _source(section: Section, files: Collection[str]) -> str:
    """Which file of the set feeds a block; the only one where there is but one."""
    name = section.text("from")
    if name is None and len(files) == 1:
        return next(iter(files))
    return _known_file(section, name, files)


def _known_file(section: Section, name: str | None, files: Collection[str]) -> str:
    if set(files) == {""}:
        raise section.refuse(
            "from",
            "{place} names a file of a set, but the recipe is for one file; add [file.{name}] with "
            "match and [file.{name}.read], or leave the line out.",
            name=name,
        )
    known = ", ".join(files)
    if name is None:
        raise section.refuse(
            "from", "{place} is missing; say which file of the set it is: {known}.", known=known
        )
    if name not in files:
        raise section.refuse(
            "from",
            "{place} is '{name}', which is no file of the set; its files are {known}.",
            name=name,
            known=known,
        )
    return name


def _lookup(name: str, section: Section, files: Collection[str]) -> Lookup:
    section.only("from", "table", "on")
    if ("from" in section.given) == ("table" in section.given):
        raise section.refuse(
            "from", "{place} or table, one of the two, says where to look; give just one."
        )
    table = section.one_of("table", *TABLES)
    on = section.section("on", f"{section.heading} on")
    if not on.given:
        raise section.refuse("on", '{place} is missing; say on = {{ theirs = "ours" }}.')
    if table:
        on.only(*TABLES[table].names)
    return Lookup(
        name=name,
        on={theirs: _value(on, theirs, grouped=False) for theirs in on.given},
        source=None if table else _known_file(section, section.text("from"), files),
        table=table,
    )


def _needs_itself(name: str, lookups: Mapping[str, Lookup]) -> bool:
    """Does following what lookups are joined on lead from `name` back to it?"""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        used = names_in(lookups[waiting.pop()].on.values())
        following = {lookup_in(one, lookups) for one in used} - {None}
        if name in following:
            return True
        waiting += [one for one in following if one and one not in seen]
        seen |= {one for one in following if one}
    return False
