"""What a page will ask, asked while it is drawn: one more thread works from the page's end.

DuckDB plans a statement on one core, and Python draws on one: two questions at a time use both. A
page asks after a change of filters what it asked before it, so what it asked is kept, and asked
with the new filters. What it then does not ask was asked in vain, and is answered or stopped
like any other question of this reader.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from threading import current_thread

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from lib.ui import beforehand, data
from lib.ui.filters import Filters, Plain, filters

ASKED = "asked"  # the session's, by page: what was asked, and of what
NOTED = "noted"  # the session's: what this run has asked so far


@dataclass(frozen=True)
class Asked:
    """A metric with the page's own parameters, of the filter bar's months or those compared."""

    metric: str
    parameters: tuple[tuple[str, Plain], ...]
    is_compared: bool


Prepare = Callable[[Asked, Filters], Callable[[], object]]


def note(metric: str, of: Filters | None, parameters: Mapping[str, Plain]) -> None:
    """What the page asks. Days were made of the filters, so other filters ask another."""
    noted = st.session_state.get(NOTED)
    is_compared = of is not None and of == filters().compared
    days = any(isinstance(value, date) for value in parameters.values())
    if noted is None or days or not (of is None or is_compared):
        return
    noted[Asked(metric, tuple(sorted(parameters.items())), is_compared)] = None


@contextmanager
def asking(page: str, chosen: Filters, prepare: Prepare) -> Iterator[None]:
    """`prepare` makes what answers a question; it is called here, in the page's own thread."""
    kept = st.session_state.setdefault(ASKED, {})
    before, of = kept.get(page, ({}, None))
    noted: dict[Asked, None] = {}  # in their order
    st.session_state[NOTED] = noted
    # One thread: DuckDB itself takes all cores where there is much to read.
    helper = ThreadPoolExecutor(1, initializer=_as_this_reader())
    try:
        if of != (data.source(), chosen):
            for question in _prepared(reversed(before), [chosen], prepare):
                helper.submit(question)
        yield
        kept[page] = (noted, (data.source(), chosen))
        if beforehand.is_worth_it():
            beforehand.ask(_prepared(noted, beforehand.likely(chosen), prepare))
    finally:
        st.session_state[NOTED] = None
        helper.shutdown(wait=False, cancel_futures=True)


def _prepared(
    questions: Iterable[Asked], under: Iterable[Filters], prepare: Prepare
) -> list[Callable[[], object]]:
    """Each of the questions, under each of these filters in turn."""
    asked_of = list(questions)
    return [
        prepare(asked, months)
        for chosen in under
        for asked in asked_of
        if (months := chosen.compared if asked.is_compared else chosen)
    ]


def _as_this_reader() -> Callable[[], object]:
    context = get_script_run_ctx()
    return lambda: add_script_run_ctx(current_thread(), context)
