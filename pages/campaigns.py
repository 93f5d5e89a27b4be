"""Which campaigns pay, and which truly change what customers do?"""

from lib import charts, ui
from lib.ui import _, ask, board, chart_card, columns, in_frame, kpi_row, kpis, needs, table_card

in_frame(__file__)
needs("campaigns")

ui.what_to_repeat()
kpi_row(kpis.campaigns())

roi = ask("campaign_roi")

cards = board(2)
with cards.cell():
    chart_card(_("Return on investment"), charts.return_by_campaign, roi)
with cards.cell():
    chart_card(_("Return by channel"), charts.return_by_channel, ask("campaign_roi", by="channel"))

chart_card(_("Lift against control"), charts.lift_by_campaign, ask("campaign_lift"))

table_card(_("All campaigns"), roi, columns.campaigns())
