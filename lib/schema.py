"""The source tables: columns, types, which are required, and the rules every row keeps.

This file is the contract. Imports are held to it, metrics rely on it, `data/README.md` documents
it, and a test holds the three together. A rule is a sentence and the SQL condition that makes it
true of a row; a condition that is NULL (an optional value is absent) counts as kept.

Two columns are the store's own and never imported: a table with a `customer_id` also carries
`customer_key`, one with a `product_id` also `product_key`, the integers that derived tables join
on. `customers` and `products` say with `is_stub` that a row was made because another table named
an id nobody had introduced.
"""

from collections.abc import Container
from dataclasses import dataclass

TEXT = "varchar"
DAY = "date"
MOMENT = "timestamp"
MONEY = "decimal(18, 4)"
NUMBER = "double"
WHOLE = "bigint"
FLAG = "boolean"


@dataclass(frozen=True)
class Column:
    name: str
    type: str
    about: str
    required: bool = False


@dataclass(frozen=True)
class Rule:
    """A sentence about every row, and the SQL condition that makes it true."""

    sentence: str
    condition: str


@dataclass(frozen=True)
class Table:
    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


def one_of(column: str, *words: str) -> Rule:
    listed = ", ".join(f"'{word}'" for word in words)
    return Rule(f"{column} is one of {', '.join(words)}", f"{column} in ({listed})")


def not_before(later: str, earlier: str) -> Rule:
    return Rule(f"{later} is not before {earlier}", f"{later} >= {earlier}")


def not_negative(column: str) -> Rule:
    return Rule(f"{column} is not negative", f"{column} >= 0")


def within_scale(column: str, low: str, high: str) -> Rule:
    return Rule(
        f"{column} lies within {low} and {high}",
        f"{column} between coalesce({low}, {column}) and coalesce({high}, {column})",
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

PRODUCTS = Table(
    "products",
    "What is sold: one row a product.",
    key=("product_id",),
    columns=(
        Column("product_id", TEXT, "the product's id, kept as text", required=True),
        Column("name", TEXT, "what the product is called"),
        Column("category", TEXT, "product category"),
        Column("unit_cost", MONEY, "cost of goods of one unit"),
    ),
    rules=(not_negative("unit_cost"),),
)

ORDERS = Table(
    "orders",
    "What was bought: one row an order line. An imported order replaces all its lines.",
    key=("order_id", "line"),
    columns=(
        Column("order_id", TEXT, "the order's id", required=True),
        Column("line", TEXT, "the line within the order"),
        Column("customer_id", TEXT, "who ordered; empty lines count in company totals only"),
        Column("ordered_on", DAY, "day of the order", required=True),
        Column("promised_on", DAY, "day delivery was promised for"),
        Column("delivered_on", DAY, "day it was delivered"),
        Column("product_id", TEXT, "what was ordered"),
        Column("quantity", NUMBER, "units; negative on a refund line"),
        Column("revenue", MONEY, "revenue of the whole line; negative on a refund", required=True),
        Column("cost", MONEY, "cost of goods of the whole line"),
        Column("channel", TEXT, "sales channel"),
        Column("place", TEXT, "place of sale"),
        Column("salesperson", TEXT, "who sold it"),
        Column("campaign_id", TEXT, "campaign the order names as its cause"),
        Column("status", TEXT, "completed, cancelled or returned; empty means completed"),
    ),
    rules=(
        one_of("status", "completed", "cancelled", "returned"),
        not_before("delivered_on", "ordered_on"),
    ),
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

RATINGS = Table(
    "ratings",
    "Survey answers by aspect: one row a response and aspect.",
    key=("response_id", "aspect"),
    columns=(
        Column("response_id", TEXT, "one filled-in survey", required=True),
        Column("customer_id", TEXT, "who answered, where it is known"),
        Column("order_id", TEXT, "the order asked about"),
        Column("product_id", TEXT, "the product asked about"),
        Column("answered_on", DAY, "day of the answer"),
        Column("aspect", TEXT, "what was judged, such as punctuality", required=True),
        Column("layer", TEXT, "core product, process & technology, or emotion"),
        Column("expected", NUMBER, "what was expected, in scale points"),
        Column("perceived", NUMBER, "what was perceived, in scale points", required=True),
        Column("importance", NUMBER, "how much the aspect matters to the respondent"),
        Column("scale_min", NUMBER, "lowest point of the scale"),
        Column("scale_max", NUMBER, "highest point of the scale"),
    ),
    rules=(
        one_of("layer", "core product", "process & technology", "emotion"),
        Rule("scale_min is below scale_max", "scale_min < scale_max"),
        Rule("scale_max is above 0", "scale_max > 0"),
        within_scale("expected", "scale_min", "scale_max"),
        within_scale("perceived", "scale_min", "scale_max"),
        not_negative("importance"),
    ),
)

RESPONSES = Table(
    "responses",
    "Overall answers of a survey: one row a response.",
    key=("response_id",),
    columns=(
        Column("response_id", TEXT, "one filled-in survey", required=True),
        Column("customer_id", TEXT, "who answered, where it is known"),
        Column("order_id", TEXT, "the order asked about"),
        Column("product_id", TEXT, "the product asked about"),
        Column("answered_on", DAY, "day of the answer"),
        Column("survey", TEXT, "which survey it was"),
        Column("overall", NUMBER, "overall satisfaction, in scale points"),
        Column("overall_min", NUMBER, "lowest point of the overall scale"),
        Column("overall_max", NUMBER, "highest point of the overall scale"),
        Column("recommend", NUMBER, "would recommend us, 0 to 10"),
        Column("prefers_us", NUMBER, "prefers us to others, 1 to agree_max"),
        Column("will_buy_again", NUMBER, "will buy again, 1 to agree_max"),
        Column("agree_max", NUMBER, "highest point of the agreement scale"),
    ),
    rules=(
        Rule("overall_min is below overall_max", "overall_min < overall_max"),
        within_scale("overall", "overall_min", "overall_max"),
        Rule("recommend lies between 0 and 10", "recommend between 0 and 10"),
        Rule(
            "prefers_us lies between 0 and agree_max",
            "prefers_us between 0 and coalesce(agree_max, prefers_us)",
        ),
        Rule(
            "will_buy_again lies between 0 and agree_max",
            "will_buy_again between 0 and coalesce(agree_max, will_buy_again)",
        ),
    ),
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

RETURNS = Table(
    "returns",
    "What came back, to be taken back or repaired: one row a return.",
    key=("return_id",),
    columns=(
        Column("return_id", TEXT, "the return's id", required=True),
        Column("order_id", TEXT, "the order it was bought with"),
        Column("customer_id", TEXT, "who returned it; where empty, who ordered it"),
        Column("returned_on", DAY, "day it came back"),
        Column("kind", TEXT, "return or repair; empty means return"),
        Column("product_id", TEXT, "what came back"),
        Column("quantity", NUMBER, "units that came back"),
        Column("amount", MONEY, "money given back, where the orders have no refund for it"),
        Column("reason", TEXT, "why it came back"),
    ),
    rules=(one_of("kind", "return", "repair"), not_negative("quantity"), not_negative("amount")),
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

PAYMENTS = Table(
    "payments",
    "Money customers paid: one row a payment.",
    key=("payment_id",),
    columns=(
        Column("payment_id", TEXT, "the payment's id", required=True),
        Column("order_id", TEXT, "the order it is for"),
        Column("customer_id", TEXT, "who paid; where empty, who ordered"),
        Column("paid_on", DAY, "day it arrived"),
        Column("amount", MONEY, "money received; negative where it was paid back", required=True),
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

EMPLOYEE_SURVEYS = Table(
    "employee_surveys",
    "How satisfied employees are: one row an answer to one aspect.",
    key=("answered_on", "respondent", "unit", "aspect"),
    columns=(
        Column("answered_on", DAY, "day of the answer", required=True),
        Column("respondent", TEXT, "who answered, or a number that stands for them"),
        Column("unit", TEXT, "department or place they work in"),
        Column("aspect", TEXT, "what was asked about, such as leadership"),
        Column("score", NUMBER, "the answer, in scale points", required=True),
        Column("score_max", NUMBER, "highest point of the scale"),
    ),
    rules=(
        Rule("score_max is above 0", "score_max > 0"),
        Rule(
            "score lies between 0 and score_max", "score between 0 and coalesce(score_max, score)"
        ),
    ),
)

# In the order they are loaded: those that others refer to come first.
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        CUSTOMERS,
        ATTRIBUTES,
        CONTRACTS,
        PRODUCTS,
        CAMPAIGNS,
        ORDERS,
        COSTS_TO_SERVE,
        RATINGS,
        RESPONSES,
        STAGES,
        OPPORTUNITIES,
        STAGE_CHANGES,
        TOUCHES,
        CAMPAIGN_DAYS,
        COMPLAINTS,
        RETURNS,
        EVENTS,
        PAYMENTS,
        TARGETS,
        PEOPLE,
        INTERACTIONS,
        RECOVERY_STEPS,
        EMPLOYEE_SURVEYS,
    )
}

# A column of this name refers to this table's key. An unknown customer or product becomes a stub;
# any other miss is a warning.
REFERENCES = {
    "customer_id": "customers",
    "product_id": "products",
    "campaign_id": "campaigns",
    "order_id": "orders",
    "opportunity_id": "opportunities",
    "complaint_id": "complaints",
}
STUBBED = {"customers": "customer_key", "products": "product_key"}

# The days that say how far a table reaches; due dates and contract ends never do.
PAST_DAYS = {
    "orders": ("ordered_on",),
    "costs_to_serve": ("spent_on",),
    "ratings": ("answered_on",),
    "responses": ("answered_on",),
    "opportunities": ("created_on", "closed_on"),
    "touches": ("touched_on",),
    "campaign_days": ("day",),
    "complaints": ("opened_at",),
    "returns": ("returned_on",),
    "events": ("happened_on",),
    "payments": ("paid_on",),
    "interactions": ("happened_at",),
    "recovery_steps": ("done_at",),
    "employee_surveys": ("answered_on",),
}


def store_columns(table: Table) -> dict[str, str]:
    """Every stored column of `table` and its DuckDB type: its own first, then the store's."""
    columns = {column.name: column.type for column in table.columns}
    if "customer_id" in columns:
        columns["customer_key"] = "integer"
    if "product_id" in columns:
        columns["product_key"] = "integer"
    if table.name in STUBBED:
        columns["is_stub"] = FLAG
    return columns


def create_table(table: Table) -> str:
    """The statement that makes an empty source table."""
    columns = ", ".join(f"{name} {type_}" for name, type_ in store_columns(table).items())
    return f"create table {table.name} ({columns})"


def create_tables(held: Container[str] = ()) -> list[str]:
    """The statements that make an empty store: source tables, then what is kept about imports.

    Of a store that an earlier version made, `held` names the tables it has already.
    """
    made = {name: create_table(table) for name, table in TABLES.items()} | BOOKKEEPING
    return [statement for name, statement in made.items() if name not in held]


# What the store keeps about itself. `changes` says which months an import touched, for the build
# that follows it: a NULL month means every month.
BOOKKEEPING = {
    "imports": """create table imports (
        import_id integer, imported_at timestamp, recipe varchar, recipe_text varchar,
        complete_to date, newest_order_day date, is_sample boolean, mode varchar,
        generation integer)""",
    "import_files": """create table import_files (
        import_id integer, name varchar, bytes bigint, hash varchar)""",
    "import_fates": """create table import_fates (
        import_id integer, file varchar, block varchar, table_name varchar,
        file_rows bigint, loaded bigint, merged bigint, set_aside bigint, skipped bigint)""",
    "import_tables": """create table import_tables (
        import_id integer, table_name varchar, added bigint, changed bigint, unchanged bigint,
        removed bigint, set_aside bigint)""",
    "changes": "create table changes (table_name varchar, month date)",
}

# What stores of an earlier version lack in tables they have.
ADDED_COLUMNS = (
    "alter table imports add column if not exists mode varchar",
    "alter table imports add column if not exists generation integer",
)
