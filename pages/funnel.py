"""Where do opportunities get stuck, and what is in the pipeline worth?"""

from lib import charts, ui
from lib.ui import _, ask, board, chart_card, in_frame, kpi_row, kpis, needs

in_frame(__file__)
needs("opportunities")

ui.where_to_help()
kpi_row(kpis.sales())

cards = board(2)
with cards.cell():
    chart_card(_("Sales funnel"), charts.funnel_stages, ask("sales_funnel"))
with cards.cell():
    chart_card(_("Open pipeline"), charts.open_pipeline, ask("pipeline"))
