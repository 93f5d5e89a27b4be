"""What the columns of tables are called and of which kind they are: how each is written.

`COLUMNS` knows every column by its name, so that a list needs no more than its frame.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from pandas import DataFrame, Series, isna
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_numeric_dtype

from lib import words
from lib.charts.attachment import CELLS
from lib.charts.losses import REASONS, STEPS
from lib.charts.profiles import SEGMENTS
from lib.charts.quality import findings_of
from lib.languages import DASH, N_, Language
from lib.schema import DAY, FLAG, MOMENT, MONEY, NUMBER, TABLES, WHOLE

Kind = Literal[
    "text",  # as it is; or a code of ours, said in words
    "name",  # text that may be long
    "count",
    "number",
    "money",
    "percent",  # a share, or a rate that may pass 1
    "share",  # a share of a whole, drawn as a bar too
    "days",
    "day",
    "month",
    "flag",
]

TEXTS = ("text", "name", "flag")
NUMBERS = ("count", "number", "money", "percent", "share", "days")


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


@lru_cache(maxsize=20_000)  # the next run says the same values again
def spoken(value: Any, kind: Kind, say: Language) -> str:
    """A value as the reader reads it; NULL is a dash."""
    return DASH if isna(value) else SPOKEN[kind](value, say)


def _whole_or_not(value: Any, say: Language) -> str:
    """As many decimals as it needs, at most two."""
    digits = next((n for n in (0, 1) if round(value, n) == round(value, 2)), 2)
    return say.number(value, digits)


SPOKEN: dict[Kind, Callable[[Any, Language], str]] = {
    "count": lambda value, say: say.short(value),
    "number": _whole_or_not,
    "days": _whole_or_not,
    "money": lambda value, say: say.money(value),
    "percent": lambda value, say: say.percent(value),
    "day": lambda value, say: say.day(value),
    "month": lambda value, say: say.month(value),
}


TIERS = {"none": N_("not ranked")}
KINDS = {"business": N_("business"), "person": N_("person")}
SIZES = {
    "large": N_("large"),
    "medium": N_("medium"),
    "small": N_("small"),
    "none": N_("not known"),
}
BADGES = {
    "destroys_profit": N_("destroys profit"),
    "top_20": N_("top 20%"),
    "other_80": N_("the other 80%"),
}
FLOWS = {
    "stayed": N_("stayed"),
    "churned": N_("churned"),
    "won_back": N_("won back"),
    "arrived": N_("arrived"),
    "arrived_and_left": N_("arrived and left"),
}
FATES = {
    "open": N_("still open"),
    "advanced": N_("advanced"),
    "won": N_("deal won"),
    "lost": N_("deal lost"),
    "on_time": N_("put right in time"),
    "missed": N_("too late"),
    "not_due": N_("not due yet"),
}
REPAIRS = {
    "missing": N_("missing"),
    "invalid": N_("breaks a rule"),
    "repeated": N_("doubled"),
    "unknown": N_("not known"),
}
LEVELS = {
    "none": N_("no step"),
    "cognitive": N_("cognitive"),
    "affective": N_("affective"),
    "conative": N_("conative"),
    "action": N_("action"),
}
PARTS = {
    "new": N_("new or back"),
    "grown": N_("brings more"),
    "shrunk": N_("brings less"),
    "lost": N_("no longer buys"),
    "unchanged": N_("unchanged"),
    "not_known": N_("not known"),
}
STOOD = TIERS | {"new": N_("no customer yet"), "left": N_("no longer buys")}
NOTES = {
    "one trade day": N_("one trade day"),
    "under contract": N_("under contract"),
    "left": N_("left us"),
}
ARMS = {"treated": N_("treated"), "control": N_("control")}

# In the order in which they matter: a telephone shows the first few.
COLUMNS: dict[str, Column] = {
    # what a row is about
    "month": Column("month", N_("Month")),
    "name": Column("name", N_("Customer")),
    "level": Column("number", N_("Level")),
    "hours_over": Column("days", N_("Hours past due")),
    "next_step": Column("text", N_("Next step"), words.STEPS),
    "about": Column("text", N_("Complained of")),
    "opportunity": Column("name", N_("Opportunity")),
    "campaign": Column("name", N_("Campaign")),
    "aspect": Column("text", N_("Aspect")),
    "tier": Column("text", N_("Tier"), TIERS),
    # what is told of it
    "amount": Column("money", N_("Amount")),
    "open_amount": Column("money", N_("Open")),
    "over_60": Column("money", N_("Open over 60 days")),
    "oldest_on": Column("day", N_("Oldest open order")),
    "oldest_days": Column("days", N_("Days since oldest")),
    "ratio": Column("percent", N_("Ratio")),
    "expected": Column("number", N_("Expected")),
    "perceived": Column("number", N_("Perceived")),
    "gap": Column("number", N_("Gap")),
    "roi": Column("percent", N_("ROI")),
    "attributed_revenue": Column("money", N_("Revenue due to it")),
    "attributed_profit": Column("money", N_("Profit due to it")),
    "attributed_orders": Column("number", N_("Orders due to it")),
    "value": Column("money", N_("Value")),
    "lifetime_value": Column("money", N_("Value, next 12 months")),
    "repeats": Column("number", N_("Repeat purchases")),
    "actual": Column("number", N_("Came since")),
    "expected_orders": Column("number", N_("Orders expected")),
    "alive": Column("percent", N_("Will come again")),
    "note": Column("text", N_("Note"), NOTES),
    "segment": Column("text", N_("Segment"), SEGMENTS),
    "loyal": Column("flag", N_("Loyal")),
    "cell": Column("text", N_("Group"), CELLS),
    "loyalty_level": Column("text", N_("Loyalty reaches"), LEVELS),
    "orders_before": Column("number", N_("Orders before")),
    "orders_since": Column("number", N_("Orders since")),
    "revenue_before": Column("money", N_("Revenue before")),
    "revenue_since": Column("money", N_("Revenue since")),
    "change": Column("money", N_("Change")),
    "value_before": Column("money", N_("Value before")),
    "net": Column("money", N_("Net profit")),
    "contribution": Column("money", N_("Contribution")),
    "marginal": Column("money", N_("Marginal profit")),
    "margin_rate": Column("percent", N_("Margin")),
    "share_of_value": Column("percent", N_("Value share")),
    "revenue": Column("money", N_("Revenue")),
    "profit": Column("money", N_("Profit")),
    "cost": Column("money", N_("Cost")),
    "customers": Column("count", N_("Customers")),
    "active": Column("count", N_("Active")),
    "churned": Column("count", N_("Churned")),
    "reached": Column("count", N_("Reached")),
    "responded": Column("count", N_("Responded")),
    "orders": Column("count", N_("Orders")),
    "answers": Column("count", N_("Answers")),
    "cause": Column("text", N_("Cause"), words.CAUSES),
    "sla_hours": Column("days", N_("Hours promised")),
    "hours": Column("days", N_("Hours taken")),
    "complaints_before": Column("number", N_("Complaints in 12 months before")),
    # what became of it, and when
    "flow": Column("text", N_("Movement"), FLOWS),
    "stage": Column("text", N_("Stage")),
    "fate": Column("text", N_("Outcome"), FATES),
    "outcome": Column("text", N_("Outcome"), FATES),
    "arm": Column("text", N_("Group"), ARMS),
    "part": Column("text", N_("What it did"), PARTS),
    "tier_from": Column("text", N_("Tier then"), STOOD),
    "tier_to": Column("text", N_("Tier now"), STOOD),
    "badge": Column("text", N_("80/20 class"), BADGES),
    "place": Column("count", N_("Place")),
    "percentile": Column("count", N_("Hundredth")),
    "silent_for": Column("days", N_("Days silent")),
    "days_in_stage": Column("days", N_("Days in stage")),
    "days_open": Column("days", N_("Days open")),
    "last_trade_day": Column("day", N_("Last order")),
    "first_trade_day": Column("day", N_("First order")),
    "trade_days": Column("number", N_("Days with orders")),
    "began_on": Column("day", N_("Began")),
    "lapsed_on": Column("day", N_("Lapsed")),
    "label": Column("text", N_("Value of the attribute")),
    "recency_score": Column("number", N_("Recency, 1 to 5")),
    "frequency_score": Column("number", N_("Frequency, 1 to 5")),
    "money_score": Column("number", N_("Money, 1 to 5")),
    "answered_on": Column("day", N_("Answered on")),
    "touched_on": Column("day", N_("Touched on")),
    "ordered_on": Column("day", N_("Ordered on")),
    "created_on": Column("day", N_("Created on")),
    "expected_close_on": Column("day", N_("Expected to close")),
    "closed_on": Column("day", N_("Closed on")),
    "back_on": Column("day", N_("Back on")),
    "away_for": Column("days", N_("Days away")),
    "last_seen_on": Column("day", N_("Last seen on")),
    "preceded": Column("text", N_("What preceded it"), STEPS),
    "contacted_on": Column("day", N_("Last contact")),
    "contacted_by": Column("text", N_("Contact by")),
    "complained_on": Column("day", N_("Last complaint")),
    "complained_of": Column("text", N_("Complained of")),
    "complaint_resolved": Column("flag", N_("Put right")),
    "resolved_on": Column("day", N_("Complaint put right on")),
    "offered_on": Column("day", N_("Offer made on")),
    "days_since_contact": Column("days", N_("Days since contact")),
    "unanswered": Column("count", N_("Unanswered")),
    "asked_on": Column("day", N_("Asked on")),
    "subject": Column("text", N_("Subject")),
    "answered_after": Column("days", N_("Answered after, days")),
    "lost_because": Column("text", N_("Why it was lost")),
    "left_on": Column("day", N_("Left on")),
    "left_because": Column("text", N_("Why they left")),
    "comment": Column("text", N_("Comment")),
    # who else
    "owner": Column("text", N_("Owner")),
    "salesperson": Column("text", N_("Salesperson")),
    "channel": Column("text", N_("Channel")),
    "region": Column("text", N_("Region")),
    "city": Column("text", N_("City")),
    "kind": Column("text", N_("Kind"), KINDS),
    "industry": Column("text", N_("Industry")),
    "occupation": Column("text", N_("Occupation")),
    "size": Column("text", N_("Size"), SIZES),
    "acquired_on": Column("day", N_("Won on")),
    "acquired_through": Column("text", N_("Won through")),
    "acquisition_cost": Column("money", N_("Cost of winning")),
    "is_satisfied": Column("flag", N_("Satisfied")),
    # how it was measured
    "scale_max": Column("number", N_("Scale up to")),
    "weight": Column("number", N_("Weight")),
    # its number
    "customer_id": Column("text", N_("Customer no.")),
    "opportunity_id": Column("text", N_("Opportunity no.")),
    "campaign_id": Column("text", N_("Campaign no.")),
    "order_id": Column("text", N_("Order no.")),
    "response_id": Column("text", N_("Answer no.")),
}

# Every other column of our tables, as the schema has it; a year is no amount.
KINDS_OF_TYPES: dict[str, Kind] = {
    DAY: "day",
    MOMENT: "day",
    MONEY: "money",
    NUMBER: "number",
    WHOLE: "number",
    FLAG: "flag",
}
YEARS = ("birth_year",)


def _of_our_tables() -> dict[str, Column]:
    return {
        column.name: Column(
            "text" if column.name in YEARS else KINDS_OF_TYPES.get(column.type, "text"),
            words.COLUMNS.get(column.name, column.name),
        )
        for table in TABLES.values()
        for column in table.columns
    }


COLUMNS |= {name: column for name, column in _of_our_tables().items() if name not in COLUMNS}

# What tells of the list and not of its rows.
NOT_SHOWN = ("total", "basis", "nth")


def tiers() -> Columns:
    return Columns(
        {
            "tier": COLUMNS["tier"],
            "share_of_value": replace(COLUMNS["share_of_value"], kind="share"),
            **{name: COLUMNS[name] for name in ("customers", "active", "value", "revenue")},
        },
        lambda tiers: tiers[(tiers["tier"] != "none") | (tiers["customers"] > 0)],
    )


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
            "reference": Column("text", N_("Number")),
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


WORKLIST = (
    *("name", "tier", "level", "hours_over", "owner", "next_step", "about", "severity"),
    *("opened_at", "value", "complaints_before", "region", "channel", "handovers", "customer_id"),
    "complaint_id",
)


def worklist(frame: DataFrame) -> Columns:
    """Open complaints: whom to call, how overdue, whose it is and what comes next."""
    shown = {name: COLUMNS[name] for name in WORKLIST if name in frame}
    return Columns(
        shown, lambda waiting: _named(waiting).assign(hours_over=waiting["hours_over"].round())
    )


def remedies() -> Columns:
    """A row a kind: the remedy that works best for it, or that no difference is shown."""
    return Columns(
        {
            "group": Column("text", N_("Complained of")),
            "remedy": Column("text", N_("Works best"), {NO_DIFFERENCE: N_("no difference shown")}),
            "share": Column("percent", N_("Trade again after it")),
            "others": Column("percent", N_("After the others")),
            "complaints": Column("count", N_("Complaints")),
        },
        _best_of_each_kind,
    )


NO_DIFFERENCE = "none"


def _best_of_each_kind(remedies: DataFrame) -> DataFrame:
    """The kinds with most complaints first."""
    rows = []
    for kind, tried in remedies.groupby("kind", dropna=False):
        best = tried[tried["is_best"].astype(bool)]
        rows.append(
            {
                "group": kind,
                "remedy": best["remedy"].iloc[0] if len(best) else NO_DIFFERENCE,
                "share": best["share"].iloc[0] if len(best) else None,
                "others": best["others"].iloc[0] if len(best) else None,
                "complaints": int(tried["complaints"].sum()),
            }
        )
    told = DataFrame(rows, columns=["group", "remedy", "share", "others", "complaints"])
    return told.sort_values("complaints", ascending=False, kind="stable")


def findings() -> Columns:
    """What data quality found, a row each, made of its row a column."""
    return Columns(
        {
            "table": Column("text", N_("Table"), words.TABLES),
            "column": Column("text", N_("Column"), words.COLUMNS),
            "finding": Column("text", N_("Finding"), REPAIRS),
            "share": Column("percent", N_("Share")),
            "found": Column("count", N_("Rows")),
            "judged": Column("count", N_("Of")),
        },
        lambda quality: DataFrame([vars(row) for row in findings_of(quality)]),
    )


def freshness() -> Columns:
    return Columns(
        {
            "table": Column("text", N_("Table"), words.TABLES),
            "newest": Column("day", N_("Newest day")),
            "days_behind": Column("days", N_("Days behind")),
            "usual_gap": Column("days", N_("Usual gap, days")),
            "is_late": Column("flag", N_("Late")),
            "last_loaded": Column("day", N_("Last import")),
            "loads": Column("count", N_("Days with imports")),
            "set_aside": Column("count", N_("Set aside, last import")),
        }
    )


def lost(frame: DataFrame) -> Columns:
    """Customers lost, with the reason beside the name."""
    found = dict(known(frame).shown)
    if "reason" in found:
        found["reason"] = Column("text", N_("Why they left"), REASONS)
    if "month" in found:
        found["month"] = Column("month", N_("Lost in"))
    first = ("month", "name", "size", "reason", "value")
    return Columns(_led_by(first, found), _named)


def to_call(frame: DataFrame) -> Columns:
    """The same of those who are not back: whom to call, and what was last said to and by them."""
    first = ("name", "value", "reason", "last_trade_day", "contacted_on", "complained_of", "month")
    return Columns(_led_by(first, lost(frame).shown), _named)


def _led_by(names: tuple[str, ...], shown: Mapping[str, Column]) -> dict[str, Column]:
    """The columns shown, those named first."""
    first = {name: shown[name] for name in names if name in shown}
    return first | {name: shown[name] for name in shown if name not in first}


def known(frame: DataFrame) -> Columns:
    """The columns of any list, as COLUMNS orders them; none that holds nothing.

    Others keep their own names and come last. A customer without a name is called by the id.
    """
    names = [str(name) for name in frame if name not in NOT_SHOWN and _says_something(frame[name])]
    known = [name for name in COLUMNS if name in names]
    others = [name for name in names if name not in COLUMNS]
    shown = {name: _column(frame[name]) for name in known + others}
    if "name" in shown and "customer_id" not in frame:  # of something else than a customer
        shown["name"] = replace(shown["name"], label=words.COLUMNS["name"])
    return Columns(shown, _named)


def heads(frame: DataFrame) -> dict[str, str]:
    """The label of each column that has one, as a key of the catalogue; no label stands twice."""
    told: dict[str, str] = {}
    for name in map(str, frame):
        told_of = COLUMNS.get(name)
        is_other = told_of and told_of.kind == "flag" and _kind(frame[name]) != "flag"
        label = told_of.label if told_of and not is_other else name
        if name == "name" and "customer_id" not in frame:
            label = words.COLUMNS["name"]
        if label != name and label not in told.values():
            told[name] = label
    return told


def as_stored(frame: DataFrame) -> Columns:
    """The columns of one of our tables in its own order: its key first."""
    found = known(frame)
    return replace(found, shown={n: found.shown[n] for n in map(str, frame) if n in found.shown})


def _says_something(column: Series) -> bool:
    return column.empty or bool(column.notna().any())


def _named(frame: DataFrame) -> DataFrame:
    if not {"name", "customer_id"} <= set(frame):
        return frame
    return frame.assign(name=frame["name"].fillna(frame["customer_id"]))


def _column(values: Series) -> Column:
    """What COLUMNS says, or the values themselves. A yes or no is one, whatever others count."""
    name = str(values.name)
    told = COLUMNS.get(name)
    kind = _kind(values)
    if kind == "flag" or (_holds_text(values) and told and told.kind not in TEXTS):
        return Column(kind, told.label if told else name)
    return told or Column(kind, name)


def _holds_text(values: Series) -> bool:
    """An attribute's value is text, whatever is of value elsewhere."""
    return isinstance(next(iter(values.dropna()), None), str)


def _kind(values: Series) -> Kind:
    first = next(iter(values.dropna()), None)  # a column with NULL may be of no kind of pandas'
    if is_bool_dtype(values) or isinstance(first, bool):
        return "flag"
    if is_numeric_dtype(values) or isinstance(first, Decimal):
        return "number"
    return "day" if is_datetime64_any_dtype(values) else "text"
