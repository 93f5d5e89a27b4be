"""A store in memory, and files drawn as text imported into it."""

from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from textwrap import dedent

from lib.database import Connection, connect_writer
from lib.errors import ImportRejected
from lib.importing import Imported, NamedFile, import_files
from lib.importing.recipe import read_recipe
from lib.schema import create_tables
from lib.store import Draft

TRIES = count()


def empty_store() -> Connection:
    db = connect_writer(Path(":memory:"))
    for statement in create_tables():
        db.execute(statement)
    return db


@dataclass
class Store:
    """An empty store, and a folder for the files that are imported into it."""

    folder: Path
    db: Connection = field(default_factory=empty_store)

    def load(
        self,
        recipe: str,
        *,
        set_aside: bool = False,
        aside: Path | None = None,
        mode: str = "update",
        **files: str | bytes,
    ) -> Imported:
        """Import files given as text: orders="a,b\\n1,2" is a file the user calls orders.csv."""
        scratch = self.folder / f"try{next(TRIES)}"
        scratch.mkdir()
        named = []
        for name, text in files.items():
            path = scratch / f"{name}.csv"
            path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
            named.append(NamedFile(path, f"{name}.csv"))
        draft = Draft(self.db, scratch)
        parsed = read_recipe(dedent(recipe), name="shop.toml")
        return import_files(
            draft, named, parsed, mode=mode, set_aside=set_aside or aside is not None, aside=aside
        )

    def problems(self, recipe: str, **files: str | bytes) -> list[str]:
        """What is told where an import is refused."""
        try:
            self.load(recipe, **files)
        except ImportRejected as error:
            return [str(problem) for problem in error.problems]
        return []

    def rows(self, sql: str) -> list[tuple]:
        return self.db.execute(sql).fetchall()

    def value(self, sql: str) -> object:
        ((value,),) = self.rows(sql)
        return value

    def table(self, name: str, columns: str) -> list[tuple]:
        return self.rows(f"select {columns} from {name} order by all")


def fates(imported: Imported) -> dict[str, tuple[int, ...]]:
    """For each block: rows of the file, loaded, merged, set aside, skipped."""
    return {
        fate.block: (fate.rows, fate.loaded, fate.merged, fate.set_aside, fate.skipped)
        for fate in imported.fates
    }
