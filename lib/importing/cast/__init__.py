"""Text to typed values, as DuckDB's SQL, with every cell that cannot be read told apart.

    the file's text → blanks cut from its ends → missing words as NULL → [map] → a type

Every conversion is a piece of SQL over a column of text (`from_text`) or over what an expression
reckoned (`from_value`); nothing is read here.
"""

from collections.abc import Mapping
from dataclasses import replace

from lib.importing.cast import days, numbers
from lib.importing.cast.conversion import Conversion, Kind, Values, always
from lib.importing.cast.days import ISO_ONLY, DateForm
from lib.importing.read import Reading
from lib.importing.read.blanks import BLANKS
from lib.importing.sql import literal, literals
from lib.schema import DAY, FLAG, MOMENT, TEXT, WHOLE

__all__ = [
    "BLANKS",
    "ISO_ONLY",
    "SEEN_AS",
    "WORDS_FOR_FALSE",
    "WORDS_FOR_TRUE",
    "Conversion",
    "DateForm",
    "Kind",
    "Values",
    "as_id",
    "at_once",
    "from_text",
    "from_value",
    "last_sign",
    "put_right",
    "quick",
    "trimmed",
    "without_missing",
]

# The types a recipe names, and what they are to an expression.
SEEN_AS = {
    "text": TEXT,
    "number": numbers.EXACT,
    "whole": WHOLE,
    "date": DAY,
    "timestamp": MOMENT,
    "flag": FLAG,
}

WORDS_FOR_TRUE = ("true", "yes", "y", "1", "是")
WORDS_FOR_FALSE = ("false", "no", "n", "0", "否")

FAMILIES = {
    "VARCHAR": "text",
    "BOOLEAN": "flag",
    "DATE": "time",
    "TIMESTAMP": "time",
    "DECIMAL": "decimal",
    "DOUBLE": "double",
    "FLOAT": "double",
    '"NULL"': "null",
}


WIDE_FROM, WIDE_TO = "\u3001", "\uf900"  # no blank lies between them
BLANK_ENDS = rf"\A[{BLANKS}]|[{BLANKS}]\z"


def last_sign(raw: str) -> str:
    return f"{raw}[-1]"


def trimmed(raw: str, last: str = "") -> str:
    """A cell without blanks at its ends; most cells have none, which is cheaper to see than to do.

    Texts compare by their first bytes at next to no cost, and one sign tells of the other end:
    `last` is a column of it, as it costs more to find than all else here. An id written ="0012",
    so that a spreadsheet keeps its digits, is what stands in the quotes.
    """
    end = last or last_sign(raw)
    kept = f"{raw} between '=\"' and '=#' and regexp_full_match({raw}, '=\"[^\"]*\"')"
    bare = f"{_is_no_blank(raw)} and {_is_no_blank(end)}"
    cut = f"trim({raw}, {literal(BLANKS)})"
    padded = f"regexp_matches({raw}, {literal(BLANK_ENDS)})"
    cases = f"when {kept} then {raw}[3:-2] when {bare} then {raw} when {padded} then {cut}"
    return f"case {cases} else {raw} end"


def _is_no_blank(sign: str) -> str:
    """Of ASCII, or of those that most of Chinese, Japanese and Korean is written in."""
    return f"({sign} between '!' and '~' or {sign} between '{WIDE_FROM}' and '{WIDE_TO}')"


def without_missing(cell: str, missing: tuple[str, ...]) -> str:
    """A trimmed cell, NULL where it is empty or one of the words that mean it."""
    words = dict.fromkeys(["", *(word.strip(BLANKS) for word in missing)])
    return f"case when {cell} not in ({literals(words)}) then {cell} end"


def put_right(cell: str, values: Mapping[str, str]) -> str:
    """A cell with the values of a map put right; what a map makes empty is missing."""
    pairs = " ".join(
        f"when {literal(found.strip(BLANKS))} then {literal(right)}"
        for found, right in values.items()
    )
    return f"nullif(case {cell} {pairs} else {cell} end, '')" if pairs else cell


def from_text(
    name: str, type_: str, text: str, reading: Reading, form: DateForm = ISO_ONLY
) -> Conversion:
    """The conversion of a column of text; `name` begins the names of the columns it adds."""
    if type_ == TEXT:
        return Conversion(TEXT, text, text)
    if type_ == FLAG:
        return _flag(text)
    if type_ in (DAY, MOMENT):
        return days.from_text(name, type_, text, reading, form)
    return numbers.from_text(name, type_, text, reading)


def quick(type_: str, raw: str, reading: Reading, form: DateForm) -> str | None:
    """The value of a raw cell that is plainly one, else NULL; None where nothing is plain.

    Most numbers and days need no cleaning, and to find that out costs a third of it.
    """
    has_digits = any(sign.isdigit() for word in reading.missing for sign in word)
    if has_digits or reading.decimal != "." or reading.thousands or days.is_against_iso(form):
        return None
    return numbers.quick(type_, raw) or days.quick(type_, raw)


def at_once(quickly: str, raw: str, reading: Reading) -> str:
    """The same where every cell is plainly a value or empty; the statement fails where one is not.

    Then nothing has to be kept of cells that cannot be read: there are none.
    """
    words = dict.fromkeys(["", *(word.strip(BLANKS) for word in reading.missing)])
    odd = f"case when {raw} not in ({literals(words)}) then error('a cell is not plain') end"
    return f"coalesce({quickly}, {odd})"


def from_value(
    name: str, type_: str, value: str, found: str, reading: Reading
) -> Conversion | None:
    """The conversion of a value of DuckDB's type `found`, as an expression gives it.

    None where none makes sense, as from a number to a day.
    """
    family = _family(found)
    if family == "text":
        given = {f"{name}_g": f"nullif({value}, '')"}
        conversion = from_text(name, type_, f"{name}_g", reading, DateForm(reading.dates))
        return replace(conversion, steps=(given, *conversion.steps))
    as_text = f"cast({value} as varchar)"
    if family == "null" or (type_ == FLAG and family == "flag"):
        return Conversion(type_, f"cast({value} as {type_})", as_text)
    if type_ == TEXT:
        return Conversion(TEXT, as_id(value), as_text)
    if type_ in (DAY, MOMENT):
        is_time = family == "time"
        return Conversion(type_, f"cast({value} as {type_})", as_text) if is_time else None
    if family not in ("whole", "decimal", "double"):
        return None
    if type_ == FLAG:
        return _flag(as_text)
    return numbers.from_number(name, type_, value, is_double=family == "double")


def as_id(value: str) -> str:
    """A value as the id it is: 17850.000000000, which an expression reckoned, is 17850."""
    is_number = f"typeof({value}) like 'DECIMAL%' or typeof({value}) = 'DOUBLE'"
    text = f"cast({value} as varchar)"
    return f"case when {is_number} then {_without_zeros(text)} else {text} end"


def _family(found: str) -> str:
    kind = found.upper().partition("(")[0]
    return FAMILIES.get(kind, "whole" if kind.endswith(("INT", "INTEGER")) else "other")


def _without_zeros(text: str) -> str:
    return f"regexp_replace({text}, '\\.0+$|(\\.\\d*[1-9])0+$', '\\1')"


def _flag(text: str) -> Conversion:
    value = (
        f"case when lower({text}) in ({literals(WORDS_FOR_TRUE)}) then true "
        f"when lower({text}) in ({literals(WORDS_FOR_FALSE)}) then false end"
    )
    kinds = always("{field} is yes or no, true or false, 1 or 0")
    return Conversion(FLAG, value, text, kinds=kinds)
