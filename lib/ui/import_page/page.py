"""The Import page: lay out files, choose a recipe, look at the first rows, import."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from lib.errors import RapportError
from lib.importing.recipe import Recipe, read_recipe
from lib.schema import TABLES
from lib.ui import data, notices
from lib.ui.import_page import jobs, outcome, uploads
from lib.ui.import_page.outcome import JOB, NAMES
from lib.ui.import_page.preview import first_rows
from lib.ui.import_page.uploads import Desk, Upload
from lib.ui.languages import _, reader

SHIPPED = data.ROOT / "data" / "recipes"
OWN = "own"  # the choice of a recipe that is not shipped


def show() -> None:
    """The whole page: laying out, or what the import under way or just ended says."""
    job: jobs.Job | None = st.session_state.get(JOB)
    if job is None:
        _lay_out(uploads.desk())
    elif job.running:
        _watch(job)
    else:
        outcome.tell(job, again=_start)


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
    shipped = {str(path): Upload(path.name, path) for path in sorted(SHIPPED.glob("*.toml"))}
    choice = st.selectbox(
        _("Recipe"),
        [*shipped, OWN],
        index=None,
        format_func=_recipe_label,
        placeholder=_("Choose what kind of files these are"),
        key="recipe",
        label_visibility="collapsed",
    )
    found = _own_recipe(desk) if choice == OWN else shipped.get(choice or "")
    if found is None:
        st.text(_("A recipe says how one kind of file becomes customers, orders, answers."))
        return None
    try:
        recipe = read_recipe(found.path, name=found.name)
    except RapportError as error:
        notices.refusal(error)
        return None
    tables = [table for table in TABLES if any(block.table == table for block in recipe.blocks)]
    named = reader().listing([_(NAMES[table]) for table in tables])
    st.text(_("It fills: {tables}.", tables=named))
    with st.expander(_("Read the recipe")):
        st.code(recipe.text, language="toml")
    return Chosen(recipe, found.path)


def _recipe_label(choice: str) -> str:
    if choice == OWN:
        return _("A recipe of my own (upload it)")
    path = Path(choice)
    try:
        return _recipe_called(choice, path.stat().st_mtime)
    except RapportError:
        return path.stem


def _own_recipe(desk: Desk) -> Upload | None:
    given = st.file_uploader(
        _("A recipe (TOML)"), type="toml", key=f"recipe_{desk.round}", max_upload_size=1
    )
    if given:
        desk.recipe = desk.take(given.name, given)
        st.rerun()
    if desk.recipe:
        st.text(desk.recipe.name)
    return desk.recipe


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
