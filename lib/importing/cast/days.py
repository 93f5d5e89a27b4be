"""Text to days and moments."""

import re
from dataclasses import dataclass
from functools import partial

from lib.importing.cast.conversion import Conversion, Kind, otherwise
from lib.importing.read import Reading
from lib.importing.sql import literal
from lib.schema import DAY, MOMENT

ISO = r"\d{4}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?"
WITH_OFFSET = (
    r"\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?"
    r"( ?(Z|[+-]\d{2}(:?\d{2})?)| UTC| GMT)"
)
SERIAL = r"[2-7]\d{4}(\.\d+)?"  # days since 1900, as spreadsheets count them: 1954 to 2119

# What may follow a day in the cells of a column whose format does not say it.
TIMES = (" %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p")
TIME_CODES = re.compile(r"%-?[HIMSTXcfz]")

NO_ZONE = (
    '{field} has an offset from UTC; say time_zone = "UTC", or the zone whose days are meant, '
    "under [read]"
)
IS_SERIAL = (
    "{field} is a day; this looks like a spreadsheet's count of days: format the column as dates "
    "there and save the file again"
)
SHORT_YEAR = (
    '{field} is a day with a year of four digits; dates = "{format}" under [read] says how to read '
    "years of two"
)
NO_YEAR = (
    "{field} is a day with its year; these name a month and a day alone: export them with the "
    "year, or write it before them in the file"
)
WITHOUT_YEAR = (
    r"(\d{1,2}[-/]\d{1,2}|\d{1,2}\.\d{1,2}\.|\d{1,2}月\d{1,2}日?|[A-Za-z]{3,9}\.?[ -]\d{1,2}"
    r"|\d{1,2}\.?[ -][A-Za-z]{3,9}\.?)( \d{1,2}:\d{2}(:\d{2})?)?"
)
WRITTEN_AS = "{field} is a day written as {format}"
IS_DAY = "{field} is a day, such as 2024-01-31"


@dataclass(frozen=True)
class DateForm:
    """How a date column is written beside ISO: a strptime format, or why no one format fits."""

    format: str | None = None
    trouble: Kind | None = None


ISO_ONLY = DateForm()


def from_text(name: str, type_: str, text: str, reading: Reading, form: DateForm) -> Conversion:
    moment = f"{name}_t"
    steps = ({moment: _moment(text, reading, form)},)
    value = f"cast({moment} as date)" if type_ == DAY else moment
    return Conversion(type_, value, text, steps, partial(_kinds, reading, form))


def quick(type_: str, raw: str) -> str | None:
    """A day as ISO has it, which is ten signs long."""
    if type_ not in (DAY, MOMENT):
        return None
    return f"case when {raw} like '____-__-__' then try_cast({raw} as {type_}) end"


def is_iso(text: str) -> str:
    """Is the text a day or moment that reads the same everywhere?"""
    return f"regexp_full_match({text}, {literal(f'{ISO}|{WITH_OFFSET}')})"


def _moment(text: str, reading: Reading, form: DateForm) -> str:
    """ISO wherever it stands; otherwise as the recipe says, or as the whole column shows."""
    parsed = _parsed(text, form.format, reading) if form.format else "null"
    if is_against_iso(form):
        return parsed
    as_moment = f"try_cast({text} as timestamp)"
    cases = [
        f"when {text} like '____-__-__' then {as_moment}",
        f"when regexp_full_match({text}, {literal(ISO)}) then {as_moment}",
    ]
    if reading.time_zone:
        # As shops export them, 10:00:00 +0100: DuckDB knows no blank before the offset.
        close = f"regexp_replace({text}, ' (Z|[+-])', '\\1')"
        local = _local(f"try_cast({close} as timestamptz)", reading.time_zone)
        cases.append(f"when regexp_full_match({text}, {literal(WITH_OFFSET)}) then {local}")
    return f"case {' '.join(cases)} else {parsed} end"


def is_against_iso(form: DateForm) -> bool:
    """Does the recipe read what looks like ISO in another way, as by %Y-%d-%m? It has its way."""
    return bool(form.format and re.match("%Y-(?!%m-%d)", form.format))


def _parsed(text: str, format_: str, reading: Reading) -> str:
    if TIME_CODES.search(format_):
        return _strptime(text, format_, reading)
    with_time = ", ".join(_strptime(text, format_ + time, reading) for time in TIMES)
    day = _strptime(text, format_, reading)
    return f"case when contains({text}, ':') then coalesce({with_time}) else {day} end"


def _strptime(text: str, format_: str, reading: Reading) -> str:
    parsed = f"try_strptime({text}, {literal(format_)})"
    if "%z" not in format_.lower():
        return parsed
    return _local(f"cast({parsed} as timestamptz)", reading.time_zone or "UTC")


def _local(moment: str, time_zone: str) -> str:
    return f"timezone({literal(time_zone)}, {moment})"


def _kinds(reading: Reading, form: DateForm, text: str) -> tuple[Kind, ...]:
    if form.trouble:
        return (form.trouble,)
    kinds = [
        Kind(_looks(text, SERIAL), IS_SERIAL),
        Kind(_looks(text, WITHOUT_YEAR), NO_YEAR),
    ]
    if not reading.time_zone:
        kinds.append(Kind(_looks(text, WITH_OFFSET), NO_ZONE))
    if form.format:
        return (*kinds, otherwise(WRITTEN_AS, format=form.format))
    return (*kinds, otherwise(IS_DAY))


def _looks(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, {literal(pattern)})"
