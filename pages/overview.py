"""How do our customer relationships stand?"""

from lib import charts, ui
from lib.ui import ChartCard, _, ask, in_frame, kpi_row, kpis, lay_out

in_frame(__file__)

cards = kpis.overview()
ui.what_moved(cards)
kpi_row(cards)

lay_out(
    ChartCard(_("Churn by tier"), charts.churn_by_tier, ask("tier_churn"), wide=True),
    ChartCard(_("Sales funnel"), charts.funnel_stages, ask("sales_funnel")),
    ChartCard(
        _("Expected and perceived, by aspect"),
        charts.expected_and_perceived,
        ask("satisfaction_ratio", by="aspect"),
        wide=True,
    ),
    ChartCard(_("Return on investment"), charts.return_by_campaign, ask("campaign_roi")),
)
ui.three_measures()
