"""A row of units under the header: (kg), EUR, %."""

import re

# What a row under the header may hold instead of data: (kg), EUR, %, 元.
UNIT = re.compile(
    r"\([^)]+\)|\[[^\]]+\]|（[^）]+）|[%‰$€£¥#]|(USD|EUR|GBP|CNY|RMB|JPY|CHF|INR|[kKmM]?(€|\$)|T€|TEUR)"
    r"|text|string|varchar|char|int|integer|bigint|decimal|float|double|numeric|datetime|timestamp"
    r"|kg|g|mg|t|lbs?|oz|km|m|cm|mm|l|ml|m2|m3|m²|m³|kwh|h|hrs?|hours?|min|minutes?|s|sec|days?"
    r"|months?|years?|pcs|pieces?|units?|items?|percent|number|date|yyyy-mm-dd|dd[./-]mm[./-]yyyy"
    r"|万?元|美元|件|个|台|次|人|天|日|月|年|小时|分钟|千克|公斤|吨|米|千米|平方米|百分比|万|亿元?",
    re.I,
)

BRACKETED = re.compile(r"\([^)]+\)|\[[^\]]+\]|（[^）]+）|【[^】]+】")


def are_units(cells: list[str]) -> bool:
    """Is each of these cells a unit?"""
    return bool(cells) and all(UNIT.fullmatch(cell) for cell in cells)


def are_bracketed(cells: list[str]) -> bool:
    """Does each stand in brackets, as no value does: (kg), [EUR], 【元】?"""
    return all(BRACKETED.fullmatch(cell) for cell in cells)
