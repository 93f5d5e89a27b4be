"""Where do we fall short of what customers expect, and what should we mend first?"""

from lib import ui
from lib.ui import in_frame, kpi_row, kpis, needs

in_frame(__file__)
needs("ratings", "responses")

ui.what_to_mend_first()
kpi_row(kpis.satisfaction())
ui.argument()
