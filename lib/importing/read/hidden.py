"""Rows and columns of an xlsx sheet that its spreadsheet hides, as a filter does with rows.

They come in like all others: who looks at the sheet does not see them, and is told. Only xlsx says
it in a way that can be read without a library; of xls, xlsb and ods it is not known.
"""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

CHUNK = 1 << 20
LONGEST_TAG = 4096

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
TAG = re.compile(rb"<(?:\w+:)?(sheet|Relationship|row|col) ([^<>]*)>")
ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
YES = ("1", "true")


class Hidden(NamedTuple):
    """How many rows with cells, and which columns by number from 1."""

    rows: int = 0
    columns: tuple[int, ...] = ()


def hidden_in(path: Path, sheet: str, *, last_column: int) -> Hidden:
    """What is hidden of a sheet of this name, up to its last column that is filled.

    The workbook was found sound before. No XML is parsed but these tags: entities, which may
    swell without an end, are not looked at.
    """
    if not zipfile.is_zipfile(path):
        return Hidden()
    with zipfile.ZipFile(path) as archive:
        part = _part_of(archive, sheet)
        if part is None:
            return Hidden()
        rows, columns = 0, set()
        with archive.open(part) as opened:
            for name, said in _tags(cast(BinaryIO, opened)):
                if said.get("hidden") not in YES:
                    continue
                if name == "row":
                    rows += "/" not in said  # without cells it closes at once
                elif name == "col":
                    last = min(_number(said.get("max")), last_column)
                    columns |= set(range(_number(said.get("min")), last + 1))
    return Hidden(rows, tuple(sorted(columns)))


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of the archive that holds the sheet of this name."""
    names = set(archive.namelist())
    if not {WORKBOOK, RELATIONS} <= names:
        return None
    with archive.open(WORKBOOK) as opened:
        ids = [
            value
            for tag, said in _tags(cast(BinaryIO, opened))
            if tag == "sheet" and said.get("name") == sheet
            for key, value in said.items()
            if key.endswith(":id")
        ]
    with archive.open(RELATIONS) as opened:
        targets = {
            said.get("Id"): said.get("Target", "") for _, said in _tags(cast(BinaryIO, opened))
        }
    target = targets.get(ids[0], "") if ids else ""
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return part if part in names else None


def _tags(part: BinaryIO) -> Iterator[tuple[str, dict[str, str]]]:
    """The tags looked for, with their attributes; "/" is one of a tag that closes at once."""
    held = b""
    while chunk := part.read(CHUNK):
        held += chunk
        end = 0
        for tag in TAG.finditer(held):
            yield tag[1].decode(), _attributes(tag[2].decode("utf-8", "replace"))
            end = tag.end()
        held = held[max(end, len(held) - LONGEST_TAG) :]


def _attributes(text: str) -> dict[str, str]:
    said = {key: unescape(one or two) for key, one, two in ATTRIBUTE.findall(text)}
    return said | {"/": ""} if text.endswith("/") else said


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
