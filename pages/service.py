"""Who needs a call today, and what should be put right so that fewer complain?"""

from lib import charts, ui
from lib.ui import _, ask, board, chart_card, in_frame, kpi_row, kpis, needs

in_frame(__file__)
needs("complaints")

ui.what_service_needs()
kpi_row(kpis.service())
ui.worklist()

cards = board(2)
with cards.cell():
    kinds, usual = ask("complaint_pareto"), ask("widespread_complaints")
    chart_card(_("What customers complain of"), charts.complaints_by_kind, kinds, beside=usual)
with cards.cell():
    ui.kind_against_usual()
with cards.cell():
    ui.in_time_told_apart()
with cards.cell():
    again = ask("handovers", by="times")
    chart_card(_("Passed from hand to hand"), charts.content_by_handovers, again)
    chart_card(_("The same again"), charts.repeats_by_kind, ask("repeat_complaints"))
with cards.cell():
    chart_card(_("What went wrong"), charts.causes_of_complaints, ask("failure_causes"))
with cards.cell():
    ui.who_complains()
ui.recovery()
