"""The columns of customers lost, and of whom to call."""

from collections.abc import Mapping

from pandas import DataFrame

from lib.charts.losses import REASONS
from lib.languages import N_
from lib.ui.columns.column import Column, Columns
from lib.ui.columns.lists import known, named


def lost(frame: DataFrame) -> Columns:
    """Customers lost, with the reason beside the name."""
    found = dict(known(frame).shown)
    if "reason" in found:
        found["reason"] = Column("text", N_("Why they left"), REASONS)
    if "month" in found:
        found["month"] = Column("month", N_("Lost in"))
    first = ("month", "name", "size", "reason", "value")
    return Columns(_led_by(first, found), named)


def to_call(frame: DataFrame) -> Columns:
    """The same of those who are not back: whom to call, and what was last said to and by them."""
    first = ("name", "value", "reason", "last_trade_day", "contacted_on", "complained_of", "month")
    return Columns(_led_by(first, lost(frame).shown), named)


def _led_by(names: tuple[str, ...], shown: Mapping[str, Column]) -> dict[str, Column]:
    """The columns shown, those named first."""
    first = {name: shown[name] for name in names if name in shown}
    return first | {name: shown[name] for name in shown if name not in first}
