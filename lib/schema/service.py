"""What customers complain of, and how it is put right."""

from lib.schema.shape import (
    FLAG,
    MOMENT,
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

COMPLAINTS = Table(
    "complaints",
    "What customers complained of: one row a complaint.",
    key=("complaint_id",),
    columns=(
        Column("complaint_id", TEXT, "the complaint's id", required=True),
        Column("customer_id", TEXT, "who complained, where it is known"),
        Column("opened_at", MOMENT, "when it was made", required=True),
        Column("kind", TEXT, "what it is about, such as delivery"),
        Column("cause", TEXT, "what went wrong: promised, slow, wrong, impolite or harmed"),
        Column("product_id", TEXT, "the product complained of"),
        Column("channel", TEXT, "such as phone, e-mail, shop"),
        Column("severity", TEXT, "how grave it is, in the company's own words"),
        Column("valid", FLAG, "false where it proved unfounded; empty counts as valid"),
        Column("owner", TEXT, "who sees to it"),
        Column("handovers", WHOLE, "how often it was passed on"),
        Column("first_reply_at", MOMENT, "when the customer first heard from somebody"),
        Column("resolved_at", MOMENT, "when it was put right; empty while it is open"),
        Column("remedy", TEXT, "what the customer was given, such as refund"),
        Column("rating_after", NUMBER, "satisfaction with how it was handled, 1 to 5"),
    ),
    rules=(
        one_of("cause", "promised", "slow", "wrong", "impolite", "harmed"),
        not_negative("handovers"),
        not_before("first_reply_at", "opened_at"),
        not_before("resolved_at", "opened_at"),
        Rule("rating_after lies between 1 and 5", "rating_after between 1 and 5"),
    ),
)

RECOVERY_STEPS = Table(
    "recovery_steps",
    "How a complaint was put right: one row a complaint and step.",
    key=("complaint_id", "step"),
    columns=(
        Column("complaint_id", TEXT, "the complaint", required=True),
        Column(
            "step",
            TEXT,
            "apologise, solve, talk, delight, improve, report or keep_in_touch",
            required=True,
        ),
        Column("done_at", MOMENT, "when it was done; empty where it is not done yet"),
    ),
    rules=(
        one_of(
            "step", "apologise", "solve", "talk", "delight", "improve", "report", "keep_in_touch"
        ),
    ),
)
