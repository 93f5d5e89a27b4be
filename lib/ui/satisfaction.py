"""What the page of satisfaction has beside its charts: what to mend first, who is satisfied."""

import streamlit as st

from lib.charts.satisfaction import satisfaction_by_group, satisfaction_by_tier
from lib.findings.drivers import mend_first
from lib.frames import known, rows_of
from lib.ui import drill, notices
from lib.ui.cards import chart_card
from lib.ui.languages import _, reader
from lib.ui.questions import ask
from lib.ui.told_apart import TIER, told_apart


def what_to_mend_first() -> None:
    """In one sentence; or that the data does not tell, and why not."""
    drivers = ask("satisfaction_drivers").frame
    if sentence := mend_first(drivers, reader()):
        told = bool(known(rows_of(drivers), "quadrant"))
        notices.notice("warning" if told else "note", "build" if told else "help", f"{sentence}.")


@st.fragment
def satisfaction_told_apart() -> None:
    """Satisfaction by tier or by what the reader chooses. Choosing draws nothing else anew."""
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    chosen = told_apart("satisfaction")
    chart = satisfaction_by_tier if chosen.by == TIER else satisfaction_by_group
    answer = ask("satisfaction_ratio", by=chosen.by)
    chart_card(_("Who is satisfied"), chart, answer, choice=chosen.choose)
