"""How an import ended: what became of every row, the way on, and the way back."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from pandas import DataFrame

from lib import store
from lib.errors import StoreError
from lib.languages import N_
from lib.ui import data, notices
from lib.ui.import_page import problems, saving, steps, work
from lib.ui.import_page.counts import written_out
from lib.ui.import_page.desk import Desk, leave
from lib.ui.import_page.words import table_label
from lib.ui.languages import _, reader

FATES = {
    "file": N_("File"),
    "table": N_("Table"),
    "rows": N_("Rows"),
    "loaded": N_("Loaded"),
    "merged": N_("Merged"),
    "set_aside": N_("Set aside"),
    "skipped": N_("Skipped"),
}


def tell(desk: Desk, kind: str, said: dict[str, Any]) -> None:
    """The outcome of the desk's import, and where to go from there."""
    tell: dict[str, Callable[[Desk, dict[str, Any]], None]] = {
        "imported": _imported,
        "rejected": _rejected,
        "error": _error,
    }
    tell.get(kind, _broken_off)(desk, said)
    if kind != "imported":
        st.button(
            _("Back to the check"),
            type="primary",
            icon=":material/arrow_back:",
            key="back_to_check",
            on_click=_once_more,
            args=(desk,),
        )


def _once_more(desk: Desk) -> None:
    desk.imported = desk.checked = None
    steps.go(steps.CHECK)


def _error(desk: Desk, said: dict[str, Any]) -> None:
    notices.notice("error", "error", notices.told(said["sentence"], said["values"]))


def _rejected(desk: Desk, said: dict[str, Any]) -> None:
    notices.notice(
        "error", "error", _("Nothing was imported: the files or the data changed since the check.")
    )
    problems.table(_("What is wrong, line by line"), said["problems"], key="problems")


def _broken_off(desk: Desk, said: dict[str, Any]) -> None:
    """It said nothing at its end: cancelled, perhaps just too late; or it failed unforeseen."""
    job = desk.import_job
    if job and data.generation() != job.before:
        notices.notice(
            "note", "check_circle", _("The import had finished before it could be stopped.")
        )
    elif job and job.cancelled:
        notices.notice("warning", "stop_circle", _("The import was stopped. Nothing was changed."))
    else:
        notices.notice(
            "error",
            "error",
            _(
                "The import broke off without a reason we foresaw. Nothing was changed; what it "
                "said last stands in {file}.",
                file=job.complaints if job else "",
            ),
        )


def _imported(desk: Desk, said: dict[str, Any]) -> None:
    if desk.taken_back:
        notices.notice(
            "note", "undo", _("The import was taken back; the data is as it was before it.")
        )
    else:
        notices.notice("note", "check_circle", _told_per_table(said))
        if said.get("targets_gone"):
            words = _("The targets set for the sample company are gone; set your own in Settings.")
            notices.notice("note", "flag", words)
    if why := desk.not_taken_back:
        notices.notice("error", "error", notices.told(why["sentence"], why["values"]))
    _ways_on(desk, said)
    left, right = st.columns([1.6, 1], gap="small")
    with left:
        _fates(said)
        _rows_set_aside(desk, said)
        problems.table(_("Worth knowing"), said["warnings"], key="warnings")
    with right:
        saving.card(desk)


def _told_per_table(said: dict[str, Any]) -> str:
    """Rows are counted for each table: one row of a file may feed several."""
    rows: dict[str, int] = {}
    for fate in said["fates"]:
        rows[fate["table"]] = rows.get(fate["table"], 0) + fate["loaded"]
    say = reader()
    told = [
        _("{table}: {n}", table=table_label(table), n=say.number(n)) for table, n in rows.items()
    ]
    return _("Imported. Rows loaded: {tables}.", tables=say.listing(told))


def _ways_on(desk: Desk, said: dict[str, Any]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="ways"):
        notices.link(
            "pages/overview.py",
            _("See the overview"),
            ":material/arrow_forward:",
            "overview",
            "primary",
        )
        if _can_be_undone(said) and not desk.taken_back:
            st.button(
                _("Undo this import"),
                icon=":material/undo:",
                key="undo_import",
                on_click=work.take_back,
                args=(desk,),
            )
        if desk.taken_back:
            st.button(
                _("Back to the check"),
                icon=":material/arrow_back:",
                key="back_to_check",
                on_click=_after_undo,
                args=(desk,),
            )
        st.button(_("Import more"), icon=":material/add:", key="import_more", on_click=_anew)


def _can_be_undone(said: dict[str, Any]) -> bool:
    """Is it what is live now, and something kept from before it?"""
    try:
        kept = store.generations(data.folder())
    except StoreError:
        return False
    return len(kept) > 1 and kept[0].number == said["generation"]


def _after_undo(desk: Desk) -> None:
    desk.taken_back = False
    _once_more(desk)


def _anew() -> None:
    leave()
    steps.go(steps.CHOOSE)


def _fates(said: dict[str, Any]) -> None:
    fates = DataFrame(said["fates"])
    fates["table"] = [table_label(table) for table in fates["table"]]
    with st.container(border=True, gap="small", key="card_fates"):
        st.header(_("What became of the rows"), anchor=False)
        st.dataframe(
            written_out(fates),
            hide_index=True,
            column_order=list(FATES),
            column_config={name: _(label) for name, label in FATES.items()},
            key="fates",
            alt=_("What became of the rows"),
        )


def _rows_set_aside(desk: Desk, said: dict[str, Any]) -> None:
    problems.table(_("Set aside"), said["set_aside"], key="set_aside")
    file = work.aside_file(desk)
    if said["set_aside"] and file.exists():
        problems.download(file, said["set_aside"])
