"""By what customers are told apart in one card: the reader's choice, kept for the session."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from lib.frames import rows_of
from lib.ui import filter_bar
from lib.ui.filters import ATTRIBUTE, Filters
from lib.ui.languages import _
from lib.ui.plain import plain
from lib.ui.questions import ask

TIER = "tier"


@dataclass(frozen=True)
class ToldApart:
    """What was chosen, as a metric takes it in `by`, and what draws the choice."""

    by: str
    choose: Callable[[], None]


def told_apart(key: str) -> ToldApart:
    """The choice kept under `key`: by tier until the reader chooses otherwise."""
    names = _names()
    by = st.session_state.get(key)
    by = by if by in names else TIER

    def choose() -> None:
        st.session_state[key] = by
        st.selectbox(
            _("Told apart by"),
            names,
            format_func=lambda name: plain(_("Tier") if name == TIER else filter_bar.called(name)),
            key=key,
            label_visibility="collapsed",
        )

    return ToldApart(_asked(by), choose)


def _names() -> list[str]:
    """The tier, and what customers can be chosen by."""
    values = ask("customer_values", of=Filters(None, None)).frame
    names = [f"{ATTRIBUTE}{row.name}" if row.is_attribute else row.name for row in rows_of(values)]
    return [TIER, *dict.fromkeys(names)]


def _asked(by: str) -> str:
    return f"attr.{by.removeprefix(ATTRIBUTE)}" if by.startswith(ATTRIBUTE) else by
