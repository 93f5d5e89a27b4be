"""Lookups: what another file of the set, or a table of ours, says about a row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lib.database import Connection
from lib.errors import Problem
from lib.importing.cast import SEEN_AS
from lib.importing.cells import Cell, Cells, Forms, add_values
from lib.importing.problems import LINES_SHOWN, SAMPLES_SHOWN
from lib.importing.recipe import Lookup, Recipe
from lib.importing.sources import Source
from lib.importing.sql import Layers
from lib.schema import TABLES, TEXT, store_columns


@dataclass(frozen=True)
class Looked:
    """A lookup ready to be joined: a temporary table with one row for each key.

    `mark` begins the names of all its columns. `table` is None where its file was not given:
    then all its columns are `empty`.
    """

    lookup: Lookup
    mark: str
    table: str | None
    keys: tuple[str, ...]
    cells: Mapping[str, Cell]
    shown: str

    @property
    def empty(self) -> dict[str, str]:
        columns = {cell.text: "cast(null as varchar)" for cell in self.cells.values()}
        return columns | {cell.value: f"cast(null as {cell.type})" for cell in self.cells.values()}

    def on(self, ours: Iterable[str]) -> str:
        return " and ".join(f"{key} = {one}" for key, one in zip(self.keys, ours, strict=True))


def prepare(
    db: Connection,
    number: int,
    lookup: Lookup,
    names: Iterable[str],
    sources: Mapping[str, Source],
    recipe: Recipe,
    forms: Forms,
) -> tuple[Looked, list[Problem]]:
    """Put the looked-up columns `names` and the key into a temporary table.

    The problems are keys that stand there more than once: what they look up is undecided.
    """
    if lookup.table:
        return _prepare_table(db, number, lookup, names)
    assert lookup.source is not None, "a lookup has a file or a table"
    source = sources.get(lookup.source)
    if source is None:
        return _absent(number, lookup, names, recipe), []
    return _prepare_file(db, number, lookup, names, source, forms, recipe)


def _prepare_file(
    db: Connection,
    number: int,
    lookup: Lookup,
    names: Iterable[str],
    source: Source,
    forms: Forms,
    recipe: Recipe,
) -> tuple[Looked, list[Problem]]:
    names = list(names)
    for name in lookup.on:
        source.refuse_unknown(name, f"{recipe.name}, [lookup.{lookup.name}] on")
    for name in names:
        source.refuse_unknown(name, f"{recipe.name}, {lookup.name}.{name}")
    mark = f"look{number}"
    cells = Cells(source, {*names, *lookup.on}, forms, prefix=f"{mark}_")
    keys = tuple(cells.by_name[name].text for name in lookup.on)
    columns = {f"{mark}_row": "source_row", f"{mark}_hit": "true"}
    for cell in cells.by_name.values():
        columns |= {cell.text: cell.text, cell.value: cell.value}
    for index in range(len(source.tables)):
        layers, parameters = cells.layers(index, numbered=True, identified=False)
        add_values(layers, cells.by_name.values())
        layers.where(" and ".join(f"{key} is not null" for key in keys))
        into = f"insert into {mark}" if index else f"create temp table {mark} as"
        db.execute(f"{into} {layers.select(columns)}", parameters)
    looked = Looked(lookup, mark, mark, keys, cells.by_name, source.tables[0].name)
    return looked, _repeated(db, looked, source)


def _prepare_table(
    db: Connection, number: int, lookup: Lookup, names: Iterable[str]
) -> tuple[Looked, list[Problem]]:
    assert lookup.table is not None, "a lookup in a table of ours"
    mark, types = f"look{number}", store_columns(TABLES[lookup.table])
    cells = {
        name: Cell(name, f"{mark}_t_{name}", f"{mark}_e_{name}", types[name], stored=True)
        for name in names
    }
    keys = tuple(f"{mark}_key{index}" for index in range(len(lookup.on)))
    columns = {f"{mark}_hit": "true"}
    columns |= {key: f"cast({name} as varchar)" for name, key in zip(lookup.on, keys, strict=True)}
    for name, cell in cells.items():
        columns |= {cell.text: f"cast({name} as varchar)", cell.value: name}
    layers = Layers(f"select * from {lookup.table}")
    layers.where(" and ".join(f"{name} is not null" for name in lookup.on))
    db.execute(f"create temp table {mark} as {layers.select(columns)}")
    looked = Looked(lookup, mark, mark, keys, cells, lookup.table)
    return looked, _repeated(db, looked, None)


def _absent(number: int, lookup: Lookup, names: Iterable[str], recipe: Recipe) -> Looked:
    """Every column of a file that was not given is empty."""
    assert lookup.source is not None, "a lookup in a file"
    file, mark = recipe.file(lookup.source), f"look{number}"
    cells = {}
    for index, name in enumerate(sorted(names)):
        type_ = SEEN_AS[file.types.get(name, "text")]
        value = f"{mark}_t{index}" if type_ == TEXT else f"{mark}_e{index}"
        cells[name] = Cell(name, f"{mark}_t{index}", value, type_, file.reading)
    return Looked(lookup, mark, None, (), cells, file.match or file.name)


def _repeated(db: Connection, looked: Looked, source: Source | None) -> list[Problem]:
    """One problem for the keys that stand in more than one row."""
    keys = ", ".join(looked.keys)
    several = f"select {keys} from {looked.table} group by {keys} having count(*) > 1"
    same = " and ".join(f"several.{key} = {looked.table}.{key}" for key in looked.keys)
    rows = f"from {looked.table} join ({several}) as several on {same}"
    count = db.execute(f"select count(*) {rows}").fetchall()[0][0]
    if not count:
        return []
    samples = db.execute(f"from ({several}) order by all limit {SAMPLES_SHOWN}").fetchall()
    positions: list[int] = []
    if source:
        first = f"select {looked.mark}_row {rows} order by all limit {LINES_SHOWN}"
        positions = [row for (row,) in db.execute(first).fetchall()]
    return [
        Problem(
            file=looked.shown,
            expectation=(
                "{column} stands in one row only, as {lookup} looks rows up by it; keep one row "
                "of each, or look it up by a column that tells them apart"
            ),
            values=(("column", ", ".join(looked.lookup.on)), ("lookup", looked.lookup.name)),
            column=", ".join(looked.lookup.on),
            lines=source.lines(positions) if source else (),
            samples=tuple(", ".join(map(str, sample)) for sample in samples),
            count=count,
        )
    ]
