"""The columns of tiers, and of what is told of one customer."""

from dataclasses import replace

from lib.languages import N_
from lib.ui.columns.column import Column, Columns
from lib.ui.columns.every_column import COLUMNS


def tiers() -> Columns:
    return Columns(
        {
            "tier": COLUMNS["tier"],
            "share_of_value": replace(COLUMNS["share_of_value"], kind="share"),
            **{name: COLUMNS[name] for name in ("customers", "active", "value", "revenue")},
        },
        lambda tiers: tiers[(tiers["tier"] != "none") | (tiers["customers"] > 0)],
    )


HAPPENINGS = {
    "order": N_("order"),
    "return": N_("return"),
    "payment": N_("payment"),
    "complaint": N_("complaint"),
    "answer": N_("survey answer"),
    "opportunity": N_("opportunity"),
    "campaign": N_("campaign"),
    "contact": N_("contact"),
    "contract": N_("contract"),
    "life": N_("customer"),
}
OUTCOMES = {
    "late": N_("delivered late"),
    "cancelled": N_("cancelled"),
    "returned": N_("returned"),
    "return": N_("taken back"),
    "repair": N_("repaired"),
    "open": N_("still open"),
    "resolved": N_("put right"),
    "opened": N_("opened"),
    "won": N_("won"),
    "lost": N_("lost"),
    "sent": N_("sent"),
    "clicked": N_("clicked"),
    "responded": N_("responded"),
    "held_back": N_("held back to compare"),
    "inbound": N_("from the customer"),
    "outbound": N_("to the customer"),
    "starts": N_("begins"),
    "ends": N_("ends"),
    "left": N_("left"),
}


def timeline() -> Columns:
    """Everything that happened with one customer."""
    return Columns(
        {
            "happened_on": Column("day", N_("Day")),
            "kind": Column("text", N_("What"), HAPPENINGS),
            "subject": Column("name", N_("About")),
            "outcome": Column("text", N_("How it went"), OUTCOMES),
            "amount": Column("money", N_("Amount")),
            "score": Column("percent", N_("Satisfaction")),
            "reference": Column("text", N_("Reference")),
        }
    )


def customer_products() -> Columns:
    """What one customer buys."""
    return Columns(
        {
            "product": Column("name", N_("Product")),
            "revenue": COLUMNS["revenue"],
            "orders": COLUMNS["orders"],
            "days_since": Column("days", N_("Days since")),
            "every_days": Column("days", N_("Every … days")),
            "category": Column("text", N_("Category")),
        },
        lambda bought: bought.assign(
            product=bought["product"].fillna(bought["product_id"]),
            every_days=bought["every_days"].round(),
        ),
    )
