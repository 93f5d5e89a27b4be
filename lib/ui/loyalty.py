"""What the page of loyalty has beside its charts: where loyalty stands, and its share by group."""

from functools import partial

import streamlit as st

from lib.charts.loyalty import loyal_share_by_group, loyal_share_by_tier
from lib.frames import known, rows_of
from lib.loyalty_findings import how_loyalty_stands as stand
from lib.ui import drill, filter_bar, notices
from lib.ui.cards import chart_card
from lib.ui.filters import ATTRIBUTE, Filters
from lib.ui.languages import _, reader
from lib.ui.plain import plain
from lib.ui.questions import ask

TIER = "tier"
BY = "loyal_share_by"  # the session's: what the loyal share is told apart by, on any visit
CHOICE = "loyal_share_choice"


def how_loyalty_stands() -> None:
    """In one sentence, against chance, and whom to look after first; or that nothing tells."""
    answer = ask("loyalty")
    sentence = stand(answer.frame, ask("satisfaction_by_loyalty").frame, reader())
    if sentence:
        notices.notice("note", "flag", sentence)
        return
    rows = known(rows_of(answer.frame), "months")
    notices.notice("note", "hourglass_empty", _too_few() if rows else _too_short())


def _too_few() -> str:
    return _("The data does not tell who is loyal: fewer than 5 of these customers bought before.")


def _too_short() -> str:
    return _(
        "The data does not tell yet who is loyal: that takes orders of at least 18 whole months, "
        "and customers who bought in the earlier ones."
    )


@st.fragment
def loyal_share() -> None:
    """The loyal share beside chance, by tier or by what the reader chooses. Choosing draws nothing
    else anew."""
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    names = _names()
    by = st.session_state.get(BY)
    by = by if by in names else TIER
    chart = loyal_share_by_tier if by == TIER else loyal_share_by_group
    answer = ask("loyalty", by=_asked(by))
    choice = partial(_choose, names, by) if len(answer.frame) else None
    chart_card(_("Loyal share against chance"), chart, answer, choice=choice)


def _choose(names: list[str], by: str) -> None:
    st.session_state[CHOICE] = by
    st.selectbox(
        _("Told apart by"),
        names,
        format_func=lambda name: plain(_("Tier") if name == TIER else filter_bar.called(name)),
        key=CHOICE,
        on_change=_keep,
        label_visibility="collapsed",
    )


def _keep() -> None:
    st.session_state[BY] = st.session_state[CHOICE]


def _names() -> list[str]:
    """The tier, and what customers can be chosen by."""
    values = ask("customer_values", of=Filters(None, None)).frame
    names = [f"{ATTRIBUTE}{row.name}" if row.is_attribute else row.name for row in rows_of(values)]
    return [TIER, *dict.fromkeys(names)]


def _asked(by: str) -> str:
    return f"attr.{by.removeprefix(ATTRIBUTE)}" if by.startswith(ATTRIBUTE) else by
