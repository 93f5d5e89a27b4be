"""What was done to win or keep customers, and what else happened meanwhile."""

from lib.schema.shape import (
    DAY,
    FLAG,
    MONEY,
    TEXT,
    WHOLE,
    Column,
    Table,
    not_before,
    not_negative,
    one_of,
)

CAMPAIGNS = Table(
    "campaigns",
    "What was done to win or keep customers: one row a campaign.",
    key=("campaign_id",),
    columns=(
        Column("campaign_id", TEXT, "the campaign's id", required=True),
        Column("name", TEXT, "what it is called"),
        Column("channel", TEXT, "such as e-mail, search, phone"),
        Column("purpose", TEXT, "win or keep"),
        Column("started_on", DAY, "first day"),
        Column("ended_on", DAY, "last day"),
        Column("cost", MONEY, "money spent, where campaign_days does not say it"),
    ),
    rules=(
        one_of("purpose", "win", "keep"),
        not_before("ended_on", "started_on"),
        not_negative("cost"),
    ),
)

TOUCHES = Table(
    "touches",
    "Whom a campaign reached and who answered: one row a campaign, customer, day and kind.",
    key=("campaign_id", "customer_id", "touched_on", "kind"),
    columns=(
        Column("campaign_id", TEXT, "the campaign", required=True),
        Column("customer_id", TEXT, "the customer", required=True),
        Column("touched_on", DAY, "day of the touch", required=True),
        Column("kind", TEXT, "sent, opened, clicked or responded"),
        Column("in_control", FLAG, "true where the customer was held back for comparison"),
    ),
    rules=(one_of("kind", "sent", "opened", "clicked", "responded"),),
)

CAMPAIGN_DAYS = Table(
    "campaign_days",
    "What a campaign spent and brought, as its channel reports it: one row a campaign and day.",
    key=("campaign_id", "day"),
    columns=(
        Column("campaign_id", TEXT, "the campaign", required=True),
        Column("day", DAY, "the day", required=True),
        Column("cost", MONEY, "money spent that day; replaces campaigns.cost"),
        Column("impressions", WHOLE, "times shown"),
        Column("clicks", WHOLE, "clicks"),
        Column("leads", WHOLE, "leads"),
        Column("orders", WHOLE, "orders the channel claims"),
        Column("revenue", MONEY, "revenue the channel claims"),
    ),
    rules=(
        not_negative("cost"),
        not_negative("impressions"),
        not_negative("clicks"),
        not_negative("leads"),
        not_negative("orders"),
    ),
)

EVENTS = Table(
    "events",
    "What happened that charts should show: one row a day and event.",
    key=("happened_on", "label"),
    columns=(
        Column("happened_on", DAY, "day it happened", required=True),
        Column("label", TEXT, "what happened, in a few words", required=True),
    ),
)
