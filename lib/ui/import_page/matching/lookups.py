"""Columns brought in from another file of the set, or from a table already loaded."""

import streamlit as st

from lib.schema import TABLES
from lib.ui import data
from lib.ui.import_page.matching import model
from lib.ui.import_page.matching.known import Known
from lib.ui.import_page.words import labels, table_label
from lib.ui.languages import _

FILE, TABLE = "file", "table"


def show(known: Known) -> None:
    """The lookups there are, and room for one more."""
    there = known.recipe.get("lookup", {})
    with st.expander(_("Bring in columns of another file or table"), expanded=bool(there)):
        for name, one in there.items():
            with st.container(horizontal=True, vertical_alignment="center", key=f"lookup_{name}"):
                st.text(_said(name, one), width="stretch")
                st.button(
                    _("Remove"),
                    icon=":material/close:",
                    type="tertiary",
                    key=f"remove_lookup_{name}",
                    on_click=_remove,
                    args=(known, name),
                )
        _one_more(known)


def _said(name: str, one: dict[str, object]) -> str:
    on = one.get("on")
    joined = ", ".join(f"{k} = {v}" for k, v in on.items()) if isinstance(on, dict) else ""
    return _(
        "{name}: from {where}, where {on}",
        name=name,
        where=table_label(str(one["table"])) if "table" in one else str(one.get("from", "")),
        on=joined,
    )


def _remove(known: Known, name: str) -> None:
    known.desk.change(model.without_lookup(known.recipe, name))


def _one_more(known: Known) -> None:
    files = [name for name in known.columns if name]
    rows = data.facts().rows
    tables = [table for table in TABLES if rows.get(table)]
    places = [(FILE, name) for name in files if len(files) > 1]
    places += [(TABLE, name) for name in tables]
    if not places:
        st.text(_("There is no other file, and no table is loaded yet."))
        return
    where = st.selectbox(
        _("Look in"),
        places,
        format_func=labels(
            places, lambda place: table_label(place[1]) if place[0] == TABLE else place[1]
        ),
        key="lookup_where",
    )
    kind, name = where
    theirs_known = list(TABLES[name].names) if kind == TABLE else list(known.of(name))
    ours_known = [
        column for source, columns in known.columns.items() if source != name for column in columns
    ]
    left, right = st.columns(2, gap="small")
    with left:
        theirs = st.selectbox(_("Its column"), theirs_known, key="lookup_theirs")
    with right:
        ours = st.selectbox(
            _("equals our column"), list(dict.fromkeys(ours_known)), key="lookup_ours"
        )
    st.button(
        _("Bring them in"),
        icon=":material/add:",
        disabled=not (theirs and ours),
        key="add_lookup",
        on_click=_add,
        args=(known, kind, name, theirs, ours),
    )


def _add(known: Known, kind: str, name: str, theirs: str, ours: str) -> None:
    there = known.recipe.get("lookup", {})
    called = name if name not in there else f"{name}_{len(there) + 1}"
    known.desk.change(
        model.with_lookup(
            known.recipe,
            called,
            table=name if kind == TABLE else None,
            source=name if kind == FILE else None,
            theirs=theirs,
            ours=ours,
        )
    )
