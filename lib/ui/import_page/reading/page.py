"""What stands in a file, and rows of it; or why it was refused."""

from typing import Any

import streamlit as st
from pandas import DataFrame

from lib.languages import N_
from lib.ui import notices
from lib.ui.import_page import steps, work
from lib.ui.import_page.counts import without_blanks, written_out
from lib.ui.import_page.desk import Desk, Outcome
from lib.ui.import_page.problems import rows_text
from lib.ui.import_page.reading import choices
from lib.ui.import_page.uploads import Upload
from lib.ui.import_page.words import (
    delimiter_label,
    encoding_label,
    kind_label,
    labels,
    note_text,
    size_text,
)
from lib.ui.languages import _, reader
from lib.ui.plain import plain

CHOSEN = "file_looked_at"
KIND_WIDTH = 110  # pixels: “whole number”
ROWS = {"first": N_("First rows"), "middle": N_("From the middle"), "odd": N_("Odd rows")}

# What only the reader knows, where a file can be read in several ways.
ASKED = {
    "encoding": N_("This is not UTF-8. Choose the words that read well."),
    "sheet": N_("This workbook has several sheets. Choose the one that holds your rows."),
    "inside": N_("This archive holds several files. Choose the one that holds your rows."),
}


def show(desk: Desk) -> None:
    if desk.job is None:
        work.look_next(desk)
    upload = _choose_file(desk)
    found = desk.look(upload)
    if desk.job:
        work.watch(desk)
    if found is None:
        found = desk.looks.get(upload.mark)  # as it was read before, until the new reading is in
    if found:
        left, right = st.columns([1, 2.1], gap="small")
        with left:
            choices.show(desk, upload, found)
        with right:
            _found(upload, found)
    ready = all((look := desk.look(one)) and look.kind == "seen" for one in desk.files)
    steps.onward(
        desk,
        words=_("Match the columns"),
        disabled=not ready,
        help_=None if ready else _("Every file must be readable first."),
    )


def _choose_file(desk: Desk) -> Upload:
    """Which file is looked at, where there are several."""
    by_mark = {upload.mark: upload for upload in desk.files}
    if len(by_mark) == 1:
        return desk.files[0]
    troubled = [one.mark for one in desk.files if (f := desk.look(one)) and f.kind != "seen"]
    if st.session_state.get(CHOSEN) not in by_mark:
        st.session_state[CHOSEN] = troubled[0] if troubled else desk.files[0].mark

    def named(mark: str) -> str:
        look = desk.look(by_mark[mark])
        icon = "hourglass_empty" if look is None else "check" if look.kind == "seen" else "error"
        return f":material/{icon}: {plain(by_mark[mark].name)}"

    mark = st.segmented_control(
        _("File"),
        list(by_mark),
        format_func=labels(by_mark, named),
        required=True,
        key=CHOSEN,
        label_visibility="collapsed",
    )
    return by_mark[mark or desk.files[0].mark]


def _found(upload: Upload, found: Outcome) -> None:
    with st.container(border=True, gap="small", key="card_found"):
        st.header(_("What stands in it"), anchor=False)
        with st.container(key="file_name"):
            st.text(upload.name, width="stretch")
        if found.kind == "seen":
            _facts(found.said)
            _preview(found.said)
        elif found.kind == "error":
            _refused(found.said)
        else:
            notices.notice("warning", "stop_circle", _("The file was not read to its end."))


def _facts(said: dict[str, Any]) -> None:
    say = reader()
    header = (
        _("header on line {n}", n=say.number(said["header_line"]))
        if said["header_line"]
        else _("no header")
    )
    parts = [
        rows_text(said["rows"]),
        _("{n} columns", n=say.number(len(said["columns"]))),
        encoding_label(said["encoding"]),
        delimiter_label(said["delimiter"] or ""),
        header,
        size_text(said["bytes"]),
        said.get("inside") or "",
    ]
    st.text(" · ".join(part for part in parts if part), width="stretch")
    for note in said["notes"]:
        notices.notice("note", "info", note_text(note))


def _preview(said: dict[str, Any]) -> None:
    parts = [part for part in ROWS if part in said["preview"]]
    names = [_("Columns"), *(_(ROWS[part]) for part in parts)]
    tabs = st.tabs(names)
    with tabs[0]:
        _columns(said["columns"])
    for part, tab in zip(parts, tabs[1:], strict=True):
        with tab:
            _rows(said, part)


def _columns(columns: list[dict[str, Any]]) -> None:
    say = reader()
    table = DataFrame(
        {
            _("Column"): [one["name"] for one in columns],
            _("Holds"): [kind_label(one["kind"]) for one in columns],
            _("Filled"): [one["filled"] for one in columns],
            _("Different"): [one["distinct"] for one in columns],
            _("Examples"): [say.listing(one["samples"][:4]) for one in columns],
            _("From"): [one["least"] or "" for one in columns],
            _("To"): [one["greatest"] or "" for one in columns],
            _("Worth knowing"): [" ".join(map(note_text, one["notes"])) for one in columns],
        }
    )
    told = without_blanks(table, _("Worth knowing"))
    st.dataframe(
        written_out(told),
        hide_index=True,
        column_config={_("Holds"): st.column_config.TextColumn(width=KIND_WIDTH)},
        key="columns_found",
        alt=_("Columns"),
    )


def _rows(said: dict[str, Any], part: str) -> None:
    rows = said["preview"][part]
    names = [one["name"] for one in said["columns"]]
    line = _("Line")
    while line in names:
        line += " "
    table = DataFrame(rows["cells"], columns=names)
    table.insert(0, line, rows["lines"])
    st.dataframe(
        table,
        hide_index=True,
        height="content",
        column_config={line: st.column_config.NumberColumn(line, pinned=True, width=70)},
        key=f"rows_{part}",
        alt=_(ROWS[part]),
    )


def _refused(said: dict[str, Any]) -> None:
    asked = next((key for key in ASKED if key in said.get("choices", {})), None)
    if asked:
        notices.notice("warning", "quiz", _(ASKED[asked]))
    else:
        notices.notice("error", "error", notices.told(said["sentence"], said["values"]))
        if "[read]" in said["sentence"]:
            st.text(_("[read] is what you choose under “How it is read”."), width="stretch")
    if said.get("top"):
        st.text(_("Its first lines, as they stand:"))
        line = _("Line")
        table = DataFrame({line: range(1, len(said["top"]) + 1), _("Text"): said["top"]})
        st.dataframe(
            table,
            hide_index=True,
            column_config={line: st.column_config.NumberColumn(line, width=60)},
            height="content",
            key="top_lines",
            alt=_("Its first lines, as they stand:"),
        )
