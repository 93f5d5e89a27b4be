"""Where do we fall short of what customers expect?"""

from lib import charts
from lib.ui import _, ask, board, chart_card, in_frame, kpi_row, kpis, needs

in_frame(__file__)
needs("ratings")

kpi_row(kpis.satisfaction())

chart_card(
    _("Expected and perceived, by aspect"),
    charts.expected_and_perceived,
    ask("satisfaction_ratio", by="aspect"),
)

cards = board(2)
with cards.cell():
    chart_card(
        _("Satisfaction month by month"),
        charts.satisfaction_by_month,
        ask("satisfaction_ratio", by="month"),
    )
with cards.cell():
    chart_card(
        _("Satisfaction by tier"),
        charts.satisfaction_by_tier,
        ask("satisfaction_ratio", by="tier"),
    )
