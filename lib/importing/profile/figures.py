"""How the numbers of a column are written: found by trying each way there is on all of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lib.database import Connection
from lib.importing.cast import BLANKS
from lib.importing.cast.numbers import EXACT
from lib.importing.profile.values import FOUND, converted, rows_where
from lib.importing.read import Reading
from lib.importing.sql import Layers, literal
from lib.schema import WHOLE

CURRENCIES = (
    *("$", "€", "£", "¥", "￥", "₹", "₽", "₩", "₺", "₫", "฿", "₪", "元", "円", "원"),
    *("US$", "R$", "HK$", "NT$", "A$", "C$", "S$", "kr", "kr.", "zł", "Kč", "Ft", "Fr.", "Rs."),
    *("USD", "EUR", "GBP", "CNY", "RMB", "JPY", "INR", "CHF", "BRL", "CAD", "AUD", "HKD", "SGD"),
    *("SEK", "NOK", "DKK", "PLN", "CZK", "TWD", "KRW", "MXN", "ZAR", "RUB", "TRY"),
)
_SIGNS = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
_BLANKS = f"[{BLANKS}]*"
_CORE = r"(?:\d|[.,]\d)[\d.,'’ " + "\u00a0\u202f" + r"]*(?:[eE][+-]?\d+)?"

# A text that may be a number, whatever the signs in it mean.
FIGURE = rf"\(?[+-]?(?:{_SIGNS})?{_BLANKS}[+-]?{_CORE}{_BLANKS}(?:{_SIGNS})?{_BLANKS}%?[)-]?"
SIGN_BEFORE = rf"^[(+-]?({_SIGNS}){_BLANKS}[+-]?[\d.,]"
SIGN_AFTER = rf"[\d.]{_BLANKS}({_SIGNS})[)-]?$"

GROUPED = r".*\d\.\d{3}(?:\D.*)?"

# Decimal sign and thousands sign, the likelier first where texts fit several.
STYLES = (
    *((".", None), (".", ","), (",", None), (",", "."), (",", " "), (".", " ")),
    *((".", "'"), (",", "'")),
)


@dataclass(frozen=True)
class Style:
    """A way to write numbers; `other` is a second one that fits all and means other numbers."""

    reading: Reading
    other: Reading | None = None


@dataclass(frozen=True)
class Figures:
    """Numbers of a column: of its rows `read` are one as `style` says, `whole` of them whole."""

    style: Style
    read: int
    whole: int
    is_number: str  # the condition on `cell`


def may_be_figure() -> str:
    return f"length(cell) < 60 and regexp_full_match(cell, {literal(FIGURE)})"


def find_figures(db: Connection, reading: Reading) -> Figures | None:
    """How the figures in the column are written; None where no way reads more than a few."""
    dressed = _dressed(db, reading)
    ways = list(_ways(dressed))
    figures, grouped = rows_where(db, may_be_figure(), _is_grouped())
    plain = _read_so(db, ways[0])
    if plain and plain == figures and not grouped:
        return _figures(db, Style(ways[0]), plain)
    read = [plain, *(_read_so(db, way) for way in ways[1:])]
    best = max(read)
    if not best:
        return None
    fitting = [way for way, rows in zip(ways, read, strict=True) if rows == best]
    chosen = fitting[0]
    other = next((way for way in fitting[1:] if _means_other(db, chosen, way)), None)
    return _figures(db, Style(chosen, other), best)


def _ways(reading: Reading) -> Iterator[Reading]:
    if reading.decimal != "." or reading.thousands or reading.is_decimal_said:
        yield reading
        return
    for decimal, thousands in STYLES:
        yield replace(reading, decimal=decimal, thousands=thousands)


def _is_grouped() -> str:
    """A point with three digits after it, which may part thousands."""
    return f"length(cell) < 60 and regexp_full_match(cell, {literal(GROUPED)})"


def _read_so(db: Connection, way: Reading) -> int:
    """How many rows a way reads as numbers."""
    layers = Layers(f"select cell, n from {FOUND} where {may_be_figure()}")
    value = converted(EXACT, way, "w", layers)
    sql = layers.select({"n": "n", "value": value})
    counted = f"select coalesce(sum(n) filter (where value is not null), 0)::bigint from ({sql})"
    rows: int = db.execute(counted).fetchall()[0][0]
    return rows


def _means_other(db: Connection, one: Reading, two: Reading) -> bool:
    layers = Layers(f"select cell from {FOUND} where {may_be_figure()}")
    values = {"one": converted(EXACT, one, "a", layers), "two": converted(EXACT, two, "b", layers)}
    differ = f"select 1 from ({layers.select(values)}) where one is distinct from two limit 1"
    return bool(db.execute(differ).fetchall())


def _figures(db: Connection, style: Style, read: int) -> Figures:
    """Keep beside each value the number it is, so that it is reckoned once."""
    layers = Layers(f"select cell, n, first from {FOUND}")
    exact = converted(EXACT, style.reading, "x", layers)
    whole = converted(WHOLE, style.reading, "y", layers)
    sql = layers.select(
        {"cell": "cell", "n": "n", "first": "first", "number": exact, "whole": whole}
    )
    db.execute(f"create or replace temp table {FOUND} as {sql}")
    (wholes,) = rows_where(db, "whole is not null")
    return Figures(style, read, wholes, "number is not null")


def _dressed(db: Connection, reading: Reading) -> Reading:
    """Signs of currencies, percents, and other ways to be less than zero, as [read] says them."""
    found = db.execute(
        f"""
        select
            list(distinct regexp_extract(cell, {literal(SIGN_BEFORE)}, 1)),
            list(distinct regexp_extract(cell, {literal(SIGN_AFTER)}, 1)),
            coalesce(bool_or(contains(cell, '%')), false),
            coalesce(bool_or(starts_with(cell, '(') and ends_with(cell, ')')), false),
            coalesce(bool_or(regexp_matches(cell, '[^.,]-$')), false)
        from {FOUND} where {may_be_figure()}"""
    ).fetchall()[0]
    before, after, percent, brackets, trailing = found
    signs = {sign for sign in (*(before or ()), *(after or ())) if sign}
    negative = "brackets" if brackets else "trailing" if trailing else None
    return replace(
        reading,
        currency=reading.currency or tuple(sorted(signs)),
        percent=reading.percent or ("share" if percent else None),
        negative=reading.negative or negative,
    )
