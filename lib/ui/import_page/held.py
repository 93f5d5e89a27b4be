"""Widgets that show a choice kept on the desk, and take another only from their reader.

A browser sends what it holds of every widget along with each click, and the bar of progress makes
it send by itself. While a run's answer is still on its way that is out of date: a choice we have
changed since, or the words of an option that are others by now, which Streamlit hands on as they
stand. Neither may count as a choice of the reader's.
"""

from collections.abc import Callable, Collection
from typing import Any

import streamlit as st

from lib.ui.options import is_among

SHOWN = "shown_in_"  # before a widget's name: its round, and what it showed last


def widget(
    name: str, value: Any, take: Callable[[Any], None], options: Collection[Any] | None = None
) -> dict[str, Any]:
    """The key and callback of a widget that shows `value`; `take` gets what its reader chooses.

    Of a widget with options only those are taken.
    """
    key = _key(name, value)
    st.session_state[key] = value

    def changed() -> None:
        chosen, is_shown = st.session_state[key], _named(name, _round(name)) == key
        if is_shown and (options is None or is_among(chosen, options)):
            take(chosen)

    return {"key": key, "on_change": changed}


def _key(name: str, value: Any) -> str:
    """The key changes where the value did so otherwise than by its reader: what the browser
    still holds of the widget is then about one that is gone."""
    number = _round(name)
    shown = st.session_state.get(SHOWN + name, (number, value))[1]
    if value not in (shown, st.session_state.get(_named(name, number), shown)):
        number += 1
    st.session_state[SHOWN + name] = (number, value)
    return _named(name, number)


def _round(name: str) -> int:
    number: int = st.session_state.get(SHOWN + name, (0, None))[0]
    return number


def _named(name: str, number: int) -> str:
    return f"{name}_{number}" if number else name
