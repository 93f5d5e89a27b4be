"""The first rows of a file, read as its recipe says, before anything is imported."""

import csv
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from pandas import DataFrame

from lib.importing.read import Reading, read

ROWS = 20
HEAD = 1 << 18  # bytes of a text file that are read for its first rows
PACKED = (b"PK\x03\x04", b"\x1f\x8b")  # workbooks and compressed files are read whole


@st.cache_data(max_entries=32, show_spinner=False)
def first_rows(path: str, name: str, reading: Reading) -> DataFrame:
    """Text as it stands in an uploaded file, under its column names; `name` is what it is called.

    Raises UnreadableFile where the file is not the text table the recipe expects.
    """
    file = Path(path)
    with TemporaryDirectory(dir=file.parent) as folder:
        scratch = Path(folder)
        head = _head(file, scratch / "head")
        table = read(head, reading, name=name, scratch=scratch)
        with table.path.open(encoding="utf-8", newline="") as handle:
            for _ in range(table.skip):
                next(handle)
            lines = csv.reader(handle, delimiter=table.delimiter, quotechar=table.quote or None)
            rows = [row for _, row in zip(range(ROWS), lines, strict=False)]
    return DataFrame(rows, columns=list(table.columns))


def _head(path: Path, copy: Path) -> Path:
    """The file, or as many of its first whole lines as are worth reading."""
    with path.open("rb") as handle:
        start = handle.read(HEAD)
    if len(start) < HEAD or start.startswith(PACKED):
        shutil.copyfile(path, copy)
    else:
        copy.write_bytes(start[: start.rfind(b"\n") + 1])
    return copy
