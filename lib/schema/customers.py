"""Who the customers are, what binds them, what serving them costs, and who spoke to them."""

from lib.schema.shape import (
    DAY,
    MOMENT,
    MONEY,
    TEXT,
    WHOLE,
    Column,
    Rule,
    Table,
    not_before,
    not_negative,
    one_of,
)

CUSTOMERS = Table(
    "customers",
    "Who the customers are: one row a customer.",
    key=("customer_id",),
    columns=(
        Column("customer_id", TEXT, "the customer's id, kept as text", required=True),
        Column("name", TEXT, "what the customer is called"),
        Column("kind", TEXT, "business or person"),
        Column("industry", TEXT, "the business's line of trade"),
        Column("occupation", TEXT, "the person's occupation"),
        Column("birth_year", WHOLE, "the person's year of birth"),
        Column("region", TEXT, "sales region"),
        Column("city", TEXT, "city"),
        Column("size", TEXT, "large, medium or small, in the company's own judgement"),
        Column("acquired_on", DAY, "day the customer was won"),
        Column("acquired_through", TEXT, "channel the customer was won through"),
        Column("acquisition_cost", MONEY, "money spent to win this customer"),
        Column("left_on", DAY, "day the customer left, where it is known"),
        Column("left_because", TEXT, "why the customer left"),
    ),
    rules=(
        one_of("kind", "business", "person"),
        one_of("size", "large", "medium", "small"),
        Rule("birth_year lies between 1880 and 2100", "birth_year between 1880 and 2100"),
        not_negative("acquisition_cost"),
        not_before("left_on", "acquired_on"),
    ),
)

ATTRIBUTES = Table(
    "attributes",
    "Free columns worth filtering and grouping by: one row a customer and attribute.",
    key=("customer_id", "attribute"),
    columns=(
        Column("customer_id", TEXT, "the customer", required=True),
        Column("attribute", TEXT, "name of the attribute, such as segment", required=True),
        Column("value", TEXT, "its value for this customer"),
    ),
)

CONTRACTS = Table(
    "contracts",
    "Spans in which a customer is bound: one row a customer and start.",
    key=("customer_id", "starts_on"),
    columns=(
        Column("customer_id", TEXT, "the customer", required=True),
        Column("starts_on", DAY, "first day of the contract", required=True),
        Column("ends_on", DAY, "last day of the contract; empty while it has no end"),
    ),
    rules=(not_before("ends_on", "starts_on"),),
)

COSTS_TO_SERVE = Table(
    "costs_to_serve",
    "What serving a customer costs beyond the goods: one row a customer, day and kind.",
    key=("customer_id", "spent_on", "kind"),
    columns=(
        Column("customer_id", TEXT, "the customer", required=True),
        Column("spent_on", DAY, "day of the cost", required=True),
        Column("kind", TEXT, "such as delivery, support, visits"),
        Column("amount", MONEY, "money spent", required=True),
    ),
)

INTERACTIONS = Table(
    "interactions",
    "Contacts with a customer, in and out: one row a contact.",
    key=("customer_id", "happened_at", "channel", "direction", "subject"),
    columns=(
        Column("customer_id", TEXT, "the customer", required=True),
        Column("happened_at", MOMENT, "when it was", required=True),
        Column("channel", TEXT, "such as phone, e-mail, visit"),
        Column("direction", TEXT, "inbound where the customer began it, else outbound"),
        Column("subject", TEXT, "what it was about"),
    ),
    rules=(one_of("direction", "inbound", "outbound"),),
)
