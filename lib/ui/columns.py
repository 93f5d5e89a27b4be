"""What the columns of tables are called and of which kind they are: how each is written.

`COLUMNS` knows every column by its name, so that a list needs no more than its frame.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import streamlit as st
from pandas import DataFrame, Series, isna
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_numeric_dtype

from lib.languages import N_, Language
from lib.ui.languages import _

Kind = Literal[
    "text",  # as it is; or a code of ours, said in words
    "count",
    "number",
    "money",
    "percent",  # a share, or a rate that may pass 1
    "share",  # a share of a whole, drawn as a bar too
    "ratio",
    "days",
    "day",
    "month",
    "flag",
]

PINNED = 170  # pixels: beside it a telephone still shows what the table is about

NUMBERS = ("count", "number", "money", "percent", "share", "ratio", "days")


@dataclass(frozen=True)
class Column:
    """`words` says the codes that a column of text may hold; other text is shown as it is."""

    kind: Kind
    label: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Columns:
    """The columns shown, in order, the most important first; `of` readies the frame."""

    shown: Mapping[str, Column]
    of: Callable[[DataFrame], DataFrame] = lambda frame: frame

    @property
    def written(self) -> dict[str, Any]:
        """How Streamlit is to draw each of them; the first stays in sight."""
        first = next(iter(self.shown), None)
        return {name: _drawn(column, pinned=name == first) for name, column in self.shown.items()}


def _drawn(column: Column, *, pinned: bool) -> Any:
    label = _(column.label)
    if column.kind == "share":
        return st.column_config.ProgressColumn(
            label, format="%.0f%%", min_value=0, max_value=100, pinned=pinned
        )
    if column.kind in NUMBERS:
        return st.column_config.NumberColumn(label, pinned=pinned, alignment="right")
    if column.kind in ("day", "month"):
        return st.column_config.DateColumn(label, pinned=pinned)
    return st.column_config.TextColumn(label, pinned=pinned, width=PINNED if pinned else None)


def spoken(value: Any, kind: Kind, say: Language) -> str:
    """A value as the reader reads it; NULL is a dash."""
    return SPOKEN[kind](value, say)


def _whole_or_not(value: Any, say: Language) -> str:
    """As many decimals as it needs, at most two."""
    if value is None or isna(value):
        return say.number(None)
    digits = next((n for n in (0, 1) if round(value, n) == round(value, 2)), 2)
    return say.number(value, digits)


def _dated(word: Callable[[Language, date], str]) -> Callable[[Any, Language], str]:
    return lambda day, say: say.number(None) if isna(day) else word(say, day)


SPOKEN: dict[Kind, Callable[[Any, Language], str]] = {
    "text": lambda text, say: str(text),
    "flag": lambda flag, say: str(flag),
    "count": lambda value, say: say.short(value),
    "number": _whole_or_not,
    "days": _whole_or_not,
    "money": lambda value, say: say.money(value),
    "percent": lambda value, say: say.percent(value),
    "share": lambda value, say: say.percent(value),
    "ratio": lambda value, say: say.number(value, 2),
    "day": _dated(Language.day),
    "month": _dated(Language.month),
}


TIERS = {"none": N_("not ranked")}
KINDS = {"business": N_("business"), "person": N_("person")}
SIZES = {"large": N_("large"), "medium": N_("medium"), "small": N_("small")}
FLOWS = {
    "stayed": N_("stayed"),
    "churned": N_("churned"),
    "won_back": N_("won back"),
    "arrived": N_("arrived"),
    "arrived_and_left": N_("arrived and left"),
}
OUTCOMES = {"open": N_("still open"), "won": N_("deal won"), "lost": N_("deal lost")}

COLUMNS: dict[str, Column] = {
    # who
    "customer_id": Column("text", N_("Customer no.")),
    "name": Column("text", N_("Customer")),
    "tier": Column("text", N_("Tier"), TIERS),
    "kind": Column("text", N_("Kind"), KINDS),
    "industry": Column("text", N_("Industry")),
    "occupation": Column("text", N_("Occupation")),
    "region": Column("text", N_("Region")),
    "city": Column("text", N_("City")),
    "size": Column("text", N_("Size"), SIZES),
    "flow": Column("text", N_("Movement"), FLOWS),
    "acquired_on": Column("day", N_("Won on")),
    "acquired_through": Column("text", N_("Won through")),
    "left_on": Column("day", N_("Left on")),
    "left_because": Column("text", N_("Why they left")),
    # trade
    "last_trade_day": Column("day", N_("Last order")),
    "silent_for": Column("days", N_("Days silent")),
    "revenue": Column("money", N_("Revenue")),
    "value": Column("money", N_("Value")),
    "profit": Column("money", N_("Profit")),
    "cost": Column("money", N_("Cost")),
    "orders": Column("count", N_("Orders")),
    "order_id": Column("text", N_("Order no.")),
    "ordered_on": Column("day", N_("Ordered on")),
    # sales
    "opportunity_id": Column("text", N_("Opportunity")),
    "stage": Column("text", N_("Stage")),
    "outcome": Column("text", N_("Outcome"), OUTCOMES),
    "fate": Column("text", N_("Outcome"), OUTCOMES),
    "amount": Column("money", N_("Amount")),
    "created_on": Column("day", N_("Created on")),
    "closed_on": Column("day", N_("Closed on")),
    "due_on": Column("day", N_("Due on")),
    "salesperson": Column("text", N_("Salesperson")),
    # answers
    "response_id": Column("text", N_("Answer no.")),
    "answered_on": Column("day", N_("Answered on")),
    "aspect": Column("text", N_("Aspect")),
    "expected": Column("number", N_("Expected")),
    "perceived": Column("number", N_("Perceived")),
    "ratio": Column("ratio", N_("Ratio")),
    "answers": Column("count", N_("Answers")),
    "comment": Column("text", N_("Comment")),
    # campaigns
    "campaign_id": Column("text", N_("Campaign no.")),
    "campaign": Column("text", N_("Campaign")),
    "channel": Column("text", N_("Channel")),
    "roi": Column("percent", N_("ROI")),
    "reached": Column("count", N_("Reached")),
    "responded": Column("count", N_("Responded")),
    "touched_on": Column("day", N_("Touched on")),
    # groups
    "month": Column("month", N_("Month")),
    "customers": Column("count", N_("Customers")),
    "active": Column("count", N_("Active")),
    "churned": Column("count", N_("Churned")),
    "share_of_value": Column("share", N_("Value share")),
}

# What tells of the list and not of its rows.
NOT_SHOWN = ("total",)


def chosen(*names: str, of: Callable[[DataFrame], DataFrame] = lambda frame: frame) -> Columns:
    return Columns({name: COLUMNS[name] for name in names}, of)


def tiers() -> Columns:
    return chosen(
        "tier",
        "share_of_value",
        "customers",
        "active",
        "value",
        "revenue",
        of=lambda tiers: tiers[(tiers["tier"] != "none") | (tiers["customers"] > 0)],
    )


def campaigns() -> Columns:
    return chosen(
        *("campaign", "channel", "roi", "cost", "revenue", "profit"),
        *("reached", "responded", "orders"),
    )


def known(frame: DataFrame) -> Columns:
    """The columns of any list: who first, ids last, and none that holds nothing.

    A column that COLUMNS does not know keeps its own name. A customer without a name is called by
    its id.
    """
    names = [str(name) for name in frame if name not in NOT_SHOWN and _says_something(frame[name])]
    if "name" in names:
        ids = [name for name in names if name.endswith("_id")]
        names = ["name", *(name for name in names if name not in ("name", *ids)), *ids]
    return Columns({name: COLUMNS.get(name) or _unknown(frame[name]) for name in names}, _named)


def _says_something(column: Series) -> bool:
    return column.empty or bool(column.notna().any())


def _named(frame: DataFrame) -> DataFrame:
    if not {"name", "customer_id"} <= set(frame):
        return frame
    return frame.assign(name=frame["name"].fillna(frame["customer_id"]))


def _unknown(column: Series) -> Column:
    name = str(column.name)
    if is_bool_dtype(column):
        return Column("flag", name)
    if is_numeric_dtype(column) or isinstance(next(iter(column.dropna()), None), Decimal):
        return Column("number", name)
    return Column("day" if is_datetime64_any_dtype(column) else "text", name)
