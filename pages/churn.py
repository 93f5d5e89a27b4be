"""Which customers are we losing, and how fast?"""

import streamlit as st

from lib import charts
from lib.ui import _, ask, chart_card, columns, in_frame, needs, table_card

in_frame(__file__)
needs("orders")

chart_card(_("Churn by tier"), charts.churn_by_tier, ask("tier_churn"))

flows, tiers = st.columns(2, gap="small")
with flows:
    chart_card(_("Customers gained and lost"), charts.customers_gained_and_lost, ask("churn_flows"))
with tiers:
    table_card(_("Customers by tier"), ask("tiers"), columns.tiers())
