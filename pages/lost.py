"""Whom did we lose and why, is it more than usual, and who is to be called?"""

from lib import charts, ui
from lib.ui import _, ask, board, chart_card, in_frame, kpi_row, kpis, needs

in_frame(__file__)
needs("orders", "contracts")

ui.how_losses_stand()
kpi_row(kpis.lost())

by_reason, by_month = ask("lost_customers"), ask("lost_customers", by="month")

cards = board(2)
with cards.cell():
    chart_card(_("Why customers were lost"), charts.losses_by_reason, by_reason)
with cards.cell():
    chart_card(_("Large and medium customers lost"), charts.losses_against_usual, by_month)
with cards.cell():
    chart_card(_("Value lost by month"), charts.value_lost_by_month, by_month)
with cards.cell():
    chart_card(
        _("Who came back, and after what"), charts.returns_by_step, ask("win_backs", by="preceded")
    )

ui.call_list()
