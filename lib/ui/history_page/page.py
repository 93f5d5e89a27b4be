"""The History page: the imports, the one chosen in full, and the steps back and forth."""

import streamlit as st

from lib.importing.past import PastImport
from lib.ui import tables
from lib.ui.history_page import steps, words
from lib.ui.history_page.known import Known, known
from lib.ui.languages import _, reader


def show() -> None:
    if steps.is_under_way():
        steps.watch()
        return
    steps.outcome()
    now = known()
    chosen = _imports(now)
    if chosen:
        _in_full(chosen)


def _imports(now: Known) -> PastImport | None:
    """All of them, and the one chosen: the newest in the data, until another is."""
    listed = words.listed(now.live, now.taken_back)
    with st.container(border=True, gap="small", key="card_imports"):
        with st.container(gap=None, key="heading_imports"):
            st.header(_("Imports"), anchor=False)
            st.text(_told(now), width="stretch")
        steps.buttons(now.undo, now.redo)
        if listed.empty:
            return None
        row = tables.show(
            listed, words.import_columns(), key="imports", alt=_("Imports"), on_select="row"
        )
    if row is None:
        return next(iter(now.live), None)
    among = now.live if row["state"] == "live" else now.taken_back
    return next(one for one in among if _is(one, row))


def _is(one: PastImport, row: tables.Row) -> bool:
    return one.import_id == row["import_id"] and words.when(one.imported_at) == row["when"]


def _told(now: Known) -> str:
    say = reader()
    if not now.live:
        return _("Nothing is noted about how this data came in.")
    newest = words.when(now.live[0].imported_at)
    told = _("{n} in the data, the last on {when}", n=say.number(len(now.live)), when=newest)
    if now.taken_back:
        told += _("; {n} taken back", n=say.number(len(now.taken_back)))
    return told


def _in_full(one: PastImport) -> None:
    """Its files, what became of their rows, and what that changed."""
    with st.container(border=True, gap="small", key="card_import"):
        with st.container(gap=None, key="heading_import"):
            st.header(_("Import of {when}", when=words.when(one.imported_at)), anchor=False)
            st.text(_how(one), width="stretch")
        for title, frame, columns in (
            (_("Files"), words.files_of(one), words.file_columns()),
            (_("What became of the rows"), words.fates_of(one), words.fate_columns()),
            (_("What it changed"), words.changes_of(one), words.change_columns()),
        ):
            if not frame.empty:
                st.subheader(title, anchor=False)
                tables.show(frame, columns, key=f"import_{title}", alt=title)
        if any(fate.set_aside for fate in one.fates):
            st.text(
                _("Rows set aside can be downloaded right after the import; they are not kept."),
                width="stretch",
            )


def _how(one: PastImport) -> str:
    parts = [_("Recipe: {name}", name=words.recipe_name(one.recipe))]
    if one.mode in words.MODES:
        parts.append(_(words.MODES[one.mode]))
    if one.generation:
        parts.append(_("generation {n}", n=reader().number(one.generation)))
    return " · ".join(parts)
