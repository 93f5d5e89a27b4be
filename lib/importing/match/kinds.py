"""What a kind of column is worth as a field, and what is to be said of it."""

import re

from lib.importing.match.names import ID_WORDS, Fit, meant_by
from lib.importing.profile import ColumnProfile
from lib.schema import DAY, FLAG, MOMENT, MONEY, NUMBER, TABLES, TEXT, WHOLE

NOT_DAYS = "{column} is called like days, but not all of it reads as days."
NOT_NUMBERS = "{column} is called like numbers, but not all of it reads as numbers."
STANDS_FOR = "{column} stands for the customer's id: two of one name would become one."
ID_SIGNS = ("编号", "号", "代码", "编码", "标识", "账户")

# Fields our tables do not have, and what would be in them; "day" and "text" are the rest.
OTHER_FIELDS = {
    **dict.fromkeys(
        ("unit_price", "discount", "profit", "refund", "freight", "tenure", "age"), NUMBER
    ),
    **dict.fromkeys(("shipped_on", "birth_date"), DAY),
    **dict.fromkeys(("churned", "opened", "clicked", "responded", "returned"), FLAG),
}

# What the state of an account is, and no state of a country.
STATES_OF_ACCOUNTS = {
    *("enabled", "disabled", "active", "inactive", "invited", "declined", "pending", "blocked"),
    *("suspended", "closed", "open", "new", "verified", "unverified", "subscribed"),
    *("unsubscribed", "archived", "deleted", "locked", "lead", "customer"),
}
PLACES = {"region", "city", "place"}
SHARED = {("complaints", "kind"), ("complaints", "severity")}  # words that several rows have
MANY = 8  # rows that all differ, in what rows of one kind would share
LESS_IF_ALL_DIFFER = 0.8

# What a kind of column is worth as a type of field; what is not there cannot be.
WORTH = {
    TEXT: {"text": 1.0, "whole": 1.0, "number": 0.75, "flag": 0.85, "empty": 0.75},
    DAY: {"date": 1.0, "timestamp": 1.0, "text": 0.8, "empty": 0.8},
    MONEY: {"number": 1.0, "whole": 1.0, "text": 0.75, "empty": 0.75},
    WHOLE: {"whole": 1.0, "number": 0.8, "empty": 0.75},
    FLAG: {"flag": 1.0, "whole": 1.0, "text": 0.85, "number": 0.8, "empty": 0.75},
}
WORTH[MOMENT], WORTH[NUMBER] = WORTH[DAY], WORTH[MONEY]


def why(table: str, fit: Fit, column: ColumnProfile) -> str:
    """What is to be said of a column though its name is right."""
    wanted = type_of(table, fit.field)
    if column.kind == "text" and wanted in (DAY, MOMENT):
        return NOT_DAYS
    if column.kind == "text" and wanted in (MONEY, NUMBER, WHOLE):
        return NOT_NUMBERS
    if fit.field == "customer_id" and not set(meant_by(column.name).words) & {*ID_WORDS, "email"}:
        chinese = meant_by(column.name).compact
        return "" if any(word in chinese for word in ID_SIGNS) else STANDS_FOR
    return ""


def fields_of(table: str) -> tuple[str, ...]:
    return TABLES[table].names if table in TABLES else ()


def type_of(table: str, name: str) -> str:
    """The type of a field; of those our tables do not have, too."""
    column = TABLES[table].column(name) if table in TABLES else None
    return column.type if column else OTHER_FIELDS.get(name, TEXT)


def worth_as(table: str, name: str, column: ColumnProfile) -> float:
    """How well what a column holds goes with a field: 0 where it cannot be."""
    worth = WORTH[type_of(table, name)].get(column.kind, 0.0)
    if column.kind == "text" and worth < 1 and not _is_nearly(column, type_of(table, name)):
        return 0.0
    if not _can_be(name, column):
        return 0.0
    if (table, name) in SHARED and MANY <= column.filled == column.distinct:
        return worth * LESS_IF_ALL_DIFFER
    is_id = name.endswith("_id") or name in ("line", "name", "category")
    if is_id and name != "line" and column.kind == "flag":
        return 0.0
    if column.kind == "number" and name.endswith("_id") and has_point_zero(column):
        return 1.0
    return worth


def _can_be(name: str, column: ColumnProfile) -> bool:
    """Lists and structures are no ids or names; what an account's state is says no place."""
    samples = [sample.strip() for sample in column.samples]
    if name.endswith("_id") or name == "name":
        return not samples or not all(
            sample[:1] + sample[-1:] in ("[]", "{}") for sample in samples
        )
    if name in PLACES:
        return not samples or not {one.casefold() for one in samples} <= STATES_OF_ACCOUNTS
    return True


def _is_nearly(column: ColumnProfile, type_: str) -> bool:
    """Text of which most would be numbers or days, or that begins as days do."""
    if type_ in (DAY, MOMENT):
        return all(re.match(r"\d{1,4}[-/.年]\d{1,2}", sample) for sample in column.samples)
    return any({"filled", "others"} <= set(dict(note.values)) for note in column.notes)


def has_point_zero(column: ColumnProfile) -> bool:
    """An id that went through a spreadsheet: 17850.0."""
    return bool(column.samples) and all(sample.endswith(".0") for sample in column.samples)
