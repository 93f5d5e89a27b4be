"""One customer from every side: who, in numbers, in charts, and everything that happened."""

from functools import partial
from typing import Any, Literal

import streamlit as st

from lib.charts.kit import TIERS
from lib.charts.one_customer import (
    beside_peers,
    customer_ahead,
    profit_of_customer,
    standing_of_customer,
)
from lib.frames import known, rows_of
from lib.ui import address, data, tables
from lib.ui.cards import board, chart_card, kpi_row, list_card, table_card
from lib.ui.columns import BADGES, KINDS, customer_products, timeline
from lib.ui.customer_page.numbers import numbers
from lib.ui.filters import Filters, later
from lib.ui.languages import _, reader
from lib.ui.notices import nothing_yet
from lib.ui.questions import Answer, ask

PROFIT_MONTHS = 24
MOST_BOUGHT = 5  # products in sight: what comes and what is bought end with the card beside them

BADGE_COLOURS: dict[str, Literal["red", "green", "gray"]]
BADGE_COLOURS = {"destroys_profit": "red", "top_20": "green", "other_80": "gray"}


def show_customer(customer_id: str, everything: Filters) -> None:
    """All there is about the customer of this number; a way back to the search."""
    st.button(
        _("All customers"),
        icon=":material/arrow_back:",
        key="all_customers",
        on_click=partial(address.keep, customer=""),
    )
    found = ask("customer_search", of=everything, text=customer_id, limit=1)
    rows = [row for row in rows_of(found.frame) if row.customer_id == customer_id]
    if not rows:
        nothing_yet(_("No customer has this number. Look for them by a part of their name."))
        return
    _who(rows[0])
    timeline_ = ask("customer_timeline", of=everything, customer_id=customer_id)
    standing = ask("customer_standing", of=everything, customer_id=customer_id)
    ahead = ask("customer_ahead", of=everything, customer_id=customer_id)
    kpi_row(numbers(rows[0], found, standing, ahead, timeline_))
    _charts(customer_id, everything, standing, ahead)
    list_card(
        _("Everything that happened"),
        timeline_,
        timeline(),
        key="customer_timeline",
        finding=_happened(timeline_.frame["kind"].tolist()),
        in_sight=tables.ROWS_IN_A_DRAWER,
    )


def _who(row: Any) -> None:
    """Name, badge and tier; then what else is known, all as it stands in the data."""
    with st.container(horizontal=True, vertical_alignment="center", key="customer_head"):
        st.text(row.name or row.customer_id)
        if row.tier in TIERS:
            st.badge(_("Tier {tier}", tier=row.tier), color="blue")
        if row.badge:
            st.badge(_(BADGES[row.badge]), color=BADGE_COLOURS[row.badge])
    kind = _(KINDS[row.kind]) if row.kind in KINDS else row.kind
    told = [row.customer_id if row.name else None, kind, row.region]
    st.text(" · ".join(word for word in told if word))


def _charts(customer_id: str, everything: Filters, standing: Answer, ahead: Answer) -> None:
    cards = board(2)
    asked = partial(ask, of=everything, customer_id=customer_id)
    with cards.cell():
        profit = asked("customer_profit", **_months())
        chart_card(_("What they brought, month by month"), profit_of_customer, profit)
    with cards.cell():
        chart_card(_("Value and tier over time"), standing_of_customer, standing)
    bought = asked("customer_products")
    if len(ahead.frame) or len(bought.frame):
        with cards.cell():
            if len(ahead.frame):
                chart_card(_("What they will bring"), customer_ahead, ahead)
            if len(bought.frame):
                table_card(_("What they buy"), bought, customer_products(), in_sight=MOST_BOUGHT)
    peers = asked("customer_peers")
    if known(rows_of(peers.frame), "below"):
        with cards.cell():
            chart_card(_("Beside customers like this one"), beside_peers, peers)


def _months() -> dict[str, Any]:
    """The last two years as far as the data reaches."""
    as_of = data.facts().as_of
    if as_of is None:
        return {}
    return {"since": later(as_of.replace(day=1), 1 - PROFIT_MONTHS), "until": as_of}


def _happened(kinds: list[str]) -> str:
    """How many of the kinds that matter most."""
    say = reader()
    counted = [
        (_("orders"), "order"),
        (_("complaints"), "complaint"),
        (_("survey answers"), "answer"),
        (_("contacts"), "contact"),
    ]
    told = [
        _("{what}: {n}", what=words, n=say.number(kinds.count(kind)))
        for words, kind in counted
        if kind in kinds
    ]
    return " · ".join(told)
