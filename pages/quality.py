"""Can these numbers be trusted, and what should be repaired first?"""

from lib import charts
from lib.ui import (
    _,
    ask,
    board,
    chart_card,
    columns,
    in_frame,
    kpi_row,
    kpis,
    table_card,
    what_to_repair_first,
)

in_frame(__file__)

what_to_repair_first()

kpi_row(kpis.quality())

cards = board(2, least=400)
with cards.cell():
    chart_card(_("How sound each table is"), charts.quality_by_table, ask("data_quality"))
with cards.cell():
    table_card(_("Findings"), ask("data_quality"), columns.findings())

table_card(_("How far each table reaches"), ask("data_freshness"), columns.freshness())
