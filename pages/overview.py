"""How do our customer relationships stand?"""

import streamlit as st

from lib import charts
from lib.ui import _, ask, chart_card, in_frame, kpi_row, kpis

in_frame(__file__)

kpi_row(kpis.overview(ask("overview")))

churn, funnel = st.columns([1.9, 1], gap="small")
with churn:
    chart_card(_("Churn by tier"), charts.churn_by_tier, ask("tier_churn"))
with funnel:
    chart_card(_("Sales funnel"), charts.funnel_stages, ask("sales_funnel"))

aspects, campaigns = st.columns([1.2, 1], gap="small")
with aspects:
    chart_card(
        _("Expected and perceived, by aspect"),
        charts.expected_and_perceived,
        ask("satisfaction_ratio", by="aspect"),
    )
with campaigns:
    chart_card(_("Return on investment"), charts.return_by_campaign, ask("campaign_roi"))
