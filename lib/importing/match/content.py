"""Columns whose names say nothing: what is a table of orders by what stands in it."""

import re

from lib.importing.match.sheets import Sheet
from lib.importing.profile import ColumnProfile

DAY = "{column} is the only column of days."
MONEY = "{column} holds numbers with decimals, and is taken for the money."
NUMBER = "{column} is the only column of numbers, and is taken for the money."
REPEATED = "{column} repeats values as ids of customers do."
UNIQUE = "{column} holds another value in every row, as ids of orders do."

# What days and months are called: such a column repeats its values and is no customer.
CALENDAR = re.compile(
    r"(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?|"
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*|"
    r"(周|星期|礼拜)[一二三四五六日天]|\d{1,2}月|"
    r"(mon|diens|donners|frei|sams|sonn)tag|mittwoch|q[1-4]"
)


def suppose_orders(sheet: Sheet) -> bool:
    """Take a file for orders where it has one column of days and one of money, and say so."""
    days = [column for column in sheet.columns if column.kind in ("date", "timestamp")]
    money = [column for column in sheet.columns if column.kind == "number"]
    whole = [column for column in sheet.columns if column.kind == "whole"]
    if len(days) != 1 or not (money or len(whole) == 1):
        return False
    found: dict[str, ColumnProfile] = {"ordered_on": days[0]}
    why = {"ordered_on": DAY}
    found["revenue"] = money[-1] if money else whole[0]
    why["revenue"] = MONEY if money else NUMBER
    rest = [
        column
        for column in sheet.columns
        if column.kind in ("text", "whole") and column not in found.values()
    ]
    if key := next((column for column in rest if sheet.is_key(column)), None):
        found["order_id"], why["order_id"] = key, UNIQUE
    repeated = [
        one
        for one in rest
        if one is not key and 1 < one.distinct < one.filled and not _of_calendar(one)
    ]
    if repeated:
        most = max(repeated, key=lambda column: column.distinct)
        found["customer_id"], why["customer_id"] = most, REPEATED
    sheet.suppose("orders", found, why)
    return True


def _of_calendar(column: ColumnProfile) -> bool:
    return all(CALENDAR.fullmatch(sample.strip().casefold()) for sample in column.samples)
