"""What a file is, by its first bytes: its name may say anything."""

import json
import re
import zipfile
from enum import Enum
from pathlib import Path

from lib.errors import UnreadableFile


class Kind(Enum):
    TEXT = "text"
    GZIP = "gzip"
    WORKBOOK = "workbook"
    ZIP = "zip"
    PARQUET = "parquet"


GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
PARQUET = b"PAR1"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # xls, and any other Office document before 2007

# First bytes -> what the reader is told. None of these can begin a table of text.
FOREIGN = (
    (rb"\x89PNG\r\n", "{file} is a picture (PNG); export the table it shows as CSV."),
    (rb"\xff\xd8\xff", "{file} is a picture (JPEG); export the table it shows as CSV."),
    (rb"GIF8[79]a", "{file} is a picture (GIF); export the table it shows as CSV."),
    (rb"RIFF....WEBP", "{file} is a picture (WebP); export the table it shows as CSV."),
    (rb"%PDF-", "{file} is a PDF document; export the table it shows as CSV."),
    (rb"\{\\rtf", "{file} is a text document (RTF); export the table in it as CSV."),
    (rb"ARROW1\0\0", "{file} is an Arrow file; write it out as CSV first."),
    (rb"Obj\x01", "{file} is an Avro file; write it out as CSV first."),
    (rb"SQLite format 3\0", "{file} is a SQLite database; export its tables as CSV."),
    (rb"........DUCK", "{file} is a DuckDB database; export its tables as CSV."),
    (rb"BZh[1-9]1AY&SY", "{file} is packed with bzip2; unpack it and import what is inside."),
    (rb"\xfd7zXZ\0", "{file} is packed with xz; unpack it and import what is inside."),
    (rb"\x28\xb5\x2f\xfd", "{file} is packed with zstd; unpack it and import what is inside."),
    (rb"7z\xbc\xaf\x27\x1c", "{file} is a 7z archive; unpack it and import the files inside."),
    (rb"Rar!\x1a", "{file} is a RAR archive; unpack it and import the files inside."),
    (rb".{257}ustar", "{file} is a tar archive; unpack it and import the files inside."),
    (rb"\x7fELF", "{file} is a program, not a table."),
)

EMPTY = "{file} is empty; export it again."
OFFICE = {
    "word/document.xml": "{file} is a Word document; export the table in it as CSV.",
    "ppt/presentation.xml": "{file} is a presentation; export the table in it as CSV.",
}
IS_HTML = (
    "{file} is a web page (HTML), whatever its name says; open it in a spreadsheet and save it as "
    "CSV, or download it again."
)
IS_XML = "{file} is XML; open it in a spreadsheet and save it as CSV."
IS_JSON = "{file} is JSON; export it as CSV."
IS_POINTER = (
    "{file} is only a pointer to a file kept in Git LFS; fetch the file itself with 'git lfs pull'."
)
IS_CONFLICT = (
    "{file}, line {line}: Git left its marks here (<<<<<<<) where two versions of the file "
    "conflict; settle the conflict first."
)

IS_SQL = "{file} is a script of SQL; run it in its database, and export the table as CSV."
IS_MARKDOWN = (
    "{file} is a table in Markdown; paste it into a spreadsheet, and save the sheet as CSV."
)

SQL = re.compile(
    rb"(insert\s+into|create\s+table|drop\s+table)\s+[`\"\[\w.]+[`\"\]]?\s*(\(|values|select|if|;)"
    rb"|-- (MySQL|MariaDB|PostgreSQL|phpMyAdmin)\b",
    re.I,
)
MARKDOWN = re.compile(rb"\|[^\n]*\|[ \t]*\r?\n\|[ \t:-]*---[ \t:|-]*\|[ \t]*\r?\n")

HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|script|style|meta|div)\b", re.I)
JSON_OBJECT = re.compile(rb'\{\s*("(?:[^"\\]|\\.)*"\s*:|\}\s*$)')
JSON_LIST = re.compile(rb'\[\s*(\{\s*["}]|\[|"(?:[^"\\]|\\.)*"\s*[,\]]|-?\d[\d.eE+-]*\s*,)')


def identify(path: Path, name: str) -> Kind:
    """What there is a way to read. Anything else is refused by name: raises UnreadableFile."""
    with path.open("rb") as file:
        head = file.read(512)
    if not head:
        raise UnreadableFile(EMPTY, file=name)
    if head.startswith(GZIP):
        return Kind.GZIP
    if head.startswith(OLE):
        return Kind.WORKBOOK
    if head.startswith((ZIP, EMPTY_ZIP)):
        return _inside_zip(path, name)
    if head.startswith(PARQUET) and _ends_alike(path):
        return Kind.PARQUET
    for first_bytes, sentence in FOREIGN:
        if re.match(first_bytes, head, re.S):
            raise UnreadableFile(sentence, file=name)
    return Kind.TEXT


def _ends_alike(path: Path) -> bool:
    """Parquet marks its end too, and PAR1 might be a column's name."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4))
        return file.read() == PARQUET


def _inside_zip(path: Path, name: str) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            members = set(archive.namelist())
            sheets = "mimetype" in members and _is_opendocument_sheet(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableFile(
            "{file} is a damaged zip archive or workbook; export or copy it again.", file=name
        ) from error
    if sheets or {"xl/workbook.xml", "xl/workbook.bin"} & members:
        return Kind.WORKBOOK
    for part, sentence in OFFICE.items():
        if part in members:
            raise UnreadableFile(sentence, file=name)
    return Kind.ZIP


def _is_opendocument_sheet(archive: zipfile.ZipFile) -> bool:
    with archive.open("mimetype") as member:
        return member.read(200) == b"application/vnd.oasis.opendocument.spreadsheet"


def refuse_other_text(head: bytes, name: str) -> None:
    """Text that is no table: `head` is the beginning of the file in UTF-8, without its mark."""
    text = head.lstrip()
    if text.startswith(b"version https://git-lfs.github.com/spec/"):
        raise UnreadableFile(IS_POINTER, file=name)
    if HTML.match(text) or (text.startswith(b"<!--") and HTML.search(text)):
        raise UnreadableFile(IS_HTML, file=name)
    if text.startswith(b"<?xml"):
        raise UnreadableFile(IS_HTML if HTML.search(text) else IS_XML, file=name)
    if _is_json(text):
        raise UnreadableFile(IS_JSON, file=name)
    if SQL.match(text):
        raise UnreadableFile(IS_SQL, file=name)
    if MARKDOWN.match(text):
        raise UnreadableFile(IS_MARKDOWN, file=name)


def _is_json(text: bytes) -> bool:
    """A list or an object begins here, and, where it ends within sight, nothing odd follows."""
    if not (JSON_OBJECT.match(text) or JSON_LIST.match(text)):
        return False
    characters = text.decode("utf-8", "ignore")
    try:
        _, end = json.JSONDecoder().raw_decode(characters)
    except (ValueError, RecursionError):
        return True
    return not characters[end:].lstrip(" ").startswith((",", ";", "\t", "|"))
