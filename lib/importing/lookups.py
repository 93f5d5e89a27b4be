"""Lookups: what another file of the set, or a table of ours, says about a row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lib.database import Connection
from lib.errors import ImportRejected, Problem
from lib.importing.cast import SEEN_AS
from lib.importing.cells import Cell, Cells, Forms, add_values, is_date, is_settled
from lib.importing.forms import find_form
from lib.importing.points import is_number, refuse_doubtful_points
from lib.importing.problems import LINES_SHOWN, SAMPLES_SHOWN
from lib.importing.recipe import Block, Column, Lookup, Recipe
from lib.importing.recipe.model import lookup_in, names_in
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


def prepare_lookups(
    db: Connection,
    blocks: Sequence[Block],
    sources: Mapping[str, Source],
    recipe: Recipe,
    forms: Forms,
) -> dict[str, Looked]:
    """Every lookup that blocks use, by name, with the columns they and each other use of it.

    `forms` learns how dates are written. Raises ImportRejected where a key stands in two rows:
    what it looks up is undecided.
    """
    used = {one.name for block in blocks for one in recipe.lookups_of(block)}
    prepared: dict[str, Looked] = {}
    repeated: list[Problem] = []
    for number, lookup in enumerate(one for one in recipe.lookups if one.name in used):
        names = _looked_up(recipe, blocks, lookup.name)
        if lookup.table:
            one = _prepare_table(db, number, lookup, lookup.table, names)
            repeated += _repeated(db, one, None)
        elif (source := sources.get(lookup.source or "")) and lookup.source is not None:
            own = names & {*source.columns}
            for name in _dates(blocks, lookup.name, source) & own:
                forms[source.name, name] = find_form(db, source, name)
            numbers = _read_as(is_number, blocks, lookup.name, source)
            refuse_doubtful_points(db, source, numbers & own)
            one = _prepare_file(db, number, lookup, names, source, forms, recipe)
            repeated += _repeated(db, one, source)
        else:
            one = _absent(number, lookup, names, recipe)
        prepared[lookup.name] = one
    if repeated:
        raise ImportRejected(repeated)
    return prepared


def _looked_up(recipe: Recipe, blocks: Sequence[Block], name: str) -> set[str]:
    """The columns that blocks, and other lookups, use of a lookup."""
    used = {one for block in blocks for one in block.names()}
    for lookup in recipe.lookups:
        used |= names_in(lookup.on.values())
    known = [lookup.name for lookup in recipe.lookups]
    return {one.removeprefix(f"{name}.") for one in used if lookup_in(one, known) == name}


def _dates(blocks: Sequence[Block], name: str, source: Source) -> set[str]:
    """Columns of a lookup's file that are read as days, which nobody says how they are written."""
    dates = _read_as(is_date, blocks, name, source)
    return {column for column in dates if not is_settled(source, column, {})}


def _read_as(
    is_one: Callable[[str], bool], blocks: Sequence[Block], name: str, source: Source
) -> set[str]:
    """Columns of a lookup's file that are read as a type that `is_one`."""
    found = {column for column, type_ in source.file.types.items() if is_one(SEEN_AS[type_])}
    for block in blocks:
        for column in TABLES[block.table].columns:
            value = block.fields.get(column.name)
            if is_one(column.type) and isinstance(value, Column):
                found.add(value.name.removeprefix(f"{name}."))
    return found


def _prepare_file(
    db: Connection,
    number: int,
    lookup: Lookup,
    names: Iterable[str],
    source: Source,
    forms: Forms,
    recipe: Recipe,
) -> Looked:
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
    return Looked(lookup, mark, mark, keys, cells.by_name, source.tables[0].name)


def _prepare_table(
    db: Connection, number: int, lookup: Lookup, table: str, names: Iterable[str]
) -> Looked:
    mark, types = f"look{number}", store_columns(TABLES[table])
    cells = {
        name: Cell(name, f"{mark}_t_{name}", f"{mark}_e_{name}", types[name], stored=True)
        for name in names
    }
    keys = tuple(f"{mark}_key{index}" for index in range(len(lookup.on)))
    columns = {f"{mark}_hit": "true"}
    columns |= {key: f"cast({name} as varchar)" for name, key in zip(lookup.on, keys, strict=True)}
    for name, cell in cells.items():
        columns |= {cell.text: f"cast({name} as varchar)", cell.value: name}
    layers = Layers(f"select * from {table}")
    layers.where(" and ".join(f"{name} is not null" for name in lookup.on))
    db.execute(f"create temp table {mark} as {layers.select(columns)}")
    return Looked(lookup, mark, mark, keys, cells, table)


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
