"""Find anyone by number or name; then one customer from every side."""

import streamlit as st

from lib.ui import address, tables
from lib.ui.cards import list_card
from lib.ui.columns import known
from lib.ui.customer_page.customer import show_customer
from lib.ui.filters import Filters
from lib.ui.languages import _
from lib.ui.questions import ask

CHOSEN = "customer"  # in the address
WANTED = "customer_wanted"
MOST = 200  # customers shown

EVERY_CUSTOMER = Filters(None, None)  # the filter bar says nothing to this page


def customer_or_search() -> None:
    """The customer that the address names, else a search."""
    if customer_id := address.kept(CHOSEN):
        show_customer(customer_id, EVERY_CUSTOMER)
    else:
        _find()


def _find() -> None:
    wanted = st.text_input(
        _("Customer's number or name"),
        type="search",
        placeholder=_("A customer's number, or any part of a name"),
        live=True,
        key=WANTED,
        label_visibility="collapsed",
        width=480,
    )
    answer = ask("customer_search", of=EVERY_CUSTOMER, text=wanted or "", limit=MOST)
    if answer.frame.empty:
        st.text(_("No customer has this in their number or name."), width="stretch")
        return
    title = _("Customers found") if wanted else _("Customers, the most valuable first")
    row = list_card(
        title,
        answer,
        known(answer.frame),
        key="customer_search",
        finding=_("Choose a row to see the customer from every side"),
        on_select="row",
        in_sight=tables.ROWS_IN_A_DRAWER,
        has_search=False,
    )
    if row:
        address.keep_next(**{CHOSEN: str(row["customer_id"])})
        st.rerun()
