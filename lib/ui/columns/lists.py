"""The columns of any list, told from its frame."""

from dataclasses import replace
from decimal import Decimal

from pandas import DataFrame, Series
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_numeric_dtype

from lib import words
from lib.ui.columns.column import TEXTS, Column, Columns, Kind
from lib.ui.columns.every_column import COLUMNS

# What tells of the list and not of its rows.
NOT_SHOWN = ("total", "basis", "nth")


def known(frame: DataFrame) -> Columns:
    """The columns of any list, as COLUMNS orders them; none that holds nothing.

    Others keep their own names and come last. A customer without a name is called by the id.
    """
    names = [str(name) for name in frame if name not in NOT_SHOWN and _says_something(frame[name])]
    known = [name for name in COLUMNS if name in names]
    others = [name for name in names if name not in COLUMNS]
    shown = {name: _column(frame[name]) for name in known + others}
    if "name" in shown and "customer_id" not in frame:  # of something else than a customer
        shown["name"] = replace(shown["name"], label=words.COLUMNS["name"])
    return Columns(shown, named)


def heads(frame: DataFrame) -> dict[str, str]:
    """The label of each column that has one, as a key of the catalogue; no label stands twice."""
    told: dict[str, str] = {}
    for name in map(str, frame):
        told_of = COLUMNS.get(name)
        is_other = told_of and told_of.kind == "flag" and _kind(frame[name]) != "flag"
        label = told_of.label if told_of and not is_other else name
        if name == "name" and "customer_id" not in frame:
            label = words.COLUMNS["name"]
        if label != name and label not in told.values():
            told[name] = label
    return told


def as_stored(frame: DataFrame) -> Columns:
    """The columns of one of our tables in its own order: its key first."""
    found = known(frame)
    return replace(found, shown={n: found.shown[n] for n in map(str, frame) if n in found.shown})


def _says_something(column: Series) -> bool:
    return column.empty or bool(column.notna().any())


def named(frame: DataFrame) -> DataFrame:
    """A customer without a name is called by the id."""
    if not {"name", "customer_id"} <= set(frame):
        return frame
    return frame.assign(name=frame["name"].fillna(frame["customer_id"]))


def _column(values: Series) -> Column:
    """What COLUMNS says, or the values themselves. A yes or no is one, whatever others count."""
    name = str(values.name)
    told = COLUMNS.get(name)
    kind = _kind(values)
    if kind == "flag" or (_holds_text(values) and told and told.kind not in TEXTS):
        return Column(kind, told.label if told else name)
    return told or Column(kind, name)


def _holds_text(values: Series) -> bool:
    """An attribute's value is text, whatever is of value elsewhere."""
    return isinstance(next(iter(values.dropna()), None), str)


def _kind(values: Series) -> Kind:
    first = next(iter(values.dropna()), None)  # a column with NULL may be of no kind of pandas'
    if is_bool_dtype(values) or isinstance(first, bool):
        return "flag"
    if is_numeric_dtype(values) or isinstance(first, Decimal):
        return "number"
    return "day" if is_datetime64_any_dtype(values) else "text"
