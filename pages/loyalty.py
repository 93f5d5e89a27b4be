"""Who stays with us, is it for being satisfied, and what does it bring?"""

from lib import charts, ui
from lib.ui import ChartCard, _, ask, board, chart_card, in_frame, kpi_row, kpis, lay_out, needs

in_frame(__file__)
needs("orders")

ui.how_loyalty_stands()
kpi_row(kpis.loyalty())

cards = board(2)
with cards.cell():
    chart_card(_("What customers kept"), charts.kept_orders_and_revenue, ask("loyalty_kept"))
with cards.cell():
    ui.loyal_share()

lay_out(
    ChartCard(_("Satisfied and loyal"), charts.satisfied_and_loyal, ask("satisfaction_by_loyalty")),
    ChartCard(
        _("From satisfaction to value"), charts.chain_of_satisfaction, ask("satisfaction_chain")
    ),
    ChartCard(_("How far loyalty reaches"), charts.steps_of_loyalty, ask("loyalty_levels")),
)
