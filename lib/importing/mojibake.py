"""Text that was read in another encoding than it was written in, and is valid UTF-8 since.

What went wrong can be undone where the same bytes, read rightly, are text: `righted`. Signs that
stand for bytes nobody could read, as � and 锟斤拷 do, have lost what they stood for.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

LOST = re.compile("\ufffd|锟斤拷")

# Windows-1252 gives letters and signs to most bytes from 80 to 9F that Latin-1 leaves to control.
WINDOWS = dict(
    zip(
        (0x80, *range(0x82, 0x8D), 0x8E, *range(0x91, 0x9D), 0x9E, 0x9F),
        "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ",
        strict=True,
    )
)
BYTES = {sign: byte for byte, sign in WINDOWS.items()} | {chr(byte): byte for byte in range(256)}
WESTERN = f"[\x80-\xff{''.join(WINDOWS.values())}]"
RUN = re.compile(f"{WESTERN}+")
HAN = re.compile("[\u4e00-\u9fff]")

# What text must hold to be looked at, as a pattern that DuckDB knows too.
SUSPECT = (
    f"[\u00c2-\u00f4][\u0080-\u00bf{''.join(WINDOWS.values())}]|[\u00a1-\u00ff]{{4}}|{LOST.pattern}"
)
ROUNDS = 3  # the same may have happened to it several times


class Righted(NamedTuple):
    """What a text was, and as what its bytes had been read."""

    text: str
    written_in: str
    read_as: str


def righted(text: str) -> Righted | None:
    """What the text surely was, or None: a word with an accent is none that was garbled."""
    for undo, written_in in ((_utf8, "UTF-8"), (_chinese, "GBK")):
        if (before := _each_run(text, undo)) is not None:
            for _ in range(ROUNDS - 1):
                before = _each_run(before, undo) or before
            return Righted(before, written_in, "Windows-1252")
    return None


def righted_chinese(text: str) -> Righted | None:
    """UTF-8 that was read as GBK, as 涓浗 was 中国; one value alone may be so by chance."""
    try:
        before = text.encode("gbk").decode("utf-8")
    except UnicodeError:
        return None
    return Righted(before, "UTF-8", "GBK") if before != text and HAN.search(before) else None


def _each_run(text: str, undo: Callable[[bytes], str | None]) -> str | None:
    """The text with every run of western signs undone; None where one cannot be, or none is."""
    parts, end = [], 0
    for run in RUN.finditer(text):
        before = undo(bytes(BYTES[sign] for sign in run[0]))
        if before is None:
            return None
        parts += [text[end : run.start()], before]
        end = run.end()
    return "".join([*parts, text[end:]]) if end else None


def _utf8(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _chinese(raw: bytes) -> str | None:
    """Two Chinese characters at least: two letters with accents may be one by chance."""
    try:
        text = raw.decode("gb2312")
    except UnicodeDecodeError:
        return None
    return text if len(text) > 1 and all(map(HAN.fullmatch, text)) else None
