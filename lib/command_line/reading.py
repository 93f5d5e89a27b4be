"""`read`: what stands in a file, before anyone says what it means."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from lib.command_line.tongue import Tongue
from lib.command_line.voice import Voice, aligned
from lib.database import Connection, connect_writer, plain_sentences
from lib.errors import BadQuestion, RapportError
from lib.importing.profile import ColumnProfile, FileProfile, profile_file
from lib.importing.read import Note, Reading, Undecided

SAMPLE = 24

# Looking at a file should leave the machine to those who work on it.
MEMORY_LIMIT = "2GB"


def of_reading(command: Callable) -> Callable:
    """Options that say how a file is read, where it does not show it; the keys of [read]."""
    options = (
        click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path)),
        click.option("--sheet", help="The sheet of a workbook."),
        click.option("--inside", help="The file in a zip archive."),
        click.option("--encoding", help="Such as gb18030 or cp1252."),
        click.option("--delimiter", help="What parts cells: one sign, tab, or whitespace."),
        click.option("--quote", help="What encloses cells; '' if nothing does."),
        click.option("--header", type=click.IntRange(0), help="The header's line, 0 for none."),
        click.option("--skip", default=0, type=click.IntRange(0), help="Lines above the table."),
        click.option("--table", type=click.IntRange(1), help="Which of several stacked in a file."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def read_files(
    voice: Voice,
    files: tuple[Path, ...],
    reading: Reading,
    table: int | None,
    memory_limit: str | None,
) -> bool:
    """Tell what each file holds, or why it is refused. Could all of them be read?"""
    read = [_read(voice, file, reading, table, memory_limit) for file in files]
    return all(read)


def _read(
    voice: Voice, file: Path, reading: Reading, table: int | None, memory_limit: str | None
) -> bool:
    try:
        with TemporaryDirectory() as folder, plain_sentences("Reading"):
            scratch = Path(folder)
            db = connect_writer(
                scratch / "profile.duckdb", memory_limit=memory_limit or MEMORY_LIMIT
            )
            with db:
                found = _profiled(db, file, reading, table, scratch)
    except RapportError as error:
        voice.refuse(error)
        return False
    if voice.json:
        voice.line({"read": facts(found)})
    else:
        voice.print(as_text(found, voice.tongue))
    return True


def _profiled(
    db: Connection, file: Path, reading: Reading, table: int | None, scratch: Path
) -> FileProfile:
    """Of tables stacked in one file, the one that is asked for by its number."""
    try:
        found = profile_file(db, file, reading, name=file.name, scratch=scratch)
    except Undecided as stacked:
        if table is None or "table" not in stacked.choices:
            raise
        above, below = (dict(keys) for keys, _ in stacked.choices["table"])
        if table == 1:
            return _profiled(db, file, replace(reading, **above), None, scratch)
        return _profiled(db, file, replace(reading, **below), table - 1, scratch)
    if table is not None and table > 1:
        raise BadQuestion("{file} has no more tables in it.", file=file.name)
    return found


def facts(found: FileProfile) -> dict[str, Any]:
    """Everything found out about a file, for a program."""
    table = found.table
    return {
        "file": found.name,
        "inside": table.inside,
        "encoding": table.encoding,
        "delimiter": table.parted_by or None,
        "quote": table.quote,
        "header_line": table.header_line,
        "rows": table.rows,
        "bytes": table.bytes,
        "hash": table.hash,
        "sheets": list(table.sheets),
        "notes": [_note(one) for one in table.notes],
        "columns": [
            asdict(replace(column, notes=())) | {"notes": [_note(one) for one in column.notes]}
            for column in found.columns
        ],
    }


def _note(note: Note) -> dict[str, Any]:
    return {"sentence": note.sentence, "values": dict(note.values), "message": str(note)}


def as_text(found: FileProfile, tongue: Tongue) -> str:
    """The same for a person."""
    table = found.table
    written = f", {table.encoding}, cells parted by {_sign(table.parted_by)}"
    header = f"header on line {table.header_line}" if table.header_line else "no header"
    said = f"{written}, {header}" if table.parted_by else ""
    lines = [f"{found.name}: {table.rows:,} rows{said}", ""]
    lines += aligned(
        [("column", "type", "filled", "different", "from", "to", "")]
        + [_as_line(column) for column in found.columns]
    )
    notes = [_said(one, tongue) for one in table.notes]
    notes += [f"{column.name}: {one}" for column in found.columns for one in _told(column, tongue)]
    return "\n".join([*lines, *(["", *notes] if notes else [])])


def _as_line(column: ColumnProfile) -> tuple[str, ...]:
    ends = [_short(end or "") for end in (column.least, column.greatest)]
    return (
        _short(column.name),
        column.kind,
        f"{column.filled:,}",
        f"{column.distinct:,}",
        *ends,
        _written(column),
    )


def _written(column: ColumnProfile) -> str:
    """How its values are written, where that is not plain."""
    said = [*column.dates[:1], *column.currency, *(["%"] if column.percent else [])]
    said += [f"1{column.thousands}000"] if column.thousands else []
    said += ["0,5"] if column.decimal == "," else []
    return " ".join(said)


def _said(one: Note, tongue: Tongue) -> str:
    return tongue.say(one.sentence, **dict(one.values))


def _told(column: ColumnProfile, tongue: Tongue) -> list[str]:
    words = ", ".join(f"“{word}”" for word in column.missing)
    missing = [tongue.say("{words}: missing values?", words=words)] if words else []
    return [*(_said(one, tongue) for one in column.notes), *missing]


def _sign(delimiter: str) -> str:
    return {"\t": "tabs", "whitespace": "blanks"}.get(delimiter, f"“{delimiter}”")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SAMPLE else f"{text[: SAMPLE - 1]}…"
