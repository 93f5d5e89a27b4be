"""Files drawn as text, and the recipe that is proposed for them."""

from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from textwrap import dedent

from lib.database import Connection, Database, connect_writer
from lib.errors import ImportRejected
from lib.importing import Imported, NamedFile, import_files
from lib.importing.match import Proposal, match
from lib.importing.profile import profile_file
from lib.importing.recipe import Recipe, read_recipe
from lib.importing.recipe.reading import reading_of
from lib.importing.recipe.section import Section
from lib.importing.recipe.writing import recipe_text
from lib.schema import create_tables
from lib.store import Draft

TRIES = count()


@dataclass
class Matching:
    """A folder for files, and a store in memory for what they are imported into."""

    folder: Path
    recipes: tuple[Recipe, ...] = ()
    stored: Database | None = None
    read: dict = field(default_factory=dict)  # keys of [read] said of every file

    def propose(self, files: dict[str, str | bytes]) -> Proposal:
        """What is proposed for files given as text, by the names their user has for them."""
        return self.match([self.put(name, text) for name, text in files.items()])

    def match(self, files: list[NamedFile]) -> Proposal:
        self.files = files
        reading = reading_of(Section("test", "[read]", self.read))
        db = connect_writer(Path(":memory:"))
        with db:
            found = [
                profile_file(db, file.path, reading, name=file.name, scratch=self.folder)
                for file in files
            ]
            return match(
                db,
                found,
                stored=self.stored,
                recipes=self.recipes,
                readings={file.name: self.read for file in files},
            )

    def put(self, name: str, text: str | bytes) -> NamedFile:
        path = self.folder / f"{next(TRIES)}.csv"
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
        return NamedFile(path, name)

    def load(self, proposal: Proposal, *, set_aside: bool = False) -> "Loaded":
        """Import the files that were matched last by the recipe proposed for them."""
        db = connect_writer(Path(":memory:"))
        for statement in create_tables():
            db.execute(statement)
        recipe = read_recipe(recipe_text(proposal.recipe, proposal.guesses), name="it.toml")
        done = import_files(Draft(db, self.folder), self.files, recipe, set_aside=set_aside)
        return Loaded(db, done)

    def refusal(self, proposal: Proposal) -> str:
        try:
            self.load(proposal)
        except ImportRejected as error:
            return str(error)
        return ""


@dataclass
class Loaded:
    db: Connection
    imported: Imported

    def rows(self, sql: str) -> list[tuple]:
        return self.db.execute(sql).fetchall()

    def row(self, sql: str) -> tuple:
        (row,) = self.rows(sql)
        return row


def guesses(proposal: Proposal) -> dict[tuple[str, ...], str]:
    """What a reader is told to look at, by where it stands."""
    return {doubt.path: str(doubt) for doubt in proposal.guesses}
