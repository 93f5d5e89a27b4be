"""What the store keeps about an import: the recipe, the files, and what became of every row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from lib.database import Connection
from lib.importing.recipe import Recipe
from lib.importing.sifting import Incoming
from lib.importing.sources import Source


@dataclass(frozen=True)
class Fate:
    """What became of a file's rows in one block: they add up to `rows`.

    Loaded rows became, or changed, a row of `table`; merged ones said the same as another row of
    their key, or were grouped with it, or gave way to it; rows set aside were not sound; skipped
    ones the block does not take.
    """

    file: str
    block: str
    table: str
    rows: int
    loaded: int
    merged: int
    set_aside: int
    skipped: int


@dataclass
class Change:
    """What an import changed in one of our tables, counted in the table's own rows.

    `set_aside` alone counts rows of the files.
    """

    table: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    set_aside: int = 0

    @property
    def is_nothing(self) -> bool:
        return not (self.new or self.changed or self.removed)


@dataclass(frozen=True)
class SameAs:
    """The latest import that all the files were part of before, byte by byte."""

    import_id: int
    imported_at: datetime
    file: str


def fates(db: Connection, incoming: Iterable[Incoming]) -> tuple[Fate, ...]:
    return tuple(fate for one in incoming for fate in _of_block(db, one))


def _of_block(db: Connection, one: Incoming) -> Iterable[Fate]:
    staged = one.staged
    for table, (before, last) in zip(staged.source.tables, staged.source.spans, strict=True):
        within = f"source_row > {before} and source_row <= {last}"
        taken, refused = db.execute(f"""
            select count(*), count(*) filter (
                where source_row in (select source_row from {one.refused})
            )
            from {staged.members}
            where {within}
        """).fetchall()[0]
        loaded = db.execute(f"select count(*) from {one.name} where {within}").fetchall()[0][0]
        yield Fate(
            file=table.name,
            block=staged.block.label,
            table=staged.block.table,
            rows=table.rows,
            loaded=loaded,
            merged=taken - refused - loaded,
            set_aside=refused,
            skipped=table.rows - taken,
        )


def same_as(db: Connection, sources: Iterable[Source]) -> SameAs | None:
    """The latest import that every one of the files was part of, byte by byte."""
    hashes = sorted({table.hash for source in sources for table in source.tables})
    found = db.execute(
        """
        select imports.import_id, imports.imported_at, string_agg(distinct files.name, ', ')
        from import_files as files
        join imports on imports.import_id = files.import_id
        where list_contains($hashes, files.hash)
        group by all
        having count(distinct files.hash) = len($hashes)
        order by imports.import_id desc
        limit 1
        """,
        {"hashes": hashes},
    ).fetchall()
    return SameAs(*found[0]) if found else None


def says_new_day(db: Connection, recipe: Recipe) -> bool:
    """Does the recipe say the data is complete to another day than was said last?"""
    said = """
        select complete_to from imports
        where complete_to is not null order by import_id desc limit 1
    """
    last = db.execute(said).fetchall()
    return recipe.complete_to is not None and last != [(recipe.complete_to,)]


def record(
    db: Connection,
    recipe: Recipe,
    sources: Iterable[Source],
    known: Iterable[Fate],
    changes: Iterable[Change],
    *,
    mode: str,
    generation: int | None,
) -> None:
    """Write the import down, after everything else: the newest order day is that of the store."""
    number = db.execute("select coalesce(max(import_id), 0) + 1 from imports").fetchall()[0][0]
    db.execute(
        """
        insert into imports by name
        select
            $number as import_id,
            $now as imported_at,
            $name as recipe,
            $text as recipe_text,
            $complete_to as complete_to,
            (select max(ordered_on) from orders) as newest_order_day,
            false as is_sample,
            $mode as mode,
            $generation as generation
        """,
        {
            "number": number,
            "now": datetime.now(UTC).replace(tzinfo=None),
            "name": recipe.name,
            "text": recipe.text,
            "complete_to": recipe.complete_to,
            "mode": mode,
            "generation": generation,
        },
    )
    for source in sources:
        for table in source.tables:
            file = {"number": number, "name": table.name, "bytes": table.bytes, "hash": table.hash}
            db.execute("insert into import_files values ($number, $name, $bytes, $hash)", file)
    for fate in known:
        db.execute(
            "insert into import_fates values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                number,
                *(fate.file, fate.block, fate.table),
                *(fate.rows, fate.loaded, fate.merged, fate.set_aside, fate.skipped),
            ],
        )
    for change in changes:
        counts = (change.new, change.changed, change.unchanged, change.removed, change.set_aside)
        db.execute(
            "insert into import_tables values (?, ?, ?, ?, ?, ?, ?)",
            [number, change.table, *counts],
        )
