"""The page's side of the house: everything a page in pages/ is written with."""

from lib.ui.cards import ChartCard, board, chart_card, kpi_row, lay_out, table_card
from lib.ui.frame import in_frame
from lib.ui.languages import _
from lib.ui.lost import call_list, how_losses_stand
from lib.ui.loyalty import how_loyalty_stands, loyal_share
from lib.ui.notices import needs
from lib.ui.performance import (
    how_performance_stands,
    sales_told_apart,
    silent_best,
    targets_told_apart,
)
from lib.ui.quality import what_to_repair_first
from lib.ui.questions import ask
from lib.ui.satisfaction import argument, what_to_mend_first
from lib.ui.value import how_value_stands, profit_month_by_month

__all__ = [
    "ChartCard",
    "_",
    "argument",
    "ask",
    "board",
    "call_list",
    "chart_card",
    "how_losses_stand",
    "how_loyalty_stands",
    "how_performance_stands",
    "how_value_stands",
    "in_frame",
    "kpi_row",
    "lay_out",
    "loyal_share",
    "needs",
    "profit_month_by_month",
    "sales_told_apart",
    "silent_best",
    "table_card",
    "targets_told_apart",
    "what_to_mend_first",
    "what_to_repair_first",
]
