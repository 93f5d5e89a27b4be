"""The [read] table of a recipe, and the types and maps that stand beside it."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lib.importing.expressions import check_date_format
from lib.importing.read import Reading
from lib.importing.recipe.section import Section

KEYS = (
    *("encoding", "delimiter", "quote", "header", "columns", "missing", "fill_down", "decimal"),
    *("thousands", "currency", "percent", "negative", "dates", "sheet", "inside", "skip", "end"),
    *("units_row", "footer", "repeated_header", "time_zone", "complete_to"),
)
TYPES = ("number", "whole", "date", "timestamp", "flag", "text")
OTHER_NAMES = {"boolean": "flag"}
LAST_LINE = 1_000_000
LAST_LINE_OF_ALL = 10_000_000_000


def reading_of(section: Section) -> Reading:
    """What [read] says; what it does not say is found in the file."""
    section.only(*KEYS)
    dates, dates_of = _dates(section)
    return Reading(
        encoding=_encoding(section),
        delimiter=_delimiter(section),
        quote=_sign(section, "quote"),
        header=_header(section),
        columns=section.distinct_texts("columns"),
        missing=_missing(section),
        fill_down=section.distinct_texts("fill_down"),
        decimal=section.one_of("decimal", ".", ",") or ".",
        is_decimal_said="decimal" in section.given,
        thousands=_thousands(section),
        currency=_currency(section),
        percent=section.one_of("percent", "share", "points"),
        negative=section.one_of("negative", "brackets", "trailing"),
        dates=dates,
        dates_of=dates_of,
        sheet=section.text("sheet"),
        inside=section.text("inside"),
        skip=section.whole("skip", LAST_LINE) or 0,
        end=section.whole("end", LAST_LINE_OF_ALL) or None,
        units_row=_flag_if_given(section, "units_row"),
        footer=_flag_if_given(section, "footer"),
        repeated_header=_flag_if_given(section, "repeated_header"),
        time_zone=_time_zone(section),
        complete_to=section.day("complete_to"),
    )


def types_of(section: Section) -> dict[str, str]:
    """The type of each column that is not text."""
    return {
        column: OTHER_NAMES.get(name, name)
        for column in section.given
        if (name := section.one_of(column, *TYPES, *OTHER_NAMES))
    }


def maps_of(section: Section) -> dict[str, dict[str, str]]:
    """For each column, what is put in place of which value."""
    maps = {}
    for column in section.given:
        pairs = section.section(column, f'{section.heading.rstrip("]")}."{column}"]')
        for found, right in pairs.given.items():
            if not isinstance(right, str):
                raise pairs.refuse(f'"{found}"', "{place} is text in quotes: the value to put.")
        maps[column] = dict(pairs.given)
    return maps


def _encoding(section: Section) -> str | None:
    name = section.text("encoding")
    if name is None:
        return None
    try:
        "a".encode(name)
    except (LookupError, ValueError):
        raise section.refuse(
            "encoding",
            "{place} is '{found}', which is no encoding; write utf-8, gb18030, cp1252 or another.",
            found=name,
        ) from None
    return name


def _delimiter(section: Section) -> str | None:
    return "whitespace" if section.given.get("delimiter") == "whitespace" else _sign(section)


def _sign(section: Section, key: str = "delimiter") -> str | None:
    """One character; an empty quote says that nothing is quoted."""
    value = section.given.get(key)
    if value is None or (key == "quote" and value == ""):
        return value
    if isinstance(value, str) and len(value) == 1 and value not in "\r\n":
        return value
    raise section.refuse(
        key,
        '{place} is one character in quotes, as in ",", ";" or "\\t"; padded columns are '
        'delimiter = "whitespace".',
    )


def _header(section: Section) -> int | None:
    header = section.whole("header", LAST_LINE)
    if "columns" in section.given and header != 0:
        raise section.refuse(
            "columns",
            "{place} names the columns of a file without a header line; add header = 0, or leave "
            "the names to the header.",
        )
    return header


def _flag_if_given(section: Section, key: str) -> bool | None:
    return section.flag(key) if key in section.given else None


def _currency(section: Section) -> tuple[str, ...]:
    """One sign that stands beside numbers, or several: no digits, nor what numbers are made of."""
    signs: tuple[str, ...]
    if isinstance(section.given.get("currency"), str):
        signs = (section.text("currency") or "",)
    else:
        signs = section.distinct_texts("currency")
    for sign in signs:
        if re.search(r"[\d,()%+\s-]|^\.?$", sign):
            raise section.refuse(
                "currency",
                "{place} is '{found}'; give the sign of a currency, such as $ or EUR.",
                found=sign,
            )
    return signs


def _missing(section: Section) -> tuple[str, ...]:
    values = section.texts("missing")
    return ("",) if values is None else values


def _thousands(section: Section) -> str | None:
    sign = section.text("thousands") if section.given.get("thousands") != " " else " "
    if sign is None:
        return None
    if sign == (section.given.get("decimal") or "."):
        raise section.refuse(
            "thousands", '{place} is also the decimal sign; say decimal = "," or another sign.'
        )
    if sign not in (",", ".", " ", "'", "’", "\u00a0", "\u202f"):
        raise section.refuse("thousands", "{place} is a comma, a point, a blank or an apostrophe.")
    return sign


def _dates(section: Section) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """One format for all date columns, or one for each."""
    if not isinstance(section.given.get("dates"), dict):
        if text := section.text("dates"):
            check_date_format(text, section.place("dates"))
        return text, ()
    formats = section.section("dates", "[read.dates]")
    for column in formats.given:
        check_date_format(formats.text(column) or "", formats.place(column))
    return None, tuple(formats.given.items())


def _time_zone(section: Section) -> str | None:
    name = section.text("time_zone")
    if name is None:
        return None
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise section.refuse(
            "time_zone",
            "{place} is '{found}', which is no time zone; write one like Europe/London or UTC.",
            found=name,
        ) from None
    return name
