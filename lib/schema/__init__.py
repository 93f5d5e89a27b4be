"""The source tables: columns, types, which are required, and the rules every row keeps.

They are the contract. Imports are held to it, metrics rely on it, `data/README.md` documents it,
and a test holds the three together. A rule is a sentence and the SQL condition that makes it
true of a row; a condition that is NULL (an optional value is absent) counts as kept.

Two columns are the store's own and never imported: a table with a `customer_id` also carries
`customer_key`, one with a `product_id` also `product_key`, the integers that derived tables join
on. `customers` and `products` say with `is_stub` that a row was made because another table named
an id nobody had introduced.
"""

from lib.schema.customers import ATTRIBUTES, CUSTOMERS
from lib.schema.orders import ORDERS
from lib.schema.sales import STAGES
from lib.schema.shape import DAY, FLAG, MOMENT, MONEY, NUMBER, TEXT, WHOLE, Column, Rule, Table
from lib.schema.store import ADDED_COLUMNS, BOOKKEEPING, create_tables, store_columns
from lib.schema.surveys import RATINGS
from lib.schema.tables import PAST_DAYS, REFERENCES, STUBBED, TABLES

__all__ = [
    "ADDED_COLUMNS",
    "ATTRIBUTES",
    "BOOKKEEPING",
    "CUSTOMERS",
    "Column",
    "DAY",
    "FLAG",
    "MOMENT",
    "MONEY",
    "NUMBER",
    "ORDERS",
    "PAST_DAYS",
    "RATINGS",
    "REFERENCES",
    "Rule",
    "STAGES",
    "STUBBED",
    "TABLES",
    "TEXT",
    "Table",
    "WHOLE",
    "create_tables",
    "store_columns",
]
