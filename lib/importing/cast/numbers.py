"""Text to numbers and amounts of money.

A pattern decides whether a text is a number: DuckDB's own casts take 12E5 (a code) for 1200000
and 1_000 for a thousand, and round the fifth decimal of an amount away without a word.
"""

import re
from dataclasses import replace
from functools import partial

from lib.importing.cast.conversion import Conversion, Kind, always, otherwise
from lib.importing.read import Reading
from lib.importing.read.blanks import BLANKS
from lib.importing.sql import literal
from lib.schema import MONEY, NUMBER, WHOLE

# What "number" is to an expression: sums, differences and products of such are exact.
EXACT = "decimal(28, 9)"

# An amount before it is rounded: as many digits before the point as MONEY has, and 24 after it.
UNROUNDED = "decimal(38, 24)"
# A reckoned amount before it is rounded: room for the product of two numbers.
RECKONED = "decimal(38, 18)"

PLAIN = r"[+-]?(\d+\.?\d*|\.\d+)"
# With a point or a sign, an E is an exponent; without, as in 12E5, it may be a code's letter.
SCIENTIFIC = r"[+-]?(\d+\.\d*|\.\d+)[eE][+-]?\d+|[+-]?\d+[eE][+-]\d+"
FOUR_DECIMALS = r"[+-]?(\d+\.?\d{0,4}|\.\d{1,4})"

SENTENCES = {
    MONEY: "{field} is an amount of money: a plain number",
    NUMBER: "{field} is a number",
    EXACT: "{field} is a number",
    WHOLE: "{field} is a whole number",
}
MAY_BE_A_CODE = "{field} is a number; with an E but neither point nor sign it may be a code"
DRESSED = (
    "{field} is a plain number; currency, percent or negative under [read] say how it is written "
    "otherwise"
)
# With the sign of a currency or a percent, in brackets, or with the minus behind.
_SIGN = r"(\p{Sc}|[A-Z]{0,3}\$|EUR|USD|GBP|CNY|RMB|JPY|CHF|元)"
_FIGURE = r"[\d.,' \x{a0}\x{202f}]*\d"
WITH_SIGNS = (
    rf"\(?[+-]?{_SIGN} ?[+-]?{_FIGURE}[)-]?|\(?[+-]?{_FIGURE} ?({_SIGN}|%)[)-]?"
    rf"|\({_FIGURE}\)|{_FIGURE}-"
)
DIGITS = {MONEY: 14, EXACT: 19}  # before the point
TOO_LONG = "{field} has at most {digits} digits before the point"


def from_text(name: str, type_: str, text: str, reading: Reading) -> Conversion:
    """A column of text, in numbers as `reading` says they are written."""
    steps: list[dict[str, str]] = []
    number = text
    if is_written_otherwise(reading):
        number = f"{name}_n"
        steps = [{number: _with_points(text, reading)}]
    kinds = partial(_kinds, type_, reading)
    if type_ == MONEY:
        more, value, rounded = _money(name, number)
        return Conversion(type_, value, text, (*steps, *more), kinds, rounded)
    more, value = {NUMBER: _double, WHOLE: _whole, EXACT: _exact}[type_](name, number)
    return Conversion(type_, value, text, (*steps, *more), kinds)


def is_written_otherwise(reading: Reading) -> bool:
    """Does the recipe say that numbers are written in another way than 1234.5?"""
    dress = reading.currency or reading.percent or reading.negative
    return bool(reading.decimal != "." or reading.thousands or dress)


def quick(type_: str, raw: str) -> str | None:
    """A number of few digits and no frills, as most are."""
    if type_ == MONEY:
        return _quickly(raw, r"[+-]?\d{1,14}(\.\d{0,4})?", MONEY)
    if type_ == NUMBER:
        return _quickly(raw, r"[+-]?\d{1,15}(\.\d{0,15})?", NUMBER)
    return _quickly(raw, r"[+-]?\d{1,18}", WHOLE) if type_ == WHOLE else None


def _quickly(raw: str, pattern: str, type_: str) -> str:
    matches = f"regexp_full_match({raw}, {literal(pattern)})"
    return f"case when {matches} then try_cast({raw} as {type_}) end"


def from_number(name: str, type_: str, value: str, *, is_double: bool) -> Conversion:
    """A value reckoned by an expression."""
    shown = f"cast({value} as varchar)"
    if type_ == NUMBER:
        double = {f"{name}_d": f"try_cast({value} as double)"}
        finite = f"case when isfinite({name}_d) then {name}_d end"
        return Conversion(type_, finite, shown, (double,), always(SENTENCES[NUMBER]))
    if type_ == WHOLE:
        whole = f"case when {value} = trunc({value}) then try_cast({value} as bigint) end"
        return Conversion(type_, whole, shown, (), always(SENTENCES[WHOLE]))
    if is_double:
        # Twelve decimals let go of what binary fractions add: 0.1 + 0.2 is 0.3.
        value = f"case when isfinite({value}) then try_cast({value} as decimal(38, 12)) end"
    reckoned, nearest, unrounded = f"{name}_r", f"{name}_m", f"{name}_u"
    steps = (
        {reckoned: f"try_cast({value} as {RECKONED})"},
        {nearest: f"try_cast({reckoned} as {MONEY})"},
        {unrounded: f"case when {nearest} = {reckoned} then null else {reckoned} end"},
    )
    kinds = always(TOO_LONG, digits=DIGITS[MONEY])
    rounded = f"try_cast(round_even({unrounded}, 4) as {MONEY})"
    amount = f"case when {unrounded} is null then {nearest} else {rounded} end"
    return Conversion(MONEY, amount, shown, steps, kinds, unrounded)


def _kinds(type_: str, reading: Reading, text: str) -> tuple[Kind, ...]:
    reads = f"coalesce({_with_points(text, reading)}, '') <> ''"
    too_long = Kind(reads, TOO_LONG, (("digits", DIGITS.get(type_, 300)),))
    return (
        *([] if type_ == WHOLE else [too_long]),
        Kind(f"regexp_full_match({text}, '\\d+[eE]\\d+')", MAY_BE_A_CODE),
        Kind(f"regexp_full_match({text}, {literal(WITH_SIGNS)})", DRESSED),
        otherwise(SENTENCES[type_]),
    )


def _is_number(number: str) -> str:
    return f"regexp_full_match({number}, {literal(f'{PLAIN}|{SCIENTIFIC}')})"


def _money(name: str, number: str) -> tuple[list[dict[str, str]], str, str]:
    """Four decimals are cast as they stand; more are rounded half-even, exactly."""
    exact, unrounded = f"{name}_m", f"{name}_u"
    short = f"regexp_full_match({number}, {literal(FOUR_DECIMALS)})"
    # What stands past the 23rd decimal only matters by not being zero: 1 stands for all of it.
    sticky = f"regexp_replace({number}, '(\\.\\d{{23}})\\d*[1-9]\\d*$', '\\11')"
    longer = f"{exact} is null and {_is_number(number)}"
    steps = [
        {exact: f"case when {short} then try_cast({number} as {MONEY}) end"},
        {unrounded: f"case when {longer} then try_cast({sticky} as {UNROUNDED}) end"},
    ]
    value = f"coalesce({exact}, try_cast(round_even({unrounded}, 4) as {MONEY}))"
    return steps, value, unrounded


def _double(name: str, number: str) -> tuple[list[dict[str, str]], str]:
    double = f"case when {_is_number(number)} then try_cast({number} as double) end"
    return [{f"{name}_d": double}], f"case when isfinite({name}_d) then {name}_d end"


def _exact(name: str, number: str) -> tuple[list[dict[str, str]], str]:
    short = f"regexp_full_match({number}, {literal(FOUR_DECIMALS)})"
    quick = f"cast(try_cast({number} as decimal(18, 4)) as {EXACT})"
    steps = [{f"{name}_q": f"case when {short} then {quick} end"}]
    longer = f"case when {_is_number(number)} then try_cast({number} as {EXACT}) end"
    return steps, f"coalesce({name}_q, {longer})"


def _whole(name: str, number: str) -> tuple[list[dict[str, str]], str]:
    is_plain = f"regexp_full_match({number}, '[+-]?\\d+')"
    steps = [
        {f"{name}_w": f"case when {is_plain} then try_cast({number} as bigint) end"},
        {
            f"{name}_l": f"case when {name}_w is null and {_is_number(number)} "
            f"then try_cast({number} as decimal(38, 10)) end"
        },
    ]
    whole = f"case when {name}_l = trunc({name}_l) then try_cast({name}_l as bigint) end"
    return steps, f"coalesce({name}_w, {whole})"


def _with_points(text: str, reading: Reading) -> str:
    """A number as the recipe says it is written, such as 1.234,5 €, made 1234.5; else NULL."""
    if reading.percent:
        share = "e-2" if reading.percent == "share" else ""
        plainly = replace(reading, percent=None)
        without = f"trim(regexp_replace({text}, '%([)-]?)$', '\\1'), {literal(BLANKS)})"
        shares = f"{_with_points(without, plainly)} || '{share}'"
        is_percent = f"regexp_full_match({text}, '.*%[)-]?')"
        return f"case when {is_percent} then {shares} else {_with_points(text, plainly)} end"
    text = _undressed(text, reading)
    point, mark = re.escape(reading.decimal), _thousands(reading.thousands)
    plain = rf"[+-]?(\d+({point}\d*)?|{point}\d+)"
    scientific = rf"[+-]?(\d+{point}\d*[eE][+-]?\d+|\d+[eE][+-]\d+)"
    cases = [_case(text, f"{plain}|{scientific}", text, reading)]
    if mark:
        # Groups of three, or as in India of two before the last three.
        grouped = rf"[+-]?\d{{1,3}}({mark}\d{{2,3}})*{mark}\d{{3}}({point}\d*)?"
        bare = f"regexp_replace({text}, {literal(mark)}, '', 'g')"
        cases.append(_case(text, grouped, bare, reading))
    return f"case {' '.join(cases)} end"


def _undressed(text: str, reading: Reading) -> str:
    """A number without the signs of a currency, and with its minus in front."""
    if reading.currency:
        blanks = f"[{BLANKS}]*"
        sign = "|".join(re.escape(sign) for sign in sorted(reading.currency, key=len)[::-1])
        before = rf"^([(+-]?)(?:{sign}){blanks}([+-]?)"
        after = rf"{blanks}(?:{sign})([)-]?)$"
        text = f"regexp_replace({text}, {literal(before)}, '\\1\\2')"
        text = f"regexp_replace({text}, {literal(after)}, '\\1')"
    if reading.negative == "brackets":
        return f"regexp_replace({text}, '^\\(([^()+-]*)\\)$', '-\\1')"
    if reading.negative == "trailing":
        # Behind a point or a comma it stands for no cents: 12.- is 12.
        return f"regexp_replace({text}, '^([^()+-]*[^()+.,-])-$', '-\\1')"
    return text


def _case(text: str, pattern: str, number: str, reading: Reading) -> str:
    with_point = f"replace({number}, {literal(reading.decimal)}, '.')"
    return f"when regexp_full_match({text}, {literal(pattern)}) then {with_point}"


def _thousands(sign: str | None) -> str | None:
    """A pattern for the sign between thousands; where it is a blank, a narrow one is one too."""
    if sign is None:
        return None
    if sign in (" ", "\u00a0", "\u202f"):
        return "[ \u00a0\u202f]"
    return "['’]" if sign in ("'", "’") else re.escape(sign)
