"""`look`: what the Import page shows of a file, found out in a process of its own."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lib.command_line.importing import WORKING_MEMORY
from lib.command_line.reading import facts
from lib.command_line.voice import refusal
from lib.database import connect_writer, plain_sentences
from lib.errors import RapportError, UnreadableFile
from lib.importing.preview import preview, top
from lib.importing.profile import profile_file
from lib.importing.recipe.reading import reading_of
from lib.importing.recipe.section import Section


def look(
    path: Path,
    name: str,
    read: Mapping[str, Any],
    folder: Path,
    *,
    memory_limit: str | None = None,
) -> dict[str, Any]:
    """What stands in the file, read as a recipe's [read] table says: {"seen": …}; where it cannot
    be, {"error": …} with what may be chosen and the first lines. Copies go to `folder`."""
    try:
        reading = reading_of(Section(name, "[read]", dict(read)))
        with TemporaryDirectory(dir=folder) as copies, plain_sentences("Reading"):
            scratch = Path(copies)
            db = connect_writer(
                scratch / "look.duckdb", memory_limit=memory_limit or WORKING_MEMORY
            )
            with db:
                found = profile_file(db, path, reading, name=name, scratch=scratch)
                rows = preview(db, found)
    except RapportError as error:
        return {"error": refusal(error)["error"] | _top(error, path, read.get("encoding"))}
    return {"seen": facts(found) | {"preview": {part: asdict(one) for part, one in rows.items()}}}


def _top(error: RapportError, path: Path, encoding: object) -> dict[str, Any]:
    """The first lines of a file that was refused, as the likeliest encoding reads them."""
    if not isinstance(error, UnreadableFile) or not path.is_file():
        return {}
    said = encoding or error.values.get("encoding")
    return {"top": top(path, said if isinstance(said, str) else None)}
