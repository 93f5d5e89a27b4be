"""`look`: what the Import page shows of a file, found out in a process of its own."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lib.database import connect_writer, plain_sentences
from lib.errors import RapportError, UnreadableFile
from lib.importing.preview import encodings, preview, top
from lib.importing.profile import FileProfile, profile_file
from lib.importing.read import Note, Reading
from lib.importing.recipe.reading import reading_of
from lib.importing.recipe.section import Section


def look(path: Path, name: str, read: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """What stands in the file, read as a recipe's [read] table says: {"seen": …}; where it cannot
    be, {"error": …} with the encodings that fit and the first lines. Copies go to `folder`."""
    try:
        reading = reading_of(Section(name, "[read]", dict(read)))
        with TemporaryDirectory(dir=folder) as scratch, plain_sentences("The import"):
            return {"seen": _seen(path, name, reading, Path(scratch))}
    except RapportError as error:
        return {"error": _refused(error, path, read.get("encoding"))}


def _seen(path: Path, name: str, reading: Reading, scratch: Path) -> dict[str, Any]:
    db = connect_writer(scratch / "look.duckdb")
    try:
        found = profile_file(db, path, reading, name=name, scratch=scratch)
        rows = preview(db, found)
        return _facts(found) | {"preview": {part: asdict(one) for part, one in rows.items()}}
    finally:
        db.close()


def _facts(found: FileProfile) -> dict[str, Any]:
    table = found.table
    return {
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "header_line": table.header_line,
        "rows": table.rows,
        "bytes": table.bytes,
        "notes": [_note(one) for one in table.notes],
        "columns": [
            asdict(replace(column, notes=())) | {"notes": [_note(one) for one in column.notes]}
            for column in found.columns
        ],
    }


def _note(note: Note) -> dict[str, Any]:
    return {"sentence": note.sentence, "values": dict(note.values)}


def _refused(error: RapportError, path: Path, encoding: Any) -> dict[str, Any]:
    told = {"sentence": error.sentence, "values": error.values, "message": str(error)}
    if not isinstance(error, UnreadableFile) or not path.is_file():
        return told
    fitting = {} if encoding else encodings(path)
    said = encoding if isinstance(encoding, str) else next(iter(fitting), None)
    return told | {"encodings": list(fitting.items()), "top": top(path, said)}
