"""The Import page: five steps from a file nobody designed for us to numbers, each reversible."""

from pathlib import Path

import streamlit as st

from lib.ui.import_page import checking, choosing, finishing, matching, reading, steps, work

STYLE = Path(__file__).parent.parent / "static" / "import.css"

SHOWS = (choosing.show, reading.show, matching.show, checking.show, finishing.show)


def show() -> None:
    """The step the reader is at; while an import runs, how far it is."""
    st.html(STYLE)
    desk = steps.begin()
    work.drop_what_is_stale(desk)
    work.collect(desk)
    steps.line(desk)
    if desk.job and desk.job.verb in ("import", "undo"):
        work.watch(desk)
        return
    SHOWS[desk.step - 1](desk)
