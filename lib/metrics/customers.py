"""Who the customers are: what they can be chosen by."""

from pandas import DataFrame

from lib.database import Database, query

VALUES_AT_MOST = 500  # a column with more different values holds ids, not groups


def customer_values(db: Database, *, most: int = 50, search: str | None = None) -> DataFrame:
    """What customers can be chosen by: one row per column or attribute and value that occurs.

    Columns:
        name: a column of customers (Customers.COLUMNS), or an attribute.
        is_attribute: which of the two, as both may bear one name.
        value: never empty.
        customers: who hold it.

    Columns come before attributes, by name; of each the `most` frequent values, ties by value.
    With `search` only those that contain it, in capitals or not. A name with more than 500
    different values is left out. Source: metrics.md section 1 (by attribute).
    """
    return query(
        db,
        "customer_values",
        most=most,
        search=search or "",
        values_at_most=VALUES_AT_MOST,
    )
