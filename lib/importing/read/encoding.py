"""From the bytes of a file to strict UTF-8, or a proposal of what the bytes may be.

A file is UTF-8, or carries the mark (BOM) of another Unicode encoding, or its encoding stands in
the recipe. Nothing is guessed silently: a wrong encoding yields names that look almost right.
"""

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lib.errors import BadRecipe, UnreadableFile
from lib.importing.read import kinds
from lib.importing.read.blanks import Blanks
from lib.importing.read.choice import Undecided
from lib.importing.read.proposals import excerpt, proposals
from lib.importing.read.scratch import new_file
from lib.importing.read.table import Note, note

CHUNK = 1 << 20

# The longer mark first: UTF-32's begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Python's codecs for text that no file of a company is written in, and that are not strict.
NOT_FOR_FILES = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"}

# A byte of text in another encoding seldom forms a valid UTF-8 character by chance; this many
# do not.
BYTES_NO_CHANCE = 8

CONFLICT_BEGINS = re.compile(rb"(?:\A|[\r\n])(<{7}) [^\r\n]")
CONFLICT_ENDS = re.compile(rb"[\r\n]>{7} [^\r\n]")


@dataclass(frozen=True)
class Examined:
    """What one pass over the raw bytes shows: positions are bytes from the start, or None."""

    bytes: int
    hash: str
    mark: str | None
    not_utf8: int | None
    nul: int | None
    conflict: int | None
    beyond_ascii: int  # bytes that UTF-8 needs beyond one a character, as far as it is UTF-8
    blanks: Blanks


@dataclass(frozen=True)
class Utf8Text:
    """A UTF-8 file to read from byte `begin` on (after a mark); `encoding` is the original's.

    `blanks` are those of a copy, which has other bytes than those that were examined.
    """

    path: Path
    begin: int
    encoding: str
    notes: tuple[Note, ...] = ()
    blanks: Blanks | None = None


def examine(path: Path) -> Examined:
    """Hash a file and find the first byte that text in UTF-8 cannot hold."""
    digest = hashlib.sha256()
    size, base, pending, extra = 0, 0, b"", 0
    not_utf8: int | None = None
    nul: int | None = None
    marks, blanks = _ConflictMarks(), Blanks()
    with path.open("rb") as file:
        mark = mark_of(file)
        while chunk := file.read(CHUNK):
            digest.update(chunk)  # other threads run meanwhile
            if nul is None and (found := chunk.find(b"\0")) >= 0:
                nul = size + found
            marks.look(chunk, size)
            blanks.look(chunk)
            if not pending and chunk.isascii():
                base += len(chunk)
            elif not_utf8 is None:
                data = pending + chunk
                try:
                    text, used = codecs.utf_8_decode(data, "strict", False)
                    extra += used - len(text)
                    base, pending = base + used, data[used:]
                except UnicodeDecodeError as error:
                    not_utf8 = base + error.start
            size += len(chunk)
    if not_utf8 is None and pending:
        not_utf8 = base
    conflict = marks.found()
    return Examined(size, digest.hexdigest(), mark, not_utf8, nul, conflict, extra, blanks)


class _ConflictMarks:
    """Where Git's mark of a conflict begins a line, if the mark of its end follows."""

    def __init__(self) -> None:
        self.begins: int | None = None
        self.ends = False
        self.tail = b""

    def look(self, chunk: bytes, position: int) -> None:
        wanted = b"<<<<<<<" if self.begins is None else b">>>>>>>"
        if not self.tail and wanted[:1] not in chunk:
            return
        data, base = (self.tail + chunk if self.tail else chunk), position - len(self.tail)
        self.tail = chunk[-9:] if b"<" in chunk[-9:] or b">" in chunk[-9:] else b""
        if wanted not in data:
            return
        if self.begins is None and (begins := CONFLICT_BEGINS.search(data)):
            self.begins = base + begins.start(1)
        self.ends = self.ends or (self.begins is not None and bool(CONFLICT_ENDS.search(data)))

    def found(self) -> int | None:
        return self.begins if self.ends else None


def mark_of(file: BinaryIO) -> str | None:
    """The encoding whose mark a file begins with; leaves the file at its start."""
    head = file.read(4)
    file.seek(0)
    return next((encoding for mark, encoding in MARKS if head.startswith(mark)), None)


def at_sight(path: Path, asked: str | None) -> Utf8Text | None:
    """The file taken for UTF-8, as most are, before it is examined; None where it cannot be."""
    with path.open("rb") as file:
        mark = mark_of(file)
    if asked is not None or mark not in (None, "utf-8"):
        return None
    return Utf8Text(path, 3 if mark else 0, "utf-8")


def as_utf8(
    path: Path, examined: Examined, asked: str | None, *, name: str, scratch: Path
) -> Utf8Text:
    """The file itself where it is UTF-8, else a copy in UTF-8 in `scratch`.

    Raises UnreadableFile where the bytes are not what they are said or taken to be, BadRecipe
    where the recipe asks for an encoding there is none of.
    """
    wanted = known(asked) if asked else None
    if examined.mark and examined.mark != "utf-8":
        return _transcode(path, examined.mark, name=name, scratch=scratch)
    if wanted and wanted != "utf-8" and not examined.mark:
        _refuse_if_utf8_after_all(examined, asked, name)
        return _transcode(path, wanted, name=name, scratch=scratch)
    _refuse_unless_utf8(path, examined, name)
    notes = _mark_overrules(wanted, asked) if examined.mark else ()
    return Utf8Text(path, 3 if examined.mark else 0, "utf-8", notes)


def known(encoding: str) -> str:
    """Python's name of an encoding; raises BadRecipe for one it does not have."""
    try:
        found = codecs.lookup(encoding)
        bytes(1).decode(encoding, "ignore")
    except (LookupError, ValueError, UnicodeError):
        found = None
    if found is None or found.name.replace("_", "-") in NOT_FOR_FILES:
        raise BadRecipe(
            'The recipe says encoding = "{encoding}", which is not known; common ones are "utf-8", '
            '"cp1252", "gb18030", "big5", "shift_jis" and "utf-16".',
            encoding=encoding,
        )
    plain = {"utf-8-sig": "utf-8", "ascii": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
    return plain.get(found.name, found.name)


def _mark_overrules(wanted: str | None, asked: str | None) -> tuple[Note, ...]:
    if wanted in (None, "utf-8"):
        return ()
    return (
        note(
            'The recipe says encoding = "{encoding}", but the file carries the mark of UTF-8 and '
            "was read as that.",
            encoding=asked,
        ),
    )


def _refuse_if_utf8_after_all(examined: Examined, asked: str | None, name: str) -> None:
    if examined.not_utf8 is None and examined.beyond_ascii >= BYTES_NO_CHANCE:
        raise UnreadableFile(
            '{file} is UTF-8, but its recipe says encoding = "{encoding}", which would garble it; '
            "take that line out of the recipe.",
            file=name,
            encoding=asked,
        )


def _refuse_unless_utf8(path: Path, examined: Examined, name: str) -> None:
    if examined.nul is not None:
        _refuse_nul(path, examined.nul, name)
    if examined.not_utf8 is not None:
        _refuse_other_encoding(path, examined.not_utf8, name)
    if examined.conflict is not None:
        line = line_at(path, examined.conflict)
        raise UnreadableFile(kinds.IS_CONFLICT, file=name, line=line)


def _refuse_nul(path: Path, position: int, name: str) -> None:
    with path.open("rb") as file:
        head = file.read(4096)
    for encoding, every_other in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(head) >= 16 and every_other.count(0) > 0.8 * len(every_other):
            raise Undecided(
                "{file} holds NUL bytes; it looks like UTF-16 without its mark: write encoding = "
                '"{encoding}" under [read] in its recipe.',
                file=name,
                encoding=encoding,
                choices={"encoding": [(encoding, head.decode(encoding, "ignore")[:30])]},
            )
    raise UnreadableFile(
        "{file}, line {line}: a NUL byte, which no text holds; the file is damaged or not a table, "
        "so export it again.",
        file=name,
        line=line_at(path, position),
    )


def _refuse_other_encoding(path: Path, position: int, name: str) -> None:
    """Name the line that is not UTF-8, and what reads the whole file."""
    line = line_at(path, position)
    fitting = proposals(path, position)
    if not fitting:
        raise UnreadableFile(
            "{file}, line {line}: byte {byte} is not UTF-8, nor does the file fit another encoding "
            "that is common; it may be damaged, so export it again, as UTF-8.",
            file=name,
            line=line,
            byte=position + 1,
        )
    sentence = (
        "{file}, line {line}: byte {byte} is not UTF-8. If this reads well: “{excerpt}”, write "
        'encoding = "{encoding}" under [read] in its recipe.'
    )
    if len(fitting) > 1:
        sentence += " Otherwise try {others}."
    excerpts = [(encoding, excerpt(path, position, encoding)) for encoding in fitting]
    raise Undecided(
        sentence,
        choices={"encoding": excerpts},
        file=name,
        line=line,
        byte=position + 1,
        excerpt=excerpts[0][1],
        encoding=fitting[0],
        others=", ".join(f'"{encoding}"' for encoding in fitting[1:]),
    )


def line_at(path: Path, position: int) -> int:
    """The line a byte stands on, counting as an editor does: LF, CRLF and lone CR end a line."""
    line, left, after_cr = 1, position, False
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            line += count_lines(chunk) - (after_cr and chunk.startswith(b"\n"))
            after_cr = chunk.endswith(b"\r")
    return line


def count_lines(data: bytes) -> int:
    """Line ends in `data`: LF, CRLF, lone CR."""
    carriage_returns = data.count(b"\r")
    feeds = data.count(b"\n")
    return feeds + carriage_returns - (data.count(b"\r\n") if carriage_returns else 0)


def _mark_length(head: bytes, encoding: str) -> int:
    own = (mark for mark, of in MARKS if of == encoding and head.startswith(mark))
    return len(next(own, b""))


def _transcode(path: Path, encoding: str, *, name: str, scratch: Path) -> Utf8Text:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    target, blanks = new_file(scratch, ".utf8"), Blanks()
    line = 1
    with path.open("rb") as file, target.open("wb") as out:
        file.seek(_mark_length(file.read(4), encoding))
        while True:
            chunk = file.read(CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                read_so_far = error.object[: error.start].decode(encoding, "ignore")
                raise UnreadableFile(
                    '{file}, line {line}: not {encoding}; change or remove encoding = "{encoding}" '
                    "in its recipe, or export the file again.",
                    file=name,
                    line=line + count_lines(read_so_far.encode("utf-8", "ignore")),
                    encoding=encoding,
                ) from error
            data = text.encode("utf-8")
            if (nul := data.find(b"\0")) >= 0:
                raise UnreadableFile(
                    "{file}, line {line}: a NUL character, which no text holds; the file is not "
                    "{encoding}, or damaged.",
                    file=name,
                    line=line + count_lines(data[:nul]),
                    encoding=encoding,
                )
            line += count_lines(data)
            blanks.look(data)
            out.write(data)
            if not chunk:
                return Utf8Text(target, 0, encoding, blanks=blanks)
