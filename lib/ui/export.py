"""A frame as a CSV file that a spreadsheet opens as data and never as formulas."""

from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

from pandas import DataFrame, isna

# What a spreadsheet may take for a formula, and the full-width twins it may take for the same.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001


def csv(frame: DataFrame) -> bytes:
    """UTF-8 with a byte order mark; plain numbers, ISO days, NULL empty."""
    plain = DataFrame({cell(name): [cell(value) for value in frame[name]] for name in frame})
    out = StringIO()
    plain.to_csv(out, index=False, lineterminator="\r\n")
    return out.getvalue().encode("utf-8-sig")


def cell(value: Any) -> str:
    if isinstance(value, str):
        return neutral(value)
    if isna(value):
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        plain = format(Decimal(repr(value)), "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(value)


def neutral(text: str) -> str:
    """Text that begins like a formula, with the apostrophe that makes it text again."""
    return f"'{text}" if text.startswith(DANGEROUS) else text
