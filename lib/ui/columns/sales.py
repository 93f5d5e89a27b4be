"""The columns of what sells together, and of campaigns."""

from lib.languages import N_
from lib.ui.columns.column import Column, Columns
from lib.ui.columns.every_column import COLUMNS


def pairs() -> Columns:
    """What goes with what, how much more often than by chance, and in how many orders."""
    return Columns(
        {
            "name_a": Column("name", N_("Who buys this")),
            "name_b": Column("name", N_("buys that as well")),
            "lift": Column("number", N_("Times as often as by chance")),
            "together": Column("count", N_("Orders with both")),
            "customers": Column("count", N_("Customers")),
            "confidence_a_to_b": Column("percent", N_("Of orders with this")),
            "confidence_b_to_a": Column("percent", N_("Of orders with that")),
        }
    )


def campaigns() -> Columns:
    """The best return first, those without one last."""
    names = ("campaign", "roi", "cost", "revenue", "profit", "channel")
    counts = ("reached", "responded", "orders")
    return Columns(
        {name: COLUMNS[name] for name in names + counts},
        lambda campaigns: campaigns.sort_values("roi", ascending=False, kind="stable"),
    )
