"""Receipts: where a number comes from, and the number itself to take away.

A receipt is drawn when it is opened, in a fragment of its own, so that a page pays nothing for it.
"""

from collections.abc import Callable

import streamlit as st

from lib.ui import downloads, drill, marks
from lib.ui.drill import Drawer
from lib.ui.languages import _
from lib.ui.provenance import About, about, statements_of, written
from lib.ui.questions import Answer


@st.fragment
def receipt(
    title: str,
    answer: Answer,
    *,
    key: str,
    metric: str = "",
    statement: str = "",
    parts: Callable[[], About] | None = None,
    rows: Drawer | None = None,
    chart: str = "",
) -> None:
    """A button that tells all about the number or chart called `title`.

    `metric` defines it where the answer's own does not, `statement` is the metric whose SQL gave
    it; `parts` are what was divided by what; `rows` lie behind it, else the answer itself. The
    marks of the `chart` can be chosen by name, as not everybody points at them.
    """
    button = f"receipt_{key}"
    told = st.popover(
        _("About {title}", title=title),
        icon=":material/info:",
        type="tertiary",
        key=button,
        on_change="rerun",
    )
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    if not told.open:
        return
    with told:
        _facts(about(answer, metric=metric, parts=parts() if parts else ()))
        downloads.buttons(title, answer, key=key, metric=metric, statement=statement)
        st.button(
            _("Open the rows"),
            icon=":material/table_rows:",
            key=f"rows_{key}",
            width="stretch",
            on_click=_open_rows,
            args=(button, rows or Drawer(title, answer.question.metric, answer=answer)),
        )
        if marks.have_names(chart):
            marks.choose(chart, answer, key=key, closes=button)
        ran = statements_of(answer, statement, metric)  # without days it is the metric's own
        for name, each in zip(_told_apart([each.metric for each in ran]), ran, strict=True):
            with st.expander(_("The SQL that ran: {name}", name=name)):
                st.code(written(each), language="sql", height=320)


def _told_apart(names: list[str]) -> list[str]:
    """Numbered where several are called the same."""
    return [
        f"{name} ({names[: place + 1].count(name)})" if names.count(name) > 1 else name
        for place, name in enumerate(names)
    ]


def _facts(told: About) -> None:
    """Labels and words side by side. Words may hold names from the data, so they stay text."""
    for label, words in told:
        with st.container(horizontal=True, gap="small", wrap=False):
            st.caption(label, width=110)
            st.text(words, width="stretch")


def _open_rows(button: str, drawer: Drawer) -> None:
    """Close the receipt, which would cover the drawer."""
    st.session_state[button] = False
    drill.ask_for(drawer)
