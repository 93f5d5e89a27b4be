"""One field of a table: picked from the file's columns, reckoned, or the same for every row."""

from typing import Any

import streamlit as st

from lib.errors import RapportError
from lib.schema import Column
from lib.ui import notices
from lib.ui.import_page import held
from lib.ui.import_page.matching import model
from lib.ui.import_page.matching.known import Known, path_of, reason
from lib.ui.import_page.matching.model import Place
from lib.ui.import_page.words import field_label, kind_label, labels
from lib.ui.languages import _, reader

# Choices that are no column: no column's name begins with a NUL.
NOTHING, FORMULA, CONSTANT = "\0nothing", "\0formula", "\0constant"


def show(known: Known, place: Place, column: Column) -> None:
    """The field's name, what fills it, and beside it why and an example."""
    key = f"{place[0]}_{place[1]}_{column.name}"
    given = model.block_at(known.recipe, place).get(column.name)
    doubt = known.doubt(*path_of(known.recipe, place, column.name))
    with st.container(key=f"field_{key}", gap="xxsmall"):
        left, right = st.columns([1, 1.15], gap="small", vertical_alignment="center")
        with left:
            choice = _pick(known, place, column, given, key)
        with right:
            _beside(known, place, given, doubt, column)
        if choice in (FORMULA, CONSTANT):
            _write(known, place, column, given, choice, key)


def _pick(known: Known, place: Place, column: Column, given: Any, key: str) -> str:
    """The selectbox; its choice, which lasts while a formula is still being written."""
    source = model.source_of(known.recipe, model.block_at(known.recipe, place))
    names = known.names(source)
    now = _choice_of(given)
    writing = st.session_state.get(f"writing_{key}")
    if now == NOTHING and writing in (FORMULA, CONSTANT):
        now = writing
    options = list(dict.fromkeys([NOTHING, *names, FORMULA, CONSTANT, now]))

    def take(chosen: str) -> None:
        st.session_state[f"writing_{key}"] = chosen if chosen in (FORMULA, CONSTANT) else None
        value = None if chosen in (NOTHING, FORMULA, CONSTANT) else model.column_value(chosen)
        _put(known, place, column.name, value)

    label = field_label(place[0], column.name)
    st.selectbox(
        f"{label} *" if column.required else label,
        options,
        format_func=labels(options, lambda name: _named(name, names)),
        **held.widget(f"pick_{key}", now, take, options),
        help=_("{table}.{column} in the recipe", table=place[0], column=column.name),
    )
    return now


def _choice_of(given: Any) -> str:
    kind = model.kind_of(given)
    if kind == "none":
        return NOTHING
    if kind == "column":
        return str(given).strip()
    return FORMULA if kind == "formula" else CONSTANT


def _named(name: str, names: list[str]) -> str:
    said = {
        NOTHING: _("– not in the file –"),
        FORMULA: _("a formula …"),
        CONSTANT: _("the same for every row …"),
    }
    if name in said:
        return said[name]
    return name if name in names else _("{column} (not in this file)", column=name)


def _put(known: Known, place: Place, name: str, value: Any) -> None:
    path = path_of(known.recipe, place, name)
    known.change(model.with_key(known.recipe, place, name, value), *path)


def _beside(
    known: Known, place: Place, given: Any, doubt: dict[str, Any] | None, column: Column
) -> None:
    """An example of what the field would hold, and why it was guessed."""
    source = model.source_of(known.recipe, model.block_at(known.recipe, place))
    if doubt and not doubt["sure"] and given is not None:
        st.badge(_("a guess"), icon=":material/help:", color="orange")
    if model.kind_of(given) == "column" and (found := known.of(source).get(str(given).strip())):
        examples = reader().listing(list(found["samples"][:3]))
        st.text(f"{kind_label(found['kind'])} · {examples}", width="stretch")
    if doubt:
        st.text(reason(doubt), width="stretch")
    elif given is None and column.required:
        st.text(_("Needed: pick a column, or write a formula."), width="stretch")


def _write(known: Known, place: Place, column: Column, given: Any, choice: str, key: str) -> None:
    """Room for a formula, or for what stands in every row."""
    name = f"write_{key}"
    fault_key = f"fault_{key}"

    def take(written: str) -> None:
        text = written.strip()
        st.session_state.pop(fault_key, None)
        if not text:
            return
        try:
            _put_written(known, place, column, text, choice)
        except RapportError as error:
            st.session_state[fault_key] = (text, error)

    st.text_input(
        _("Formula") if choice == FORMULA else _("In every row"),
        **held.widget(name, "" if given is None else model.shown(given), take),
        placeholder='"Sales" - "Profit"' if choice == FORMULA else "",
        label_visibility="collapsed",
    )
    if fault := st.session_state.get(fault_key):
        text, error = fault
        st.text(f"{text}: {notices.say(error)}", width="stretch")
    elif choice == FORMULA and given is not None:
        _fault_in_words(known, place, column, str(given))


def _fault_in_words(known: Known, place: Place, column: Column, given: str) -> None:
    """What keeps a formula from being reckoned, in the importer's own sentence."""
    block = model.block_at(known.recipe, place)
    names = known.names(model.source_of(known.recipe, block))
    label = field_label(place[0], column.name)
    fault = model.fault_of(
        model.shown(given), names, place=label, aggregate=block.get("per") is not None
    )
    if fault:
        notices.notice("error", "error", notices.say(fault))


def _put_written(known: Known, place: Place, column: Column, text: str, choice: str) -> None:
    """Raises BadRecipe where a constant is none the field can hold."""
    if choice == CONSTANT:
        _put(known, place, column.name, model.constant_value(text, column.type))
        return
    formula = text.removeprefix("=").strip()
    source = model.source_of(known.recipe, model.block_at(known.recipe, place))
    kinds = {name: str(one["kind"]) for name, one in known.of(source).items()}
    changed = model.with_key(known.recipe, place, column.name, f"={formula}")
    changed = model.with_types(changed, source, formula, kinds)
    known.change(changed, *path_of(known.recipe, place, column.name))
