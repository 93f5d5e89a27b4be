"""Who are our customers, who are the best, who comes, who stays, and what will they bring?"""

from lib import charts, ui
from lib.ui import _, ask, board, chart_card, in_frame, kpi_row, kpis, needs

in_frame(__file__)
needs("orders")

ui.who_matters_most()
with ui.awaited("numbers"):
    numbers = kpis.profiles()
kpi_row(numbers)

cards = board(2)
with cards.cell():
    ui.best_told_apart()
with cards.cell():
    chart_card(_("Customers by how they buy"), charts.rfm_segments, ask("rfm"))
with cards.cell():
    ui.new_told_apart()
with cards.cell():
    ui.value_told_apart()

ui.cohorts()
ui.retention_told_apart()
ui.held_out()
