"""The marks of a chart by name, for who cannot point at them: a choice opens its rows."""

from typing import Any

import streamlit as st
from plotly.graph_objects import Figure

from lib.ui import drill
from lib.ui.behind import BEHIND
from lib.ui.languages import _, reader
from lib.ui.questions import Answer, drawn


def have_names(chart: str) -> bool:
    """Are there lists behind the marks? Those that set a filter have the filter bar beside them."""
    return chart in BEHIND


def choose(chart: str, answer: Answer, *, key: str, closes: str) -> None:
    """The marks of the chart by what they stand for, in the order drawn.

    Choosing one opens its drawer, and closes the popover of the key `closes`, which would cover it.
    """
    named = names(chart, Figure(drawn(answer.question, chart, reader()).figure))
    if not named:
        return
    asked = f"mark_{key}"
    st.selectbox(
        _("Open the rows behind one mark"),
        list(named),
        index=None,
        placeholder=_("Choose a mark"),
        key=asked,
        on_change=_open,
        args=(asked, closes, chart, named, answer),
    )


def names(chart: str, figure: Figure) -> dict[str, tuple[str, list[Any]]]:
    """What each mark is called → its hover's words, and what it stands for; each mark once."""
    told = [mark for trace in figure.data for mark in trace.customdata or () if len(mark) > 1]
    named: dict[str, tuple[str, list[Any]]] = {}
    for words, *values in told:
        named.setdefault(drill.mark_called(chart, values, str(words)), (str(words), values))
    return named


def _open(
    asked: str,
    closes: str,
    chart: str,
    named: dict[str, tuple[str, list[Any]]],
    answer: Answer,
) -> None:
    chosen = st.session_state[asked]
    if chosen not in named:
        return
    words, values = named[chosen]
    st.session_state[asked] = None
    st.session_state[closes] = False
    drill.open_mark(chart, values, words, answer.question)
