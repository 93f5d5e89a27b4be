"""What sells and who sells it, are targets met, who owes us, and who waits for a word?"""

from lib import charts, ui
from lib.ui import _, ask, board, chart_card, columns, in_frame, kpi_row, kpis, needs, table_card

in_frame(__file__)
needs("orders", "targets", "payments", "interactions")

ui.how_performance_stands()
kpi_row(kpis.performance())

cards = board(2)
with cards.cell():
    ui.sales_told_apart()
with cards.cell():
    ui.targets_told_apart()
with cards.cell():
    chart_card(_("Ordered and not paid, by age"), charts.receivables_by_age, ask("receivables"))
with cards.cell():
    chart_card(_("How long ago we spoke to them"), charts.contact_gaps_by_tier, ask("contact_gaps"))

ui.silent_best()

table_card(_("Bought together"), ask("product_pairs", limit=30), columns.pairs())
