"""What is sold: products, orders, what is paid for them and what comes back."""

from lib.schema.shape import (
    DAY,
    MONEY,
    NUMBER,
    TEXT,
    Column,
    Table,
    not_before,
    not_negative,
    one_of,
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
