"""What the data there is says of new columns: whose keys they hold."""

from collections.abc import Sequence

from lib.database import Database
from lib.importing.match.sheets import Sheet

MEETING = 0.5
KEYS = {"customers": "customer_id", "products": "product_id", "campaigns": "campaign_id"}


def recognise(sheets: Sequence[Sheet], stored: Database) -> dict[int, dict[str, str]]:
    """For each file, by its id(), columns that hold keys of a stored table: {column: table}."""
    tables = {table: key for table, key in KEYS.items() if stored.rows_of(table)}
    found: dict[int, dict[str, str]] = {}
    for sheet in sheets:
        for column in sheet.columns:
            if column.kind not in ("text", "whole") or column.distinct < 3:
                continue
            for table, key in tables.items():
                if _share(sheet, column.name, stored, table, key) >= MEETING:
                    found.setdefault(id(sheet), {})[column.name] = table
    return found


def _share(sheet: Sheet, name: str, stored: Database, table: str, key: str) -> float:
    column = sheet.column(name)
    values = sheet.some_values(column) if column else []
    if not values:
        return 0.0
    sql = f"select count(*) from {table} where {key} in (select unnest($values))"
    return float(stored.value(sql, {"values": values})) / len(values)
