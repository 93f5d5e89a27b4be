"""How do our customer relationships stand?"""

from lib import charts
from lib.ui import _, ask, board, chart_card, in_frame, kpi_row, kpis

in_frame(__file__)

kpi_row(kpis.overview(ask("overview")))

cards = board(3)
with cards.cell(column_span=2):
    chart_card(_("Churn by tier"), charts.churn_by_tier, ask("tier_churn"))
with cards.cell():
    chart_card(_("Sales funnel"), charts.funnel_stages, ask("sales_funnel"))
with cards.cell(column_span=2):
    chart_card(
        _("Expected and perceived, by aspect"),
        charts.expected_and_perceived,
        ask("satisfaction_ratio", by="aspect"),
    )
with cards.cell():
    chart_card(_("Return on investment"), charts.return_by_campaign, ask("campaign_roi"))
