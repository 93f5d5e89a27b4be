"""What the page of performance has beside its charts: what to do first, what sales and targets are
told apart by, and whom to call."""

import streamlit as st

from lib.charts.performance import sales_by_group, targets_by_group, targets_by_month
from lib.findings.performance import how_performance_stands as stand
from lib.metrics.performance import DIMENSIONS, LEVELS
from lib.ui import columns, data, drill, notices, tables
from lib.ui.cards import chart_card, list_card
from lib.ui.kpis.performance import targets_to_date
from lib.ui.languages import _, reader
from lib.ui.questions import ask
from lib.ui.told_apart import chosen_among

MOST_TELLING = ("salesperson", "channel", "category", "product", "place")
LONG_AGO = 90  # days without a word after which a tier A customer is on the list


def how_performance_stands() -> None:
    """In a few words what to do first, where the data tells."""
    goals, bills, gaps = targets_to_date(), ask("receivables"), ask("contact_gaps")
    if sentence := stand(goals.frame, bills.frame, gaps.frame, reader()):
        notices.notice("note", "flag", sentence)


@st.fragment
def sales_told_apart() -> None:
    """Sales by what the reader chooses. Choosing draws nothing else anew."""
    if drill.is_asked():
        st.rerun()  # the whole page, which shows the drawer
    chosen = chosen_among("sales", DIMENSIONS, first=_first_told)
    answer = ask("performance", by=chosen.by)
    chart_card(
        _("Sales against target and last year"), sales_by_group, answer, choice=chosen.choose
    )


def _first_told() -> str:
    """By what to begin with: the first that the orders tell. What none of them tells is not asked:
    of a million customers it takes seconds to say so."""
    known = (by for by in MOST_TELLING if by in data.told_of_sales())
    told = (by for by in known if ask("performance", by=by).frame["group"].notna().any())
    return next(told, MOST_TELLING[0])


@st.fragment
def targets_told_apart() -> None:
    """Revenue against its target by month, person or region, as the reader chooses."""
    if drill.is_asked():
        st.rerun()
    chosen = chosen_among("targets", LEVELS, first="month")
    answer = targets_to_date(chosen.by)
    chart = targets_by_month if chosen.by == "month" else targets_by_group
    choice = chosen.choose if data.facts().rows.get("targets") else None
    chart_card(_("Revenue against target"), chart, answer, choice=choice)


def silent_best() -> None:
    """The tier A customers nobody has spoken to for long, to be searched and taken away; a row
    opens its customer."""
    if not data.facts().rows.get("interactions"):
        return
    answer = ask("contact_list", tier=("A",), days=LONG_AGO, limit=tables.MOST_ROWS)
    finding = ""
    if len(answer.frame):
        finding = _(
            "{n} tier A customers were not spoken to for 90 days: the most valuable first",
            n=reader().number(int(answer.frame["total"].iloc[0])),
        )
    shown = columns.known(answer.frame)
    title = _("Tier A customers to call")
    row = list_card(title, answer, shown, key="silent_best", finding=finding, on_select="row")
    drill.open_customer(row)
