"""What the page of satisfaction has beside its charts: what to mend first, who is satisfied."""

import streamlit as st
from streamlit.elements.lib.grid_container import GridContainer

from lib.charts.drivers import driver_shares, importance_performance
from lib.charts.satisfaction import (
    expected_and_perceived,
    satisfaction_by_group,
    satisfaction_by_month,
    satisfaction_by_tier,
)
from lib.charts.surveys import (
    content_by_group,
    content_groups,
    correction_steps,
    newest_corrected,
    survey_reach,
)
from lib.findings.drivers import mend_first
from lib.frames import known, rows_of
from lib.metrics.satisfaction import PRODUCT_GROUPS
from lib.ui import drill, notices
from lib.ui.cards import board, chart_card
from lib.ui.data import facts
from lib.ui.languages import _, reader
from lib.ui.questions import ask
from lib.ui.told_apart import TIER, told_apart


def what_to_mend_first() -> None:
    """In one sentence; or that the data does not tell, and why not."""
    if not facts().rows.get("ratings"):
        return
    drivers = ask("satisfaction_drivers").frame
    if sentence := mend_first(drivers, reader()):
        told = bool(known(rows_of(drivers), "quadrant"))
        words = _("{sentence}.", sentence=sentence)
        notices.notice("warning" if told else "note", "build" if told else "help", words)


def argument() -> None:
    """Of answers to aspects where there are any, and of overall answers."""
    cards = board(2)
    if facts().rows.get("ratings"):
        _argument_of_aspects(cards)
    if facts().rows.get("responses"):
        with cards.cell():
            content_told_apart()


@st.fragment
def content_told_apart() -> None:
    """Who is content overall: by whether the order came late, where it is known, by tier, or by
    what the reader chooses."""
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    delivery = content_groups(ask("csat", by="delivery").frame)
    first = "delivery" if len(known(delivery, "group")) > 1 else TIER
    chosen = told_apart("content", also=("delivery", *products_told()), first=first)
    answer = ask("csat", by=chosen.by)
    chart_card(_("Who is content overall"), content_by_group, answer, choice=chosen.choose)


def products_told() -> tuple[str, ...]:
    """By what of its products an answer can be told apart, where there are any."""
    return PRODUCT_GROUPS if facts().rows.get("products") else ()


def _argument_of_aspects(cards: GridContainer) -> None:
    """The gap, what drives it, what to mend first, what corrects it, whom the surveys reach, how it
    moved and who is satisfied; left out is what the data does not tell."""
    drivers, correction = ask("satisfaction_drivers"), ask("satisfaction_correction")
    explained = bool(known(rows_of(drivers.frame), "share"))
    placed = bool(known(rows_of(drivers.frame), "quadrant"))
    with cards.cell():
        aspects = ask("satisfaction_ratio", by="aspect")
        chart_card(_("Expected and perceived, by aspect"), expected_and_perceived, aspects)
    if explained:
        with cards.cell():
            chart_card(_("What drives the overall score"), driver_shares, drivers)
    if placed:
        with cards.cell():
            chart_card(_("What to mend first"), importance_performance, drivers)
    with cards.cell():
        if newest_corrected(correction.frame):
            title = _("Corrected by complaints and returns")
            chart_card(title, correction_steps, correction)
        chart_card(_("Whom the surveys reach"), survey_reach, ask("survey_reach", by="tier"))
    with cards.cell():
        months, happened = ask("satisfaction_ratio", by="month"), ask("events")
        title = _("Satisfaction month by month")
        chart_card(title, satisfaction_by_month, months, happened)
    with cards.cell():
        satisfaction_told_apart()


@st.fragment
def satisfaction_told_apart() -> None:
    """Satisfaction by tier or by what the reader chooses. Choosing draws nothing else anew."""
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    chosen = told_apart("satisfaction", also=products_told())
    chart = satisfaction_by_tier if chosen.by == TIER else satisfaction_by_group
    answer = ask("satisfaction_ratio", by=chosen.by)
    chart_card(_("Who is satisfied"), chart, answer, choice=chosen.choose)
