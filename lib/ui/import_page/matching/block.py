"""One of our tables and what fills it: its fields, the rows it takes, its attributes."""

from typing import Any

import streamlit as st

from lib.languages import N_
from lib.schema import TABLES
from lib.ui import notices
from lib.ui.import_page import held
from lib.ui.import_page.matching import field, model, pairs
from lib.ui.import_page.matching.known import Known
from lib.ui.import_page.matching.model import Place
from lib.ui.import_page.words import field_label, labels, table_label
from lib.ui.languages import _, reader

KEEPS = {
    "error": N_("they must be equal"),
    "first": N_("the first one counts"),
    "last": N_("the last one counts"),
}


def show(known: Known, place: Place) -> None:
    """The table's card."""
    table = TABLES[place[0]]
    block = model.block_at(known.recipe, place)
    with st.container(border=True, gap="small", key="card_block"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.header(table_label(table.name), anchor=False)
            st.button(
                _("Leave this table out"),
                icon=":material/delete:",
                type="tertiary",
                key="remove_block",
                on_click=_remove,
                args=(known, place),
            )
        _source(known, place, block)
        if table.name == "ratings" and pairs.show(known, place):
            return
        _fields(known, place, block)
        if table.name == "customers":
            _attributes(known, place, block)
        _rows_taken(known, place, block)


def _remove(known: Known, place: Place) -> None:
    known.desk.change(model.without_block(known.recipe, place))
    known.desk.block = None


def _source(known: Known, place: Place, block: dict[str, Any]) -> None:
    """Which file feeds it, where there are several."""
    files = list(known.recipe.get("file", {}))
    if len(files) < 2:
        return
    now = model.source_of(known.recipe, block)

    def take(chosen: str) -> None:
        known.desk.change(model.with_key(known.recipe, place, "from", chosen))

    named = {
        name: reader().listing(
            model.files_of(known.recipe, name, [one.name for one in known.desk.files])
        )
        or name
        for name in files
    }
    shown = now if now in files else files[0]
    st.selectbox(
        _("Comes from"),
        files,
        format_func=named.__getitem__,
        **held.widget(f"from_{place[0]}_{place[1]}", shown, take, files),
    )


def _fields(known: Known, place: Place, block: dict[str, Any]) -> None:
    """Required fields and filled ones first, the others where they are looked for."""
    columns = TABLES[place[0]].columns
    first = [one for one in columns if one.required]
    first += [one for one in columns if not one.required and _is_shown(one.name, block, place)]
    for column in first:
        field.show(known, place, column)
    others = [one for one in columns if one not in first]
    if others:
        words = reader().listing([field_label(place[0], one.name) for one in others[:4]])
        with st.expander(_("{n} more fields: {some} …", n=len(others), some=words)):
            for column in others:
                field.show(known, place, column)


def _is_shown(name: str, block: dict[str, Any], place: Place) -> bool:
    return name in block or bool(st.session_state.get(f"writing_{place[0]}_{place[1]}_{name}"))


def _attributes(known: Known, place: Place, block: dict[str, Any]) -> None:
    source = model.source_of(known.recipe, block)
    columns = list(known.of(source))
    now = model.attribute_columns(block, columns)

    def take(chosen: list[str]) -> None:
        known.desk.change(model.with_attributes(known.recipe, place, chosen))

    st.multiselect(
        _("Columns worth filtering and grouping by"),
        columns,
        placeholder=_("such as segment, country, branch"),
        **held.widget(f"attributes_{place[1]}", now, take, columns),
    )


def _rows_taken(known: Known, place: Place, block: dict[str, Any]) -> None:
    with st.expander(_("Which rows are taken, and when several make one")):
        _where(known, place, block)
        left, right = st.columns(2, gap="small")
        with left:
            _keep(known, place, block)
        with right:
            _per(known, place, block)


def _where(known: Known, place: Place, block: dict[str, Any]) -> None:
    given = block.get("where")

    def take(written: str) -> None:
        text = written.strip().removeprefix("=").strip()
        changed = model.with_key(known.recipe, place, "where", f"={text}" if text else None)
        source = model.source_of(known.recipe, block)
        kinds = {name: str(one["kind"]) for name, one in known.of(source).items()}
        known.desk.change(model.with_types(changed, source, text, kinds) if text else changed)

    st.text_input(
        _("Only rows for which this holds"),
        placeholder="\"Status\" <> 'Test'",
        **held.widget(f"where_{place[0]}_{place[1]}", model.shown(given) if given else "", take),
    )
    if given:
        names = known.names(model.source_of(known.recipe, block))
        fault = model.fault_of(model.shown(given), names, place=_("Only rows for which this holds"))
        if fault:
            notices.notice("error", "error", notices.say(fault))


def _keep(known: Known, place: Place, block: dict[str, Any]) -> None:
    def take(chosen: str) -> None:
        value = None if chosen == "error" else chosen
        known.desk.change(model.with_key(known.recipe, place, "keep", value))

    st.selectbox(
        _("Where several rows have the same key"),
        list(KEEPS),
        format_func=labels(KEEPS, lambda keep: _(KEEPS[keep])),
        **held.widget(f"keep_{place[0]}_{place[1]}", block.get("keep", "error"), take, KEEPS),
    )


def _per(known: Known, place: Place, block: dict[str, Any]) -> None:
    nothing = ""
    now = block.get("per") or nothing
    names = known.names(model.source_of(known.recipe, block))

    def take(chosen: str) -> None:
        known.desk.change(model.with_key(known.recipe, place, "per", chosen or None))

    options = list(dict.fromkeys([nothing, *names, now]))
    st.selectbox(
        _("One row out for each value of"),
        options,
        format_func=labels(options, lambda name: name or _("– each row of the file –")),
        **held.widget(f"per_{place[0]}_{place[1]}", now, take, options),
    )
