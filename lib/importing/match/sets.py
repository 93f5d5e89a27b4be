"""Several files as one set: what the recipe calls them, and how one leads to another."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any

from lib.database import Connection
from lib.importing.match.draft import Draft
from lib.importing.match.names import LEAST
from lib.importing.match.sheets import Cell, Pick, Sheet, same_name
from lib.importing.match.subjects import about, hints_of
from lib.importing.profile import ColumnProfile, FileProfile
from lib.schema import REFERENCES, TABLES

MEETING = 0.5  # of a column's values must stand in another file's, for one to lead to the other
FARTHEST = 3  # lookups one behind another


def sheets_of(
    db: Connection, files: Sequence[FileProfile], readings: Mapping[str, Mapping[str, Any]]
) -> list[Sheet]:
    """The files, those with the same columns taken together."""
    groups: dict[frozenset[str], list[FileProfile]] = {}
    for file in files:
        groups.setdefault(frozenset(file.table.columns), []).append(file)
    sheets = [
        Sheet(db, group, hints=hints_of(group[0].name), said=dict(readings.get(group[0].name, {})))
        for group in groups.values()
    ]
    if len(sheets) > 1:
        for sheet, key in zip(sheets, _keys([sheet.name for sheet in sheets]), strict=True):
            sheet.key = key
    return sheets


def _keys(names: Sequence[str]) -> list[str]:
    """What a recipe calls each file: the words that are its own."""
    words = [re.findall(r"[^\W\d_]+", _stem(name).lower()) for name in names]
    shared = set.intersection(*map(set, words))
    found: list[str] = []
    for own in words:
        key = "_".join([word for word in own if word not in shared] or own)[:40] or "file"
        number = 2
        unique = key
        while unique in found:
            unique, number = f"{key}_{number}", number + 1
        found.append(unique)
    return found


def _stem(name: str) -> str:
    return re.sub(r"\.(csv|tsv|txt|xlsx?|xlsb|ods|parquet|gz|zip)$", "", name, flags=re.I)


# Patterns


def patterns(sheets: Sequence[Sheet]) -> dict[str, str]:
    """For each file's key a pattern that it fits and no other of the set does."""
    names = {sheet.key: [file.name for file in sheet.files] for sheet in sheets}
    found = {}
    for key, own in names.items():
        others = [name for other, theirs in names.items() if other != key for name in theirs]
        choices = [wide for name in own for wide in _widths(name)]
        fitting = [
            one
            for one in choices
            if all(_fits(name, one) for name in own)
            and not any(_fits(name, one) for name in others)
        ]
        found[key] = max(fitting, key=lambda one: one.count("*")) if fitting else _exact(own[0])
    return found


def _fits(name: str, pattern: str) -> bool:
    return fnmatchcase(name.casefold(), pattern.casefold())


def _widths(name: str) -> Iterable[str]:
    """Patterns that the name fits: with anything around it, behind it, then only other numbers."""
    stem = _stem(name)
    tail = _exact(name[len(stem) :])
    core = re.sub(r"\d+(?:\D?\d+)*", "\0", stem)
    core = "*".join(map(_exact, core.split("\0")))
    core = re.sub(r"\*+", "*", core)
    bare = re.sub(r"[\s_.\-()（）]+(?=\*|$)|(?<=\*)[\s_.\-()（）]+", "", core)
    for middle in (bare, core):
        for one in (f"*{middle}*{tail}", f"{middle}*{tail}", f"*{middle}{tail}", f"{middle}{tail}"):
            yield re.sub(r"\*+", "*", one)
    yield _exact(name)


def _exact(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)


# One file leads to another


@dataclass(frozen=True)
class Link:
    """A column of one file holds the keys of another."""

    ours: ColumnProfile
    theirs: ColumnProfile
    sheet: Sheet


@dataclass(eq=False)
class View:
    """A file and what its rows lead to: fields are its own columns first, then looked up."""

    sheet: Sheet
    links: Mapping[int, Sequence[Link]] = field(default_factory=dict)
    customers: tuple[Sheet, str] | None = None  # their file, and the column that is their id

    def find(self, table: str, name: str, *, own: bool | None = None) -> Pick | None:
        """The column for a field of a table; `own`: may bare names be taken?"""
        said = about(self.sheet, table) if own is None else own
        if name == "customer_id" and (pick := self.other_id()):
            return pick
        if pick := self.sheet.picks(table, said).get(name):
            return pick
        return self.beyond(table, name)

    def other_id(self) -> Pick | None:
        """The customer's own id, where this file leads to their file by another one."""
        for sheet, path in self._reached() if self.customers else ():
            if self.customers and sheet is self.customers[0]:
                key = sheet.column(self.customers[1])
                if key and path[-1].theirs.name != key.name:
                    return Pick(Cell(key, sheet, _called(sheet)), LEAST)
        return None

    def beyond(self, table: str, name: str) -> Pick | None:
        """The column for a field in a file that this one leads to."""
        for sheet, lookup in self._reached():
            picks = sheet.picks(table, False)
            if not (pick := picks.get(name)) or not _may_tell(sheet, name):
                continue
            key = lookup[-1].theirs.name
            if pick.column.name == key and name not in ("product_id", "order_id"):
                continue
            return replace(
                pick, cell=Cell(pick.column, sheet, _called(sheet)), score=pick.score - 0.1
            )
        return None

    def reaches(self) -> list[Sheet]:
        return [sheet for sheet, _ in self._reached()]

    def look_up(self, draft: Draft, cells: Iterable[Cell]) -> None:
        """Add the lookups that these cells stand behind, each after the one it needs."""
        paths = {_called(sheet): path for sheet, path in self._reached()}
        for cell in cells:
            before = ""
            for link in paths.get(cell.lookup, ()):
                ours = f"{before}.{link.ours.name}" if before else link.ours.name
                name = _called(link.sheet)
                draft.lookups.setdefault(
                    name, {"from": link.sheet.key, "on": {link.theirs.name: ours}}
                )
                before = name

    def _reached(self) -> list[tuple[Sheet, tuple[Link, ...]]]:
        """Every other file this one leads to, and the way there; the nearest first."""
        found: list[tuple[Sheet, tuple[Link, ...]]] = []
        seen = {id(self.sheet)}
        waiting: list[tuple[Sheet, tuple[Link, ...]]] = [(self.sheet, ())]
        while waiting:
            at, path = waiting.pop(0)
            for link in self.links.get(id(at), ()):
                if id(link.sheet) not in seen and len(path) < FARTHEST:
                    seen.add(id(link.sheet))
                    found.append((link.sheet, (*path, link)))
                    waiting.append(found[-1])
        return found


def _called(sheet: Sheet) -> str:
    return sheet.key


def _may_tell(sheet: Sheet, name: str) -> bool:
    """Where an order was placed is said by orders, customers and shops, not by a supplier."""
    return name not in ("place", "channel") or bool({"orders", "customers"} & sheet.hints)


def links_of(sheets: Sequence[Sheet]) -> dict[int, list[Link]]:
    """For each file, by its id(), the files its columns hold the keys of."""
    found: dict[int, list[Link]] = {}
    for ours in sheets:
        for theirs in sheets:
            if ours is not theirs and (link := _link(ours, theirs)):
                found.setdefault(id(ours), []).append(link)
    return found


def _link(ours: Sheet, theirs: Sheet) -> Link | None:
    for key in theirs.columns:
        if not theirs.is_key(key) or key.kind in ("number", "date", "timestamp"):
            continue
        for column in ours.columns:
            if column.kind in ("empty", "number", "date", "timestamp", "flag"):
                continue
            if _one_thing(ours, column, theirs, key) and _meet(ours, column, theirs, key):
                return Link(column, key, theirs)
    return None


def _one_thing(ours: Sheet, column: ColumnProfile, theirs: Sheet, key: ColumnProfile) -> bool:
    """Do the two columns go by one name, or are both taken for the same reference?"""
    if same_name(column.name, key.name):
        return True
    for name, table in REFERENCES.items():
        pick = theirs.picks(table, about(theirs, table)).get(name) if table in TABLES else None
        if pick and pick.column.name == key.name and pick.score > 0.85:
            mine = [ours.picks(other, False).get(name) for other in TABLES if other != table]
            if any(one and one.column.name == column.name and one.score > 0.85 for one in mine):
                return True
    return False


def _meet(ours: Sheet, column: ColumnProfile, theirs: Sheet, key: ColumnProfile) -> bool:
    values = ours.some_values(column)
    if len(theirs.columns) > 1 and theirs.holds(key, values) >= MEETING:
        return True
    # Few rows that say something of many: 296 orders came back, of 5,009.
    few = theirs.some_values(key)
    return len(few) < len(values) and ours.holds(column, few) >= 0.9
