"""A recipe in the making: blocks, the types and maps they need, and what is said about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lib.importing.match.model import Doubt
from lib.importing.match.sheets import Cell, Pick, Sheet

NAMED = "The name of {column} says so."
NEAR = "{column} is a guess by its name; look whether it is right."
NEAR_OTHERS = "{column} is a guess by its name; it could also be {others}."
SURE_OTHERS = "The name of {column} says so; {others} could be meant too."
LOOKED_UP = "{column} is looked up in {file}; look whether it is right."
EMPTY = "The name of {column} says so, but nothing is filled in."


@dataclass(frozen=True)
class Filled:
    """What a field is filled with, and why."""

    value: Any
    sentence: str
    values: tuple[tuple[str, object], ...] = ()
    sure: bool = False
    others: tuple[str, ...] = ()


def guess(value: Any, sentence: str, others: tuple[str, ...] = (), /, **values: object) -> Filled:
    return Filled(value, sentence, tuple(values.items()), False, others)


def certain(value: Any, sentence: str, /, **values: object) -> Filled:
    return Filled(value, sentence, tuple(values.items()), True)


def picked(pick: Pick) -> Filled:
    """A field filled with a column just as it stands."""
    name, others = pick.cell.name, pick.others[:3]
    told = {"column": pick.column.name, "others": ", ".join(others)}
    if pick.why:
        return Filled(pick.cell.bare, pick.why, (("column", pick.column.name),), False, others)
    if pick.cell.lookup:
        told = {"column": pick.column.name, "file": pick.cell.sheet.name}
        return Filled(name, LOOKED_UP, tuple(told.items()), False, others)
    if pick.column.kind == "empty":
        return Filled(pick.cell.bare, EMPTY, (("column", name),), False, others)
    said = (SURE_OTHERS, NAMED) if pick.sure else (NEAR_OTHERS, NEAR)
    sentence = said[0 if others else 1]
    if not others:
        del told["others"]
    return Filled(pick.cell.bare, sentence, tuple(told.items()), pick.sure, others)


@dataclass
class Draft:
    """Blocks by table, and beside them what else a recipe says; `finish` puts it together."""

    blocks: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    types: dict[str, dict[str, str]] = field(default_factory=dict)
    maps: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    lookups: dict[str, dict[str, Any]] = field(default_factory=dict)
    stages: list[str] = field(default_factory=list)
    said: list[tuple[tuple[str, ...], Filled]] = field(default_factory=list)

    def add(
        self,
        table: str,
        sheet: Sheet,
        fields: Mapping[str, Filled],
        *,
        attributes: Mapping[str, Filled] | None = None,
        keys: Mapping[str, str] | None = None,
    ) -> tuple[str, str]:
        """Add a block; gives the path that leads to it, as long as it may become one of several."""
        number = str(len(self.blocks.setdefault(table, [])))
        block: dict[str, Any] = {"from": sheet.key} if sheet.key else {}
        block |= keys or {}
        block |= {name: one.value for name, one in fields.items()}
        for name, one in fields.items():
            self.said.append(((table, number, name), one))
        if attributes:
            block["attributes"] = {name: one.value for name, one in attributes.items()}
            for name, one in attributes.items():
                self.said.append(((table, number, "attributes", name), one))
        self.blocks[table].append(block)
        return table, number

    def type(self, cell: Cell, type_: str) -> None:
        """Expressions see the column as a number or a day."""
        self.types.setdefault(cell.sheet.key, {})[cell.column.name] = type_

    def map(self, cell: Cell, pairs: Mapping[str, str]) -> None:
        changed = {found: right for found, right in pairs.items() if found != right}
        if changed:
            self.maps.setdefault(cell.sheet.key, {}).setdefault(cell.column.name, {}).update(
                changed
            )

    def say(self, path: tuple[str, ...], sentence: str, /, **values: object) -> None:
        """Something to look at that is no field's."""
        self.said.append((path, guess(None, sentence, **values)))

    def doubt(
        self, path: tuple[str, ...], sentence: str, others: tuple[str, ...], /, **values: object
    ) -> None:
        """Something only a reader can decide: one of `others` belongs there."""
        self.said.append((path, guess(None, sentence, others, **values)))

    def feeds(self, sheet: Sheet) -> bool:
        """Does a block or a lookup use the file?"""
        fed = any(one.get("from", "") == sheet.key for all_ in self.blocks.values() for one in all_)
        return fed or any(one.get("from") == sheet.key for one in self.lookups.values())

    def finish(self) -> tuple[dict[str, Any], tuple[Doubt, ...]]:
        """The tables of the recipe, and its doubts; sole blocks are no lists."""
        recipe: dict[str, Any] = {"stages": self.stages} if self.stages else {}
        if self.lookups:
            recipe["lookup"] = self.lookups
        for table, blocks in self.blocks.items():
            recipe[table] = blocks if len(blocks) > 1 else blocks[0]
        doubts = [
            Doubt(self._path(path), one.sentence, one.values, one.sure, one.others)
            for path, one in self.said
        ]
        return recipe, tuple(doubts)

    def _path(self, path: tuple[str, ...]) -> tuple[str, ...]:
        sole = len(path) > 1 and len(self.blocks.get(path[0], [])) == 1 and path[1] == "0"
        return path[:1] + path[2:] if sole else path
