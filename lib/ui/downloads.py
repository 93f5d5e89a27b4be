"""Taking numbers away: one answer as CSV or Excel, or a whole page as one workbook."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from pandas import DataFrame

from lib.ui import export
from lib.ui.languages import _
from lib.ui.provenance import About, sheet
from lib.ui.questions import Answer, Question

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def buttons(
    title: str,
    answer: Answer,
    *,
    key: str,
    metric: str = "",
    statement: str = "",
    rows: Callable[[], DataFrame] | None = None,
    parts: About = (),
) -> None:
    """The rows of an answer, as CSV or as a workbook that tells where they come from.

    A file is made when it is asked for. `rows` are what it holds, where the answer holds but the
    first of them; `parts` is what else is to be known.
    """
    name = metric or answer.question.metric
    taken = rows or (lambda: answer.frame)
    about = _("About")  # a file is made outside the run, where no language is known
    page = sheet(title, answer, metric, parts, statement)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Download CSV"),
            data=lambda: export.csv(taken()),
            file_name=f"{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"csv_{key}",
        )
        st.download_button(
            _("Download Excel"),
            data=lambda: export.workbook([replace(page, frame=taken())], about_title=about),
            file_name=f"{name}.xlsx",
            mime=EXCEL,
            icon=":material/table_view:",
            on_click="ignore",
            key=f"xlsx_{key}",
        )


NUMBERS = "numbers"  # the session's: the cards of this run, in words
DRAWN = "drawn"  # the session's: what this run has put on the page, each answer once


def note(title: str, answer: Answer) -> None:
    """This answer is part of the page, and so of the page's export."""
    drawn: dict[Question, tuple[str, Answer]] = st.session_state.setdefault(DRAWN, {})
    drawn[answer.question] = (title, answer)


def note_numbers(numbers: DataFrame, about: About) -> None:
    """The page's cards as they read, and what defines each."""
    st.session_state[NUMBERS] = (numbers, about)


def begin() -> None:
    st.session_state[DRAWN] = {}
    st.session_state.pop(NUMBERS, None)


def page_button(page: str) -> None:
    """Everything the page shows, as one workbook; nothing where it shows nothing."""
    answers: list[tuple[str, Answer]] = list((st.session_state.get(DRAWN) or {}).values())
    if not answers:
        return
    about = _("About")
    sheets = [sheet(name, answer) for name, answer in answers]
    if NUMBERS in st.session_state:
        numbers, defined = st.session_state[NUMBERS]
        sheets.insert(0, export.Sheet(_("Headline numbers"), numbers, defined))
    st.download_button(
        _("Export"),
        data=lambda: export.workbook(sheets, about_title=about),
        file_name=f"{page}.xlsx",
        mime=EXCEL,
        icon=":material/download:",
        on_click="ignore",
        key="export_page",
        help=_("Everything on this page as an Excel workbook"),
    )
