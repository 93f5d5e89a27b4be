"""The imports a store holds, and which of them a step between generations takes back or brings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from lib import store
from lib.database import Database
from lib.importing.history import Change, Fate


@dataclass(frozen=True)
class PastFile:
    name: str
    bytes: int
    hash: str


@dataclass(frozen=True)
class PastImport:
    """One import: its files, what became of their rows, what it changed in our tables.

    `mode` and `generation` are None, and `tables` empty, where an earlier version of Rapport
    imported it. `imported_at` is in UTC.
    """

    import_id: int
    imported_at: datetime
    recipe: str
    is_sample: bool = False
    mode: str | None = None
    generation: int | None = None
    files: tuple[PastFile, ...] = ()
    fates: tuple[Fate, ...] = ()
    tables: tuple[Change, ...] = ()

    @property
    def loaded(self) -> dict[str, int]:
        """Rows of the files loaded into each table."""
        rows: dict[str, int] = {}
        for fate in self.fates:
            rows[fate.table] = rows.get(fate.table, 0) + fate.loaded
        return rows


@dataclass(frozen=True)
class Step:
    """What a step to another generation did: the newest import first."""

    generation: int
    taken_back: tuple[PastImport, ...] = field(default=())
    brought: tuple[PastImport, ...] = field(default=())


def past_imports(db: Database) -> tuple[PastImport, ...]:
    """Every import the data was made by, the newest first."""
    known = {"mode": None, "generation": None}
    return tuple(
        PastImport(
            import_id=said["import_id"],
            imported_at=said["imported_at"],
            recipe=said["recipe"],
            is_sample=bool(said["is_sample"]),
            mode=said["mode"],
            generation=said["generation"],
            files=tuple(
                PastFile(one["name"], one["bytes"], one["hash"])
                for one in _of(db, "import_files", said["import_id"])
            ),
            fates=tuple(_fate(one) for one in _of(db, "import_fates", said["import_id"])),
            tables=tuple(_change(one) for one in _of(db, "import_tables", said["import_id"])),
        )
        for said in (known | one for one in _rows(db, "from imports order by import_id desc"))
    )


def _of(db: Database, table: str, number: int) -> list[dict[str, Any]]:
    """What one import noted in a table, which stores of an earlier version may lack."""
    if not db.rows_of(table):
        return []
    return _rows(db, f"from {table} where import_id = $number", number=number)


def _rows(db: Database, sql: str, **given: object) -> list[dict[str, Any]]:
    """Rows by column: whole numbers stay whole, which a frame with gaps makes fractions."""
    with db.connection.cursor() as cursor:
        found = cursor.execute(sql, given)
        names = [name for name, *_ in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _fate(said: dict[str, Any]) -> Fate:
    counts = (int(said[name] or 0) for name in ("loaded", "merged", "set_aside", "skipped"))
    return Fate(said["file"], said["block"], said["table_name"], said["file_rows"], *counts)


def _change(said: dict[str, Any]) -> Change:
    names = ("added", "changed", "unchanged", "removed", "set_aside")
    return Change(said["table_name"], *(int(said[name]) for name in names))


def undo(folder: Path) -> Step:
    """Step back before the last import. Raises StoreError where nothing earlier is kept."""
    return _step(folder, store.undo)


def redo(folder: Path) -> Step:
    """Step forth to what was stepped back from. Raises StoreError where nothing is kept of it."""
    return _step(folder, store.redo)


def _step(folder: Path, move: Callable[[Path], int]) -> Step:
    before = _imports_of(store.open_store(folder))
    number = move(folder)
    after = _imports_of(store.open_store(folder))
    return Step(number, _without(before, after), _without(after, before))


def _imports_of(opened: store.Opened) -> tuple[PastImport, ...]:
    with opened.database.connection:
        return past_imports(opened.database)


def _without(
    imports: tuple[PastImport, ...], others: tuple[PastImport, ...]
) -> tuple[PastImport, ...]:
    known = {(one.import_id, one.imported_at) for one in others}
    return tuple(one for one in imports if (one.import_id, one.imported_at) not in known)
