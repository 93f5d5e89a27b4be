"""Whether what a widget holds is one of its options.

A browser sends the words of an option; where those are others by now, as after a change of language
whose answer is still on its way, Streamlit hands the words on as they stand.
"""

from collections.abc import Collection
from typing import Any

import streamlit as st


def is_among(chosen: Any, options: Collection[Any]) -> bool:
    """Nothing chosen is an option too; of several choices each must be one."""
    if isinstance(chosen, list):
        return all(one in options for one in chosen)
    return chosen is None or chosen in options


def holds_an_option(key: str, options: Collection[Any]) -> bool:
    """Does the widget of this key hold one of its options?"""
    return is_among(st.session_state[key], options)
