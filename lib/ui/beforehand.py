"""What a reader is likely to ask next, asked while nobody acts.

Of a large company a page takes a moment to answer. Once it is painted, what it asked is asked of
the tiers and the periods that one click would choose; whoever acts, this reader or another, stops
that, and what was answered by then is known. A small company is answered at once anyway.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from threading import Thread, main_thread

import streamlit as st

from lib.ui import data
from lib.ui.filters import PERIODS, TIERS, Filters, of_period

LARGE = 1_000_000  # order lines, from which on a page is worth it


def is_worth_it() -> bool:
    """On a server that has a large company: not in a test, where nobody looks at a page."""
    return st.runtime.exists() and data.facts().rows.get("orders", 0) >= LARGE


def likely(chosen: Filters) -> Iterator[Filters]:
    """What one click on the filter bar makes of these filters: a tier more or less, another period.

    The most likely first: the best tier, and the usual periods in their order.
    """
    for letter in TIERS:
        tiers = [known for known in TIERS if (known in chosen.tier) != (known == letter)]
        yield replace(chosen, tier=tuple(tiers))
    for code in PERIODS:
        if code != chosen.period:
            yield of_period(chosen, code)


def ask(questions: list[Callable[[], object]]) -> Thread:
    """Each in turn, until somebody acts. What fails or is stopped here is left to the page."""
    acted = data.UNHURRIED.stops

    def ask_all() -> None:
        with data.unhurried(), suppress(Exception):
            for question in questions:
                # A server that ends waits for its threads: for one question at most.
                if data.UNHURRIED.stops != acted or not main_thread().is_alive():
                    return
                question()

    asking = Thread(target=ask_all, name="asked beforehand", daemon=False)
    asking.start()
    return asking
