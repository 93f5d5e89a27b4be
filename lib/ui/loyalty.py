"""What the page of loyalty has beside its charts: where loyalty stands, and its share by group."""

import streamlit as st

from lib.charts.loyalty import loyal_share_by_group, loyal_share_by_tier
from lib.findings.loyalty import how_loyalty_stands as stand
from lib.frames import known, rows_of
from lib.ui import drill, notices
from lib.ui.cards import chart_card
from lib.ui.languages import _, reader
from lib.ui.questions import ask
from lib.ui.told_apart import TIER, told_apart


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
    chosen = told_apart("loyal_share")
    chart = loyal_share_by_tier if chosen.by == TIER else loyal_share_by_group
    answer = ask("loyalty", by=chosen.by)
    choice = chosen.choose if len(answer.frame) else None
    chart_card(_("Loyal share against chance"), chart, answer, choice=choice)
