"""A frame's rows as plain objects, for code that says or draws one row at a time."""

from collections.abc import Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from pandas import DataFrame, Timestamp, isna


def rows_of(frame: DataFrame) -> list[Any]:
    """The frame's rows as plain objects with its columns as names: NULL is None, money a float."""
    names = list(frame.columns)
    columns = [[_plain(value) for value in frame[name]] for name in names]
    return [
        SimpleNamespace(**dict(zip(names, values, strict=True)))
        for values in zip(*columns, strict=True)
    ]


def _plain(value: Any) -> Any:
    if isna(value):
        return None
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def known(rows: Sequence[Any], *columns: str) -> list[Any]:
    """The rows in which all these columns are known."""
    return [row for row in rows if all(getattr(row, name) is not None for name in columns)]
