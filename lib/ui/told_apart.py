"""By what customers are told apart in one card: the reader's choice, kept for the session."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from lib.frames import rows_of
from lib.languages import N_
from lib.ui import filter_bar
from lib.ui.filters import ATTRIBUTE, Filters
from lib.ui.languages import _
from lib.ui.options import holds_an_option
from lib.ui.plain import plain
from lib.ui.questions import ask

TIER = "tier"
CALLED = {
    TIER: N_("Tier"),
    "delivery": N_("Delivery"),
    "product": N_("Product"),
    "category": N_("Category"),
    "cohort": N_("Month they came"),
    "channel": N_("Channel"),
    "place": N_("Place"),
    "salesperson": N_("Salesperson"),
    "month": N_("Month"),
    "person": N_("Person"),
    "owner": N_("Owner"),
    "severity": N_("Severity"),
    "age": N_("Age"),
}


@dataclass(frozen=True)
class ToldApart:
    """What was chosen, as a metric takes it in `by`, and what draws the choice."""

    by: str
    choose: Callable[[], None]


def told_apart(card: str, also: Sequence[str] = (), first: str = TIER) -> ToldApart:
    """The choice made in this card, kept from visit to visit: `first` until it is another.

    `also`: what this card alone can be told apart by.
    """
    return chosen_among(card, (TIER, *also, *names_told()), first)


def chosen_among(card: str, names: Sequence[str], first: str | Callable[[], str]) -> ToldApart:
    """The choice made in this card among `names`, kept likewise. Where it takes long to say which
    is `first`, nobody asks once there is a choice."""
    kept = f"{card}_by"
    was = st.session_state.get(kept)
    if was not in names:
        was = first if isinstance(first, str) else first()
    by = str(was)
    return ToldApart(_asked(by), partial(_choose, names, by, kept, f"{card}_choice"))


def _choose(names: Sequence[str], by: str, kept: str, widget: str) -> None:
    # A widget's own state goes with the page that draws it, so it is kept apart.
    st.session_state[widget] = by
    words = {name: plain(_called(name)) for name in names}  # in this run's language
    st.selectbox(
        _("Told apart by"),
        names,
        format_func=words.__getitem__,
        key=widget,
        on_change=_keep,
        args=(kept, widget, names),
        label_visibility="collapsed",
    )


def _keep(kept: str, widget: str, names: Sequence[str]) -> None:
    if holds_an_option(widget, names):
        st.session_state[kept] = st.session_state[widget]


def _called(name: str) -> str:
    return _(CALLED[name]) if name in CALLED else filter_bar.called(name)


def names_told(*, least: int = 1) -> list[str]:
    """What customers can be chosen by, where at least so many values occur."""
    rows = rows_of(ask("customer_values", of=Filters(None, None)).frame)
    names = [f"{ATTRIBUTE}{row.name}" if row.is_attribute else row.name for row in rows]
    return [name for name, values in Counter(names).items() if values >= least]


def _asked(by: str) -> str:
    return f"attr.{by.removeprefix(ATTRIBUTE)}" if by.startswith(ATTRIBUTE) else by
