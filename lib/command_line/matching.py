"""`match`: files in, a recipe for them out, with its doubts as comments."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lib import store
from lib.command_line.importing import WORKING_MEMORY
from lib.command_line.tongue import Tongue
from lib.database import Connection, connect_writer, plain_sentences
from lib.errors import NoStore, RapportError
from lib.importing.match import Doubt, Proposal, match
from lib.importing.profile import FileProfile, profile_file
from lib.importing.recipe import Recipe, read_recipe
from lib.importing.recipe.reading import reading_of
from lib.importing.recipe.section import Section
from lib.importing.recipe.writing import recipe_text
from lib.schema import TABLES

SHIPPED = Path(__file__).parent.parent.parent / "data" / "recipes"


@dataclass(frozen=True)
class Given:
    """A file, what the user calls it, and the keys of [read] that were said of it."""

    path: Path
    name: str
    read: Mapping[str, Any]


def match_files(
    folder: Path, files: Sequence[Given], *, memory_limit: str | None = None
) -> Proposal:
    """A recipe for files, in view of the store in `folder` and of the recipes there are.

    Raises UnreadableFile; and RapportError, naming what is missing, where no table can be fed.
    """
    with TemporaryDirectory() as temporary, plain_sentences("Matching"):
        scratch = Path(temporary)
        db = connect_writer(scratch / "match.duckdb", memory_limit=memory_limit or WORKING_MEMORY)
        with db:
            profiles = [_profile(db, one, scratch) for one in files]
            readings = {one.name: one.read for one in files}
            proposal = _match(db, folder, profiles, readings)
    if not any(table in proposal.recipe for table in TABLES):
        raise _nothing(proposal)
    return proposal


def _profile(db: Connection, given: Given, scratch: Path) -> FileProfile:
    reading = reading_of(Section(given.name, "[read]", dict(given.read)))
    return profile_file(db, given.path, reading, name=given.name, scratch=scratch)


def _match(
    db: Connection,
    folder: Path,
    profiles: Sequence[FileProfile],
    readings: Mapping[str, Mapping[str, Any]],
) -> Proposal:
    recipes = tuple(known_recipes(folder / "recipes", SHIPPED))
    try:
        opened = store.open_store(folder)
    except NoStore:
        return match(db, profiles, recipes=recipes, readings=readings)
    with opened.database.connection:
        return match(db, profiles, stored=opened.database, recipes=recipes, readings=readings)


def known_recipes(*folders: Path) -> Iterable[Recipe]:
    """Recipes kept in these folders, those of the first one first; one that is none is left out."""
    seen = set()
    for folder in folders:
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            if path.resolve() in seen:
                continue
            seen.add(path.resolve())
            try:
                yield read_recipe(path, name=path.name)
            except RapportError:
                continue


def _nothing(proposal: Proposal) -> RapportError:
    doubt = proposal.guesses[0]
    return RapportError(doubt.sentence, **dict(doubt.values))


def as_text(proposal: Proposal, tongue: Tongue) -> str:
    """The recipe as TOML; what a reader should look at stands above it as a comment."""
    said = [Said(doubt.path, _said(doubt, tongue)) for doubt in proposal.guesses]
    return recipe_text(proposal.recipe, said)


@dataclass(frozen=True)
class Said:
    """A doubt in its reader's language."""

    path: tuple[str, ...]
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def _said(doubt: Doubt, tongue: Tongue) -> str:
    return tongue.say(doubt.sentence, **dict(doubt.values))


def as_json(proposal: Proposal) -> dict[str, Any]:
    """The same for a program, with every reason."""
    doubts = [
        asdict(doubt) | {"values": dict(doubt.values), "message": str(doubt)}
        for doubt in proposal.doubts
    ]
    recipe = json.loads(json.dumps(proposal.recipe, default=str))
    return {
        "recipe": recipe,
        "toml": as_text(proposal, Tongue("en")),
        "doubts": doubts,
        "known": proposal.known,
    }
