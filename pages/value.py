"""What is every customer worth, who takes profit away, and how did that move?"""

from lib import ui
from lib.ui import in_frame, kpi_row, kpis, needs

in_frame(__file__)
needs("orders")

ui.how_value_stands()
kpi_row(kpis.value())
ui.value_argument()
