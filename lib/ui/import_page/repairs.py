"""Repairs of one problem: each a button, or a small form where only the reader can say more."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from pandas import DataFrame

from lib.importing.repairs import repaired
from lib.ui.import_page import problems
from lib.ui.import_page.desk import Desk
from lib.ui.import_page.problems import Problem
from lib.ui.languages import _
from lib.ui.plain import plain
from lib.words import date_label

Repair = Mapping[str, Any]


def offer(desk: Desk, problem: Problem) -> None:
    """What would put the problem right, side by side."""
    mark = problems.mark_of(problem)
    for place, repair in enumerate(problem.get("repairs", [])):
        if repair["kind"] == "map" and not problems.found(problem):
            continue  # there is no value to correct
        key = f"repair_{mark}_{place}"
        form = FORMS.get(repair["kind"])
        if form and desk.recipe is not None:
            with st.popover(_label(repair), key=f"open_{key}"):
                form(desk, problem, repair, key)
        elif repair["kind"] in LABELS:
            st.button(_label(repair), key=key, on_click=_mend, args=(desk, problem, repair))


def _mend(desk: Desk, problem: Problem, repair: Repair) -> None:
    """Write the repair into the recipe; the check then runs again."""
    if desk.recipe is None:
        return
    desk.change(repaired(desk.recipe, problem, repair))


def _label(repair: Repair) -> str:
    return plain(LABELS[repair["kind"]](repair))


def _signs(repair: Repair) -> str:
    decimal, thousands = repair["decimal"], repair["thousands"] or ""
    return _("Numbers are written {example}", example=f"1{thousands}000{decimal}5")


def _keep(repair: Repair) -> str:
    if repair["keep"] == "first":
        return _("Keep the first row of each")
    return _("Keep the last row of each")


PERCENTS = {"share": "0.05", "points": "5"}
NEGATIVES = {"brackets": "(5)", "trailing": "5-"}

LABELS = {
    "map": lambda repair: _("Correct the values"),
    "missing": lambda repair: _("They mean: nothing is known"),
    "signs": _signs,
    "dates": lambda repair: _("Days are written {form}", form=date_label(repair["format"])),
    "currency": lambda repair: _("{signs} is a currency", signs=" ".join(repair["signs"])),
    "percent": lambda repair: _("5% is {number}", number=PERCENTS[repair["percent"]]),
    "negative": lambda repair: _("{example} is below zero", example=NEGATIVES[repair["negative"]]),
    "time_zone": lambda repair: _("They are moments of {zone}", zone=repair["time_zone"]),
    "fill_down": lambda repair: _("Repeat the value above, as in merged cells"),
    "fill": lambda repair: (
        _("Give each line its own number") if repair["value"] == "=row_id" else _("Fill in a value")
    ),
    "drop_rows": lambda repair: _("Never import such rows"),
    "keep": _keep,
    "restated": lambda repair: _("A later row replaces the earlier ones"),
}


def _map_form(desk: Desk, problem: Problem, repair: Repair, key: str) -> None:
    """The values found, each with room for what it should be."""
    found, becomes = _("Found"), _("Should be")
    frame = DataFrame(
        {
            found: [value for value, rows in problems.found(problem)],
            _("Rows"): [rows for value, rows in problems.found(problem)],
            becomes: [repair["values"].get(value, "") for value, rows in problems.found(problem)],
        },
        dtype="object",
    )
    choices = list(repair.get("to", ()))
    config: dict[str, Any] = {
        becomes: st.column_config.SelectboxColumn(becomes, options=choices)
        if choices
        else st.column_config.TextColumn(becomes)
    }
    edited = st.data_editor(
        frame,
        hide_index=True,
        disabled=[found, _("Rows")],
        column_config=config,
        key=f"map_{key}",
    )
    pairs = {
        value: right
        for value, right in zip(edited[found], edited[becomes], strict=True)
        if isinstance(right, str) and right and value
    }
    st.button(
        _("Correct them"),
        type="primary",
        disabled=not pairs,
        key=key,
        on_click=_mend,
        args=(desk, problem, {**repair, "values": pairs}),
    )


def _words_form(desk: Desk, problem: Problem, repair: Repair, key: str) -> None:
    """Which of the words found mean that nothing is known."""
    words = list(repair["words"])
    chosen = st.multiselect(
        _("Words that mean: nothing is known"), words, default=words, key=f"words_{key}"
    )
    st.button(
        _("Treat them so"),
        type="primary",
        disabled=not chosen,
        key=key,
        on_click=_mend,
        args=(desk, problem, {**repair, "words": chosen}),
    )


def _drop_form(desk: Desk, problem: Problem, repair: Repair, key: str) -> None:
    """Which values the rows have that are left out, this month and every other."""
    values = list(repair["values"])
    if values:
        chosen = st.multiselect(
            _("Rows with these values"), values, default=values, key=f"drop_{key}"
        )
    else:
        st.text(_("Rows without anything in {column}", column=repair["column"]))
        chosen = []
    st.button(
        _("Leave them out, next time too"),
        type="primary",
        disabled=bool(values) and not chosen,
        key=key,
        on_click=_mend,
        args=(desk, problem, {**repair, "values": chosen}),
    )


def _fill_form(desk: Desk, problem: Problem, repair: Repair, key: str) -> None:
    """What a field holds where the file says nothing."""
    if repair["value"] is not None:
        st.text(problems.rows_text(problem["count"]))
        value: str | None = repair["value"]
    else:
        value = st.text_input(_("Value where the file has none"), key=f"fill_{key}") or None
    st.button(
        _("Fill it in"),
        type="primary",
        disabled=value is None,
        key=key,
        on_click=_mend,
        args=(desk, problem, {**repair, "value": value}),
    )


FORMS = {"map": _map_form, "missing": _words_form, "drop_rows": _drop_form, "fill": _fill_form}
