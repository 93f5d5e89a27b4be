"""Every column by its name: what it is called and of which kind it is."""

from lib import words
from lib.charts.attachment import CELLS
from lib.charts.losses import STEPS
from lib.charts.profiles import SEGMENTS
from lib.languages import N_
from lib.schema import DAY, FLAG, MOMENT, MONEY, NUMBER, TABLES, WHOLE
from lib.ui.columns.codes import (
    ARMS,
    BADGES,
    FATES,
    FLOWS,
    KINDS,
    LEVELS,
    NOTES,
    PARTS,
    SIZES,
    STOOD,
    TIERS,
)
from lib.ui.columns.column import Column, Kind

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
