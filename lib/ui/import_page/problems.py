"""What a check found, told so that it can be acted on: where, how often, which values."""

import csv
import zlib
from io import StringIO
from pathlib import Path
from typing import Any

import streamlit as st
from pandas import DataFrame

from lib.importing.aside import reworded
from lib.importing.setting_aside import BELONGS
from lib.languages import N_
from lib.ui import notices
from lib.ui.import_page.counts import without_blanks, written_out
from lib.ui.languages import _, reader
from lib.words import expectation

Problem = dict[str, Any]  # as `check` says it
MOST_VALUES = 50

GROUPS = {
    "unreadable_number": N_("No numbers"),
    "unreadable_date": N_("No days"),
    "ambiguous_date": N_("Days that read in several ways"),
    "time_zone": N_("Moments without a zone"),
    "unreadable_flag": N_("Neither yes nor no"),
    "missing": N_("Something is missing"),
    "duplicate_key": N_("The same row twice"),
    "rule": N_("A rule is broken"),
    "range": N_("Out of range"),
    "reference": N_("Not known elsewhere"),
    "rounding": N_("Rounded"),
    "file": N_("A file is not there"),
    "expression": N_("A formula fails"),
    "reading": N_("How it was read"),
    "jump": N_("A jump against last month"),
    "twins": N_("Almost the same name"),
    "to_come": N_("Days in the future"),
    "repeated": N_("Imported before"),
    "replaced": N_("What is replaced"),
    "restated": N_("The same order in several rows"),
    "currency": N_("Several currencies"),
    "direction": N_("In and out added up"),
    "scale": N_("Not in whole units"),
    "exponent": N_("Ids without their last digits"),
    "garbled": N_("Garbled text"),
    "reused": N_("Order numbers of other customers"),
    "totals": N_("Sums among the rows"),
    "cost": N_("Costs are not known"),
    "basis": N_("Customers are valued otherwise"),
}

# What is told above all else, and stops an import in haste; with its icon.
GRAVE = {"basis": "balance", "reused": "move_down"}


def mark_of(problem: Problem) -> str:
    """Which problem it is, the same after a check that still finds it."""
    place = [problem["file"], problem["column"], problem["expectation"], problem["values"]]
    return f"{zlib.crc32(repr(place).encode()):08x}"


def kind_of(problem: Problem) -> str:
    """What is wrong, in next month's file as well: not which file, nor which values."""
    field = problem["values"].get("field", "")
    return " | ".join(map(str, (problem["column"] or "", field, problem["expectation"])))


def title(problem: Problem) -> str:
    group = GROUPS.get(problem.get("group", ""))
    return _(group) if group else _("Something is wrong")


def expected(problem: Problem) -> str:
    """What should hold, in the reader's language."""
    group = problem.get("group", "")
    return expectation(reader(), problem["expectation"], problem["values"], group=group)


def grave(said: dict[str, Any]) -> list[Problem]:
    """What changes much that is known already, though no row is wrong."""
    return [problem for problem in said["warnings"] if problem["group"] in GRAVE]


def warn_of_grave(said: dict[str, Any]) -> None:
    for problem in grave(said):
        words = f"{title(problem)}: {expected(problem)} ({where(problem)})"
        notices.notice("warning", GRAVE[problem["group"]], words)


def where(problem: Problem) -> str:
    """Which rows: how many, in which file and column, on which lines."""
    parts = [rows_text(problem["count"]), problem["file"]]
    if problem["column"]:
        parts.append(_("column {column}", column=problem["column"]))
    if lines := lines_of(problem):
        parts.append(_("line {lines}", lines=lines))
    return " · ".join(parts)


def rows_text(n: int) -> str:
    return _("1 row") if n == 1 else _("{n} rows", n=reader().number(n))


def lines_of(problem: Problem) -> str:
    lines = reader().listing([reader().number(line) for line in problem["lines"]])
    more = problem["count"] - len(problem["lines"])
    if not lines or more <= 0:
        return lines
    return _("{lines} and {n} more", lines=lines, n=reader().number(more))


def found(problem: Problem) -> list[tuple[str, int]]:
    """The values that are there instead, the most frequent first, with their rows."""
    return [(value or "", rows) for value, rows in problem.get("found", [])][:MOST_VALUES]


def table(title_: str, problems: list[Problem], key: str) -> None:
    """Several at once, one line each."""
    if not problems:
        return
    frame = DataFrame(
        {
            _("File"): [problem["file"] for problem in problems],
            _("Lines"): [lines_of(problem) for problem in problems],
            _("Column"): [problem["column"] or "" for problem in problems],
            _("What should hold"): [expected(problem) for problem in problems],
            _("Found"): [reader().listing(list(problem["samples"])) for problem in problems],
            _("Rows"): [problem["count"] for problem in problems],
        }
    )
    with st.container(border=True, key=f"card_{key}"):
        st.header(title_, anchor=False)
        told = without_blanks(frame, _("Column"), _("Found"))
        st.dataframe(written_out(told), hide_index=True, key=f"table_{key}", alt=title_)


def in_readers_words(file: Path, problems: list[Problem]) -> bytes:
    """The file of rows set aside, with the reasons in the reader's language.

    The importer writes them in English. The names of its own two columns stay: by them it knows
    the file again.
    """
    own = {
        problem["expectation"].format(**problem["values"]): expected(problem)
        for problem in problems
    }
    own[BELONGS] = _("it belongs together with another row that was set aside")
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(reworded(file, own))
    return out.getvalue().encode("utf-8-sig")


def download(file: Path, problems: list[Problem]) -> None:
    """The rows that are set aside, to be put right where they came from."""
    st.download_button(
        _("Download the rows set aside"),
        data=lambda: in_readers_words(file, problems),
        file_name="set_aside.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="download_aside",
        help=_("With the line and the reason of each; put right, the file imports again."),
    )
