"""Deals and their stages, who sells, and what is to be reached."""

from lib.schema.shape import (
    DAY,
    MOMENT,
    MONEY,
    NUMBER,
    TEXT,
    WHOLE,
    Column,
    Rule,
    Table,
    not_before,
    not_negative,
    one_of,
)

OPPORTUNITIES = Table(
    "opportunities",
    "Deals being won or lost: one row an opportunity.",
    key=("opportunity_id",),
    columns=(
        Column("opportunity_id", TEXT, "the opportunity's id", required=True),
        Column("customer_id", TEXT, "whose business it would be"),
        Column("name", TEXT, "what it is called"),
        Column("owner", TEXT, "who works on it"),
        Column("source", TEXT, "where it came from"),
        Column("campaign_id", TEXT, "campaign it came from"),
        Column("product_id", TEXT, "the product in question"),
        Column("created_on", DAY, "day it was opened"),
        Column("stage", TEXT, "last stage before the outcome; never won or lost", required=True),
        Column("amount", MONEY, "money at stake, or won"),
        Column("expected_close_on", DAY, "day it is expected to close"),
        Column("closed_on", DAY, "day it was won or lost"),
        Column("outcome", TEXT, "open, won or lost; empty means open"),
        Column("lost_because", TEXT, "why it was lost"),
    ),
    rules=(
        one_of("outcome", "open", "won", "lost"),
        not_before("closed_on", "created_on"),
        Rule("stage is not an outcome", "lower(stage) not in ('won', 'lost')"),
    ),
)

STAGE_CHANGES = Table(
    "stage_changes",
    "When an opportunity entered a stage: one row an entry.",
    key=("opportunity_id", "stage", "entered_at"),
    columns=(
        Column("opportunity_id", TEXT, "the opportunity", required=True),
        Column("stage", TEXT, "the stage entered", required=True),
        Column("entered_at", MOMENT, "when it was entered", required=True),
    ),
)

STAGES = Table(
    "stages",
    "The order of the sales stages: one row a stage.",
    key=("stage",),
    columns=(
        Column("stage", TEXT, "the stage's name", required=True),
        Column("position", WHOLE, "its place in the funnel, 1 first", required=True),
    ),
)

TARGETS = Table(
    "targets",
    "What is to be reached: one row a month, measure, owner and region.",
    key=("month", "measure", "owner", "region"),
    columns=(
        Column("month", DAY, "any day of the month it is for", required=True),
        Column(
            "measure",
            TEXT,
            "revenue, contribution, orders, new_customers or won_amount",
            required=True,
        ),
        Column("owner", TEXT, "whose target it is; empty where it is everyone's"),
        Column("region", TEXT, "region of the customers; empty where it is all of them"),
        Column("target", NUMBER, "what is to be reached in that month", required=True),
    ),
    rules=(
        one_of("measure", "revenue", "contribution", "orders", "new_customers", "won_amount"),
        not_negative("target"),
    ),
)

PEOPLE = Table(
    "people",
    "Who sells and serves: one row a person.",
    key=("person",),
    columns=(
        Column("person", TEXT, "name, as orders and opportunities write it", required=True),
        Column("manager", TEXT, "whom the person reports to"),
        Column("office", TEXT, "where the person works"),
    ),
)
