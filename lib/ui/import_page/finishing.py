"""Step 5: what will happen in numbers, then the import, and what became of every row."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st
from pandas import DataFrame

from lib.errors import RapportError
from lib.languages import DASH, N_
from lib.ui import data, notices
from lib.ui.import_page import problems, recipes, steps, work
from lib.ui.import_page.desk import Desk, leave
from lib.ui.import_page.words import table_label
from lib.ui.kpis.number import written
from lib.ui.kpis.overview import MEASURES
from lib.ui.languages import _, reader

MODES = {
    "update": (
        N_("Add and update"),
        N_("New rows come in; a row whose key is already there is brought up to date."),
    ),
    "replace": (
        N_("Replace the tables"),
        N_("What these tables held before goes; only what the files say remains."),
    ),
    "add": (
        N_("Add only"),
        N_("New rows come in; a row whose key is already there stays as it is."),
    ),
}

TABLES = {
    "table": N_("Table"),
    "new": N_("New"),
    "changed": N_("Changed"),
    "unchanged": N_("Unchanged"),
    "removed": N_("Removed"),
    "set_aside": N_("Set aside"),
}

FATES = {
    "file": N_("File"),
    "table": N_("Table"),
    "rows": N_("Rows"),
    "loaded": N_("Loaded"),
    "merged": N_("Merged"),
    "set_aside": N_("Set aside"),
    "skipped": N_("Skipped"),
}


def show(desk: Desk) -> None:
    if desk.imported:
        _outcome(desk, desk.imported.kind, desk.imported.said)
        return
    found = desk.check()
    if found is None or found.kind != "checked":
        return
    left, right = st.columns([1.6, 1], gap="small")
    with left:
        _what_will_happen(found.said)
        _effect(found.said)
    with right:
        _mode(desk)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="ways"):
        st.button(
            _("Back"),
            icon=":material/arrow_back:",
            key="way_back",
            on_click=steps.go,
            args=(steps.CHECK,),
        )
        st.button(
            _("Import"),
            type="primary",
            icon=":material/upload:",
            key="start_import",
            on_click=work.bring_in,
            args=(desk,),
        )


# Before


def _what_will_happen(said: dict[str, Any]) -> None:
    with st.container(border=True, gap="small", key="card_plan"):
        st.header(_("What will happen"), anchor=False)
        if same := said.get("same_as"):
            notices.notice(
                "note",
                "content_copy",
                _(
                    "This is the same file as {file}, imported on {day}. Importing it again "
                    "changes nothing.",
                    file=same["file"],
                    day=_day(same["imported_at"]),
                ),
            )
        if said.get("replaces_sample"):
            notices.notice(
                "note",
                "science",
                _("The sample company gives way to your data; undo brings it back."),
            )
        _tables(said["tables"], "plan")


def _tables(tables: list[dict[str, Any]], key: str) -> None:
    frame = DataFrame(tables, columns=list(TABLES))
    frame["table"] = [table_label(table) for table in frame["table"]]
    st.dataframe(
        frame,
        hide_index=True,
        column_config={name: _(label) for name, label in TABLES.items()},
        key=f"tables_{key}",
        alt=_("What happens to the rows of each table"),
    )


def _effect(said: dict[str, Any]) -> None:
    """The headline figures of the last month, before and after."""
    effect = said.get("effect") or []
    if not effect:
        return
    frame = DataFrame(
        {
            _("Headline number"): [_measure(one["metric"]) for one in effect],
            _("Month"): [_month(one.get("month")) for one in effect],
            _("Now"): [_number(one["before"], one["unit"]) for one in effect],
            _("After the import"): [_number(one["after"], one["unit"]) for one in effect],
        }
    )
    with st.container(border=True, gap="small", key="card_effect"):
        st.header(_("What it does to the headline numbers"), anchor=False)
        st.dataframe(
            frame,
            hide_index=True,
            key="effect",
            alt=_("What it does to the headline numbers"),
        )


def _measure(metric: str) -> str:
    return _(MEASURES[metric].label) if metric in MEASURES else metric


def _number(value: float | None, unit: str) -> str:
    return DASH if value is None else written(value, unit)


def _month(month: str | None) -> str:
    return reader().month(date.fromisoformat(str(month)[:10])) if month else ""


def _day(moment: object) -> str:
    return reader().day(date.fromisoformat(str(moment)[:10]))


def _mode(desk: Desk) -> None:
    st.session_state["mode"] = desk.mode
    with st.container(border=True, gap="small", key="card_mode"):
        st.header(_("How it comes in"), anchor=False)
        st.radio(
            _("How it comes in"),
            list(MODES),
            format_func=lambda mode: _(MODES[mode][0]),
            captions=[_(about) for name, about in MODES.values()],
            key="mode",
            on_change=_take_mode,
            args=(desk,),
            label_visibility="collapsed",
        )


def _take_mode(desk: Desk) -> None:
    """Another mode does something else to the rows: they are checked anew, and back here."""
    desk.mode = st.session_state["mode"]
    desk.in_haste = True
    steps.go(steps.CHECK)


# After


def _outcome(desk: Desk, kind: str, said: dict[str, Any]) -> None:
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
    _ways_on(desk, said)
    left, right = st.columns([1.6, 1], gap="small")
    with left:
        _fates(said)
        _rows_set_aside(desk, said)
        problems.table(_("Worth knowing"), said["warnings"], key="warnings")
    with right:
        save_card(desk)


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
    with st.container(horizontal=True, gap="small", key="ways"):
        notices.link(
            "pages/overview.py",
            _("See the overview"),
            ":material/arrow_forward:",
            "overview",
            "primary",
        )
        is_live = said["generation"] == data.generation()
        if is_live and not desk.taken_back:
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
            fates,
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
        _download(file)


def _download(file: Path) -> None:
    st.download_button(
        _("Download the rows set aside"),
        data=file.read_bytes,
        file_name="set_aside.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="download_aside",
        help=_("With the line and the reason of each; put right, the file imports again."),
    )


# The recipe


def save_card(desk: Desk) -> None:
    """How the files were read and matched, kept for the next month's."""
    if desk.recipe is None:
        return
    known = recipes.find(desk.came_from)
    with st.container(border=True, gap="small", key="card_save"):
        st.header(_("For next month"), anchor=False)
        st.text(
            _("Save how these files were read and matched; then the next one takes one click."),
            width="stretch",
        )
        said = str(desk.recipe.get("name") or (known.name if known else ""))
        if st.session_state.get("recipe_named") != said or "recipe_name" not in st.session_state:
            st.session_state["recipe_named"] = st.session_state["recipe_name"] = said
        name = st.text_input(_("What to call it"), key="recipe_name")
        with st.container(horizontal=True, gap="small"):
            st.button(
                _("Save"),
                icon=":material/bookmark_add:",
                disabled=not name.strip(),
                key="save_recipe",
                on_click=_save,
                args=(desk,),
            )
        if told := st.session_state.pop("recipe_saved", None):
            notices.notice(*told)


def _save(desk: Desk) -> None:
    name = str(st.session_state["recipe_name"]).strip()
    own = [one for one in recipes.known() if one.is_own]
    over = next((one for one in own if one.name == name), None)
    try:
        saved = recipes.save(desk.recipe or {}, name, over=over)
    except RapportError as error:
        st.session_state["recipe_saved"] = ("error", "error", notices.say(error))
        return
    desk.came_from = saved.mark
    st.session_state["recipe_saved"] = (
        "note",
        "check_circle",
        _("Saved as {name}.", name=name),
    )
