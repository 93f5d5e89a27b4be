"""Which customers are we losing, and how fast?"""

from lib import charts, ui
from lib.ui import _, ask, board, chart_card, columns, in_frame, kpi_row, kpis, needs, table_card

in_frame(__file__)
needs("orders")

ui.how_churn_stands()
kpi_row(kpis.churn())

chart_card(_("Churn by tier"), charts.churn_by_tier, ask("tier_churn"))

cards = board(2)
with cards.cell():
    chart_card(_("Customers gained and lost"), charts.customers_gained_and_lost, ask("churn_flows"))
with cards.cell():
    won_back = ask("win_backs", by="preceded")
    chart_card(_("Who came back, and after what"), charts.returns_by_step, won_back)
with cards.cell():
    ui.retention_told_apart()
with cards.cell():
    ui.days_of_silence()

table_card(_("Customers by tier"), ask("tiers"), columns.tiers())
