"""Which lines of a file are rows of its table."""

import streamlit as st

from lib.languages import N_
from lib.ui.import_page.desk import Outcome
from lib.ui.import_page.reading.choice import FOUND, MOST_LINES, Choice, or_none
from lib.ui.import_page.words import labels
from lib.ui.languages import _

ODD_LINES = {
    "units_row": N_("A line of units or names under the header"),
    "footer": N_("Totals and remarks below the table"),
    "repeated_header": N_("The header standing again"),
}
KEPT_OR_NOT = {FOUND: N_("as found"), True: N_("leave it out"), False: N_("it is a row")}


def skip(put: Choice) -> None:
    st.number_input(
        _("Lines to leave out above the table"),
        min_value=0,
        max_value=MOST_LINES,
        value=None,
        placeholder=_("as found"),
        **put.widget("skip", put.now("skip"), lambda lines: lines or None),
    )


def end(put: Choice) -> None:
    st.number_input(
        _("The table ends on line"),
        min_value=1,
        max_value=MOST_LINES,
        value=None,
        placeholder=_("as found"),
        **put.widget("end", put.now("end"), lambda line: line or None),
    )


def odd_lines(put: Choice) -> None:
    """Lines that are no rows: left out or taken, where the reader says so."""
    for key, label in ODD_LINES.items():
        now = put.now(key)
        st.selectbox(
            _(label),
            list(KEPT_OR_NOT),
            format_func=labels(KEPT_OR_NOT, lambda said: _(KEPT_OR_NOT[said])),
            **put.widget(key, FOUND if now is None else now, or_none, KEPT_OR_NOT),
        )


def fill_down(put: Choice, found: Outcome) -> None:
    now = put.now("fill_down") or []
    names = [one["name"] for one in found.said.get("columns", [])]
    options = list(dict.fromkeys([*names, *now]))
    st.multiselect(
        _("Empty cells repeat the value above, in"),
        options,
        placeholder=_("no column"),
        **put.widget("fill_down", now, or_none, options),
    )
