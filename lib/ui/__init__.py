"""The page's side of the house: everything a page in pages/ is written with."""

from lib.ui.cards import ChartCard, board, chart_card, kpi_row, lay_out, table_card
from lib.ui.customer_page import customer_or_search
from lib.ui.frame import in_frame
from lib.ui.languages import _
from lib.ui.leads import how_churn_stands, what_moved, what_to_repeat, where_to_help
from lib.ui.lost import call_list, how_losses_stand
from lib.ui.loyalty import how_loyalty_stands, loyal_share
from lib.ui.notices import needs
from lib.ui.performance import (
    how_performance_stands,
    sales_told_apart,
    silent_best,
    targets_told_apart,
)
from lib.ui.profiles import (
    awaited,
    best_told_apart,
    cohorts,
    days_of_silence,
    held_out,
    new_told_apart,
    retention_told_apart,
    value_told_apart,
    who_matters_most,
)
from lib.ui.quality import what_to_repair_first
from lib.ui.questions import ask
from lib.ui.satisfaction import argument, what_to_mend_first
from lib.ui.service import (
    in_time_told_apart,
    kind_against_usual,
    recovery,
    three_measures,
    what_service_needs,
    who_complains,
    worklist,
)
from lib.ui.value import how_value_stands, value_argument

__all__ = [
    "awaited",
    "ChartCard",
    "_",
    "argument",
    "ask",
    "best_told_apart",
    "board",
    "call_list",
    "chart_card",
    "cohorts",
    "customer_or_search",
    "days_of_silence",
    "held_out",
    "how_churn_stands",
    "how_losses_stand",
    "how_loyalty_stands",
    "how_performance_stands",
    "how_value_stands",
    "in_frame",
    "in_time_told_apart",
    "kind_against_usual",
    "kpi_row",
    "lay_out",
    "loyal_share",
    "needs",
    "new_told_apart",
    "recovery",
    "retention_told_apart",
    "sales_told_apart",
    "silent_best",
    "table_card",
    "targets_told_apart",
    "three_measures",
    "value_argument",
    "value_told_apart",
    "what_moved",
    "what_service_needs",
    "what_to_mend_first",
    "what_to_repair_first",
    "what_to_repeat",
    "where_to_help",
    "who_complains",
    "who_matters_most",
    "worklist",
]
