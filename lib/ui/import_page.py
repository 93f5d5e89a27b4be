"""The Import page: lay out files, choose a recipe, look, import, see what became of each row."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from pandas import DataFrame

from lib.errors import RapportError
from lib.importing.recipe import Recipe, read_recipe
from lib.languages import N_
from lib.schema import TABLES
from lib.ui import data, jobs, notices, uploads
from lib.ui.languages import _, reader
from lib.ui.preview import first_rows
from lib.ui.uploads import Desk

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
}

SHIPPED = data.ROOT / "data" / "recipes"
JOB = "job"
OWN = "own"  # the choice of a recipe that is not shipped


def show() -> None:
    """The whole page: laying out, or what the import under way or just ended says."""
    job: jobs.Job | None = st.session_state.get(JOB)
    if job is None:
        _lay_out(uploads.desk())
    elif job.running:
        _watch(job)
    else:
        _tell(job)


def _lay_out(desk: Desk) -> None:
    files, recipe = st.columns([1.4, 1], gap="small")
    with files, _step(1, _("Your files")):
        _choose_files(desk)
    with recipe, _step(2, _("The recipe that reads them")):
        chosen = _choose_recipe(desk)
        set_aside = st.toggle(
            _("Leave unsound rows out instead of refusing the file"), key="set_aside"
        )
    if not desk.files or not chosen:
        return
    with _step(3, _("Look before you import")):
        if _preview(desk, chosen):
            _start_button(desk, chosen, set_aside)


@st.cache_data(max_entries=64, show_spinner=False)
def _recipe_called(path: str, changed: float) -> str:
    return read_recipe(Path(path), name=Path(path).name).name


def _step(number: int, title: str) -> Any:
    card = st.container(border=True, height="stretch", gap="small", key=f"card_step_{number}")
    card.header(f"{number} · {title}", anchor=False)
    return card


def _choose_files(desk: Desk) -> None:
    given = st.file_uploader(
        _("CSV, TSV or Excel files"),
        accept_multiple_files=True,
        key=f"files_{desk.round}",
        label_visibility="collapsed",
    )
    if given:
        desk.files += [desk.take(file.name, file) for file in given]
        st.rerun()
    for place, upload in enumerate(desk.files):
        with st.container(horizontal=True, vertical_alignment="center", key=f"upload_{place}"):
            st.text(upload.name, width="stretch")
            st.text(_size(upload.bytes))
            st.button(
                _("Remove"),
                icon=":material/close:",
                type="tertiary",
                key=f"remove_{place}",
                on_click=desk.remove,
                args=(upload,),
            )


def _size(size: int) -> str:
    if size < 1_000_000:
        return _("{n} KB", n=reader().number(max(1, round(size / 1_000))))
    return _("{n} MB", n=reader().number(size / 1_000_000, 1))


@dataclass(frozen=True)
class Chosen:
    """The recipe to read by, and the file it stands in."""

    recipe: Recipe
    path: Path


def _choose_recipe(desk: Desk) -> Chosen | None:
    shipped = {str(path): path for path in sorted(SHIPPED.glob("*.toml"))}
    choice = st.selectbox(
        _("Recipe"),
        [*shipped, OWN],
        index=None,
        format_func=_recipe_label,
        placeholder=_("Choose what kind of files these are"),
        key="recipe",
        label_visibility="collapsed",
    )
    path = _own_recipe(desk) if choice == OWN else shipped.get(choice or "")
    if path is None:
        st.text(_("A recipe says how one kind of file becomes customers, orders, answers."))
        return None
    try:
        recipe = read_recipe(path, name=path.name)
    except RapportError as error:
        notices.refusal(error)
        return None
    tables = [table for table in TABLES if any(block.table == table for block in recipe.blocks)]
    named = reader().listing([_(NAMES[table]) for table in tables])
    st.text(_("It fills: {tables}.", tables=named))
    with st.expander(_("Read the recipe")):
        st.code(recipe.text, language="toml")
    return Chosen(recipe, path)


def _recipe_label(choice: str) -> str:
    if choice == OWN:
        return _("A recipe of my own (upload it)")
    path = Path(choice)
    try:
        return _recipe_called(choice, path.stat().st_mtime)
    except RapportError:
        return path.stem


def _own_recipe(desk: Desk) -> Path | None:
    given = st.file_uploader(
        _("A recipe (TOML)"), type="toml", key=f"recipe_{desk.round}", max_upload_size=1
    )
    if given:
        desk.recipe = desk.take(given.name, given)
        st.rerun()
    if desk.recipe is None:
        return None
    st.text(desk.recipe.name)
    return desk.recipe.path


def _preview(desk: Desk, chosen: Chosen) -> bool:
    """Show the first rows of each file; False where a file cannot be read by this recipe."""
    readable = True
    for place, upload in enumerate(desk.files):
        part = next((file for file in chosen.recipe.files if file.matches(upload.name)), None)
        if part is None:
            notices.notice(
                "warning",
                "warning",
                _(
                    "{file} matches none of the names this recipe knows ({names}). Remove it, or "
                    "choose another recipe.",
                    file=upload.name,
                    names=reader().listing([file.match or "*" for file in chosen.recipe.files]),
                ),
            )
            readable = False
            continue
        try:
            rows = first_rows(str(upload.path), upload.name, part.reading)
        except RapportError as error:
            notices.refusal(error)
            readable = False
            continue
        st.text(
            _(
                "{file}: {columns} columns; the first {rows} rows",
                file=upload.name,
                columns=len(rows.columns),
                rows=len(rows),
            )
        )
        st.dataframe(
            rows, hide_index=True, height=200, key=f"preview_{place}", alt=_("The first rows")
        )
    return readable


def _start_button(desk: Desk, chosen: Chosen, set_aside: bool) -> None:
    st.button(
        _("Import"),
        type="primary",
        icon=":material/upload:",
        key="start_import",
        on_click=_start,
        args=(desk, chosen.path, set_aside),
    )


def _start(desk: Desk, recipe: Path, set_aside: bool) -> None:
    st.session_state[JOB] = jobs.start_import(
        data.folder(), desk.files, recipe, set_aside=set_aside, scratch=desk.folder
    )


@st.fragment(run_every=0.4)
def _watch(job: jobs.Job) -> None:
    """How far the import is, until it ends."""
    if not job.running:
        st.rerun(scope="app")
    share, doing, values = job.progress()
    with st.container(border=True, key="card_progress"):
        st.header(_("Importing"), anchor=False)
        st.progress(min(max(share, 0.0), 1.0))
        st.text(_(doing, **values))
        if st.button(_("Cancel"), icon=":material/stop_circle:", key="cancel_import"):
            job.cancel()
            st.rerun(scope="app")


def _tell(job: jobs.Job) -> None:
    """How the import ended, and the ways on."""
    kind, said = job.outcome()
    if kind == "imported":
        _imported(said)
    elif kind == "rejected":
        _rejected(said)
    elif kind == "error":
        notices.notice("error", "error", notices.told(said["sentence"], said["values"]))
    else:
        notices.notice("warning", "stop_circle", _("The import was stopped. Nothing was changed."))
    with st.container(horizontal=True):
        if kind == "imported":
            if st.button(_("See the overview"), type="primary", key="to_overview"):
                _finish()
                st.switch_page("pages/overview.py")
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
                on_click=_start,
                args=(uploads.desk(), job.recipe, True),
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
