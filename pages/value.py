"""What is every customer worth, who takes profit away, and how did that move?"""

from lib import charts, ui
from lib.ui import _, ask, board, chart_card, in_frame, kpi_row, kpis, needs

in_frame(__file__)
needs("orders")

ui.how_value_stands()
kpi_row(kpis.value())

cards = board(2)
with cards.cell():
    curve = ask("pareto")
    chart_card(_("The whale curve"), charts.whale_curve, curve, beside=ask("pareto_summary"))
with cards.cell():
    chart_card(_("From year to year"), charts.value_bridge, ask("profit_bridge"))
with cards.cell():
    ui.profit_month_by_month()
with cards.cell():
    chart_card(_("Cost of winning"), charts.cost_of_winning, ask("acquisition"))
with cards.cell():
    chart_card(_("Moves between tiers"), charts.tier_streams, ask("tier_moves"))
with cards.cell():
    chart_card(_("Tier by tier"), charts.tier_grid, ask("tier_moves"))
