"""Data quality counted once more, row by row in plain Python, of a few tables."""

from datetime import date, timedelta

from pandas import isna

# Of each column: must it be filled, and of which rows; what is a sound value; whose key is it?
ASKED = {
    "customers": {
        "customer_id": lambda row: True,
        "name": lambda row: True,
        "kind": lambda row: True,
        "industry": lambda row: row["kind"] in (None, "business"),
        "occupation": lambda row: row["kind"] in (None, "person"),
        "birth_year": lambda row: row["kind"] in (None, "person"),
        "size": lambda row: row["kind"] in (None, "business"),
        "region": lambda row: True,
        "city": lambda row: True,
        "acquired_on": lambda row: True,
        "acquired_through": lambda row: True,
    },
    "products": dict.fromkeys(("product_id", "name", "category", "unit_cost"), lambda row: True),
    "campaigns": dict.fromkeys(
        ("campaign_id", "name", "channel", "purpose", "started_on", "cost"), lambda row: True
    ),
    "orders": dict.fromkeys(
        (
            *("order_id", "customer_id", "ordered_on", "product_id", "quantity", "revenue"),
            *("channel", "place"),
        ),
        lambda row: True,
    ),
}
REQUIRED = {"customer_id": "customers", "product_id": "products", "campaign_id": "campaigns"}
ALWAYS = ("order_id", "ordered_on", "revenue")


def plainly(db, imported_on):
    """Table and column -> asked and missing, checked and invalid, compared and repeated, looked up
    and unknown."""
    world = {name: _rows(db, name) for name in ASKED}
    for name in ("customers", "products"):
        world[name] = [row for row in world[name] if not row["is_stub"]]
    counts = {}
    for table, rows in world.items():
        for column in (column for column in rows[0] if not column.endswith("key")) if rows else ():
            counts[table, column] = (
                *_missing(table, column, rows, world),
                *_invalid(table, column, rows, imported_on),
                *_repeated(table, column, rows),
                *_unknown(table, column, rows, world),
            )
    return counts


def _rows(db, table):
    frame = db.run(f"select * from {table}").astype(object)
    return [
        {name: _plain(value) for name, value in row.items()} for row in frame.to_dict("records")
    ]


def _plain(value):
    if isna(value):
        return None
    return value.date() if hasattr(value, "date") else value


def _filled(value):
    return value is not None and value != ""


def _missing(table, column, rows, world):
    asks = ASKED[table].get(column)
    if (table, column) == ("orders", "cost"):
        priced = {p["product_id"] for p in world["products"] if p["unit_cost"] is not None}
        asks = lambda row: row["product_id"] not in priced  # noqa: E731
    asked = [row for row in rows if asks(row)] if asks else []
    missing = [row for row in asked if not _filled(row[column])]
    required = column in ALWAYS or REQUIRED.get(column) == table
    if len(missing) == len(asked) and not required:
        return 0, 0
    return len(asked), len(missing)


def _invalid(table, column, rows, imported_on):
    filled = [row for row in rows if _filled(row[column])]
    words = {
        "kind": ("business", "person"),
        "size": ("large", "medium", "small"),
        "status": ("completed", "cancelled", "returned"),
        "purpose": ("win", "keep"),
    }
    if column in words:
        return len(filled), sum(row[column] not in words[column] for row in filled)
    if column == "birth_year":
        return len(filled), sum(not 1880 <= row[column] <= 2100 for row in filled)
    if column in ("acquisition_cost", "unit_cost") or (table, column) == ("campaigns", "cost"):
        return len(filled), sum(row[column] < 0 for row in filled)
    if column.endswith("_on"):
        return len(filled), sum(_impossible(row, column, imported_on) for row in filled)
    return 0, 0


NOT_BEFORE = {"left_on": "acquired_on", "delivered_on": "ordered_on", "ended_on": "started_on"}


def _impossible(row, column, imported_on):
    day, earlier = row[column], row.get(NOT_BEFORE.get(column))
    if day.year < 1970 or (earlier and day < earlier):
        return True
    if imported_on is None:
        return False
    if column == "ordered_on":
        return day > imported_on + timedelta(days=1)
    return day >= date(imported_on.year + 20, imported_on.month, imported_on.day)


def _repeated(table, column, rows):
    if column == "name" and table in ("customers", "products"):
        apart = {
            "customers": ("kind", "industry", "occupation", "birth_year", "region", "city", "size"),
            "products": ("category",),
        }[table]
        named = [row for row in rows if _filled(row["name"])]
        alike = [
            ("".join(c for c in row["name"].lower() if c not in " .,-"), *(row[n] for n in apart))
            for row in named
        ]
        return len(named), sum(alike.count(each) > 1 for each in alike)
    if REQUIRED.get(column) == table:
        keys = [row[column] for row in rows]
        return len(keys), sum(keys.count(key) > 1 for key in keys)
    return 0, 0


def _unknown(table, column, rows, world):
    other = REQUIRED.get(column)
    if other in (None, table) or not world[other]:
        return 0, 0
    filled = [row for row in rows if _filled(row[column])]
    known = {row[column] for row in world[other]}
    return len(filled), sum(row[column] not in known for row in filled)
