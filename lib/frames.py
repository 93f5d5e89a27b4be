"""A frame's rows as plain objects, for code that says or draws one row at a time."""

from collections.abc import Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from pandas import DataFrame, Series, Timestamp
from pandas.api.types import is_numeric_dtype


def rows_of(frame: DataFrame) -> list[Any]:
    """The frame's rows as plain objects with its columns as names: NULL is None, money a float."""
    names = list(frame.columns)
    columns = [_plain(frame[name]) for name in names]
    return [
        SimpleNamespace(**dict(zip(names, values, strict=True)))
        for values in zip(*columns, strict=True)
    ]


def _plain(column: Series) -> list[Any]:
    """A column at a time: to ask pandas of each value takes as long as drawing the chart."""
    held = zip(column.tolist(), column.notna().tolist(), strict=True)
    if is_numeric_dtype(column.dtype):
        return [value if is_known else None for value, is_known in held]
    return [_python(value) if is_known else None for value, is_known in held]


def _python(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def known(rows: Sequence[Any], *columns: str) -> list[Any]:
    """The rows in which all these columns are known."""
    return [row for row in rows if all(getattr(row, name) is not None for name in columns)]
