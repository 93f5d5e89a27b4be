"""How an import ended: what became of every row, or what keeps the files out, line by line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st
from pandas import DataFrame

from lib.languages import N_
from lib.ui import data, notices
from lib.ui.import_page import jobs, uploads
from lib.ui.languages import _, reader

JOB = "job"  # the session's import, under way or just ended

# What our tables hold, in a reader's words.
NAMES = {
    "customers": N_("customers"),
    "attributes": N_("customer attributes"),
    "contracts": N_("contracts"),
    "products": N_("products"),
    "orders": N_("orders"),
    "costs_to_serve": N_("costs to serve"),
    "ratings": N_("ratings by aspect"),
    "responses": N_("survey answers"),
    "stages": N_("sales stages"),
    "opportunities": N_("opportunities"),
    "stage_changes": N_("stage changes"),
    "campaigns": N_("campaigns"),
    "touches": N_("campaign touches"),
    "campaign_days": N_("campaign days"),
    "complaints": N_("complaints"),
    "returns": N_("returns"),
    "events": N_("events"),
}


def tell(job: jobs.Job, *, again: Callable[[uploads.Desk, Path, bool], None]) -> None:
    """How the import ended, and the ways on; `again` starts it anew."""
    kind, said = job.outcome()
    if kind == "imported":
        _imported(said)
    elif kind == "rejected":
        _rejected(said)
    elif kind == "error":
        notices.notice("error", "error", notices.told(said["sentence"], said["values"]))
    else:
        _broken_off(job)
    with st.container(horizontal=True):
        if kind == "imported":
            notices.link(
                "pages/overview.py",
                _("See the overview"),
                ":material/arrow_forward:",
                "overview",
                "primary",
            )
            if st.button(_("Import more"), key="import_more"):
                _finish()
                st.rerun()
            return
        if st.button(_("Back to the files"), type="primary", key="back_to_files"):
            del st.session_state[JOB]
            st.rerun()
        if kind == "rejected":
            st.button(
                _("Import without those rows"),
                key="import_without",
                on_click=again,
                args=(uploads.desk(), job.recipe, True),
            )


def _broken_off(job: jobs.Job) -> None:
    """It said nothing at its end: cancelled, perhaps just too late; or it failed unforeseen."""
    if data.generation() != job.before:
        notices.notice(
            "note", "check_circle", _("The import had finished before it could be stopped.")
        )
    elif job.cancelled:
        notices.notice("warning", "stop_circle", _("The import was stopped. Nothing was changed."))
    else:
        notices.notice(
            "error",
            "error",
            _(
                "The import broke off without a reason we foresaw. Nothing was changed; what it "
                "said last stands in {file}.",
                file=job.complaints,
            ),
        )


def _finish() -> None:
    del st.session_state[JOB]
    uploads.leave()


def _imported(said: dict[str, Any]) -> None:
    loaded = sum(fate["loaded"] for fate in said["fates"])
    notices.notice(
        "note",
        "check_circle",
        _(
            "Imported. Rows loaded: {rows}. Every row of the files is accounted for below.",
            rows=reader().number(loaded),
        ),
    )
    fates = DataFrame(said["fates"])
    fates["table"] = [_(NAMES[table]) for table in fates["table"]]
    with st.container(border=True, key="card_fates"):
        st.header(_("What became of the rows"), anchor=False)
        st.dataframe(
            fates,
            hide_index=True,
            column_order=list(FATES),
            column_config={name: _(label) for name, label in FATES.items()},
            alt=_("What became of the rows"),
        )
    _problems(_("Set aside"), said["set_aside"], key="set_aside")
    _problems(_("Worth knowing"), said["warnings"], key="warnings")


FATES = {
    "file": N_("File"),
    "block": N_("Part of the recipe"),
    "table": N_("Table"),
    "rows": N_("Rows"),
    "loaded": N_("Loaded"),
    "merged": N_("Merged"),
    "set_aside": N_("Set aside"),
    "skipped": N_("Skipped"),
}


def _rejected(said: dict[str, Any]) -> None:
    notices.notice(
        "error",
        "error",
        _(
            "Nothing was imported: some rows break what their table promises. Mend the file, or "
            "import again and leave those rows out."
        ),
    )
    _problems(_("What is wrong, line by line"), said["problems"], key="problems")


def _problems(title: str, problems: list[dict[str, Any]], key: str) -> None:
    if not problems:
        return
    table = DataFrame(
        {
            _("File"): [problem["file"] for problem in problems],
            _("Lines"): [_lines(problem) for problem in problems],
            _("Column"): [problem["column"] or "" for problem in problems],
            _("What should hold"): [_(p["expectation"], **p["values"]) for p in problems],
            _("Found"): [reader().listing(p["samples"]) for p in problems],
            _("Rows"): [problem["count"] for problem in problems],
        }
    )
    with st.container(border=True, key=f"card_{key}"):
        st.header(title, anchor=False)
        st.dataframe(table, hide_index=True, key=f"table_{key}", alt=title)


def _lines(problem: dict[str, Any]) -> str:
    lines = reader().listing([reader().number(line) for line in problem["lines"]])
    more = problem["count"] - len(problem["lines"])
    if not lines or more <= 0:
        return lines
    return _("{lines} and {n} more", lines=lines, n=reader().number(more))
