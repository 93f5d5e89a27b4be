"""What the columns of tables are called and of which kind they are: how each is written.

`COLUMNS` knows every column by its name, so that a list needs no more than its frame.
"""

from lib.ui.columns.codes import BADGES, KINDS, REPAIRS
from lib.ui.columns.column import NUMBERS, SPOKEN, TEXTS, Column, Columns, spoken
from lib.ui.columns.customers import customer_products, tiers, timeline
from lib.ui.columns.every_column import COLUMNS
from lib.ui.columns.lists import NOT_SHOWN, as_stored, heads, known
from lib.ui.columns.losses import lost, to_call
from lib.ui.columns.quality import findings, freshness
from lib.ui.columns.sales import campaigns, pairs
from lib.ui.columns.service import remedies, worklist

__all__ = [
    "BADGES",
    "COLUMNS",
    "Column",
    "Columns",
    "KINDS",
    "NOT_SHOWN",
    "NUMBERS",
    "REPAIRS",
    "SPOKEN",
    "TEXTS",
    "as_stored",
    "campaigns",
    "customer_products",
    "findings",
    "freshness",
    "heads",
    "known",
    "lost",
    "pairs",
    "remedies",
    "spoken",
    "tiers",
    "timeline",
    "to_call",
    "worklist",
]
