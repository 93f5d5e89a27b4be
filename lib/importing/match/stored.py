"""What the data there is says of new columns: whose ids they hold."""

from collections.abc import Sequence

from lib.database import Database
from lib.importing.match.names import name_of
from lib.importing.match.sheets import KEYS, Sheet
from lib.importing.profile import ColumnProfile

MEETING = 0.5  # of a column's values are ids there are
FEWEST = 5  # different values: two may be there by chance
SHORTEST = 4  # digits of an id: 1, 2, 3 count something just as well


def recognise(sheets: Sequence[Sheet], stored: Database) -> None:
    """Let every file know which of its columns hold ids of a stored table."""
    tables = [table for table in KEYS if stored.rows_of(table)]
    for sheet in sheets:
        for column in sheet.columns:
            if not _may_be_ids(column):
                continue
            values = sheet.some_values(column)
            found = {table: _share(values, stored, table) for table in tables}
            best = max(found, key=lambda table: found[table], default=None)
            if best and found[best] >= MEETING:
                sheet.recognised[column.name] = best


def _may_be_ids(column: ColumnProfile) -> bool:
    if column.distinct < FEWEST:
        return False
    long = min(len(sample) for sample in column.samples) >= SHORTEST
    numbered = column.kind == "whole" and (long or "id" in name_of(column.name).words)
    return column.kind == "text" or numbered


def _share(values: list[str], stored: Database, table: str) -> float:
    if not values:
        return 0.0
    sql = f"select count(*) from {table} where {KEYS[table]} in (select unnest($values))"
    return float(stored.value(sql, {"values": values})) / len(values)
