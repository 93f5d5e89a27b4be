"""Step 5: what will happen in numbers, and the import itself; `outcome` tells how it ended."""

from datetime import date
from typing import Any

import streamlit as st
from pandas import DataFrame

from lib.languages import DASH, N_
from lib.ui import notices
from lib.ui.import_page import held, outcome, problems, steps, work
from lib.ui.import_page.counts import written_out
from lib.ui.import_page.desk import Desk
from lib.ui.import_page.words import FIGURES, labels, table_label
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


def show(desk: Desk) -> None:
    if desk.imported:
        outcome.tell(desk, desk.imported.kind, desk.imported.said)
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
        problems.warn_of_grave(said)
        _tables(said["tables"], "plan")


def _tables(tables: list[dict[str, Any]], key: str) -> None:
    frame = DataFrame(tables, columns=list(TABLES))
    frame["table"] = [table_label(table) for table in frame["table"]]
    st.dataframe(
        written_out(frame),
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
    if metric in MEASURES:
        return _(MEASURES[metric].label)
    return _(FIGURES[metric]) if metric in FIGURES else metric


def _number(value: float | None, unit: str) -> str:
    return DASH if value is None else written(value, unit)


def _month(month: str | None) -> str:
    return reader().month(date.fromisoformat(str(month)[:10])) if month else ""


def _day(moment: object) -> str:
    return reader().day(date.fromisoformat(str(moment)[:10]))


def _mode(desk: Desk) -> None:
    with st.container(border=True, gap="small", key="card_mode"):
        st.header(_("How it comes in"), anchor=False)
        st.radio(
            _("How it comes in"),
            list(MODES),
            format_func=labels(MODES, lambda mode: _(MODES[mode][0])),
            captions=[_(about) for name, about in MODES.values()],
            label_visibility="collapsed",
            **held.widget("mode", desk.mode, lambda mode: _take_mode(desk, mode), MODES),
        )


def _take_mode(desk: Desk, mode: str) -> None:
    """Another mode does something else to the rows: they are checked anew, and back here."""
    desk.mode = mode
    desk.in_haste = True
    steps.go(steps.CHECK)
