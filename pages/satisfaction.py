"""Where do we fall short of what customers expect, and what should we mend first?"""

from lib import charts, ui
from lib.ui import _, ask, board, chart_card, in_frame, kpi_row, kpis, needs

in_frame(__file__)
needs("ratings")

ui.what_to_mend_first()
kpi_row(kpis.satisfaction())

argument = board(2)
with argument.cell():
    aspects = ask("satisfaction_ratio", by="aspect")
    chart_card(_("Expected and perceived, by aspect"), charts.expected_and_perceived, aspects)
with argument.cell():
    drivers = ask("satisfaction_drivers")
    chart_card(_("What drives the overall score"), charts.driver_shares, drivers)
with argument.cell():
    chart_card(_("What to mend first"), charts.importance_performance, drivers)
with argument.cell():
    correction = ask("satisfaction_correction")
    chart_card(_("Corrected by complaints and returns"), charts.correction_steps, correction)
    chart_card(_("Whom the surveys reach"), charts.survey_reach, ask("survey_reach", by="tier"))
with argument.cell():
    months = ask("satisfaction_ratio", by="month")
    happened = ask("events")
    chart_card(_("Satisfaction month by month"), charts.satisfaction_by_month, months, happened)
with argument.cell():
    ui.satisfaction_told_apart()
