"""Date formats, as strptime reads them."""

import re

from lib.errors import BadRecipe

# What strptime knows in DuckDB, and which of it makes a day.
DATE_CODES = {*"aAbBcdfgGhHIjmMnpSTuUVwWxXyYzZ%", *(f"-{code}" for code in "dmyHIMSj")}
WHOLE_DAYS = [{year, *rest} for year in "Yy" for rest in ("md", "bd", "Bd", "hd", "j")]
WHOLE_DAYS += [{"c"}, {"x"}, set("GVu")]


def check_date_format(text: str, place: str) -> None:
    """Raise BadRecipe where `text` is no strptime format that says a whole day."""
    found = re.findall(r"%(-?.?)", text)
    for code in found:
        if code not in DATE_CODES:
            raise BadRecipe(
                "{place}: in '{format}' %{code} stands for nothing; a date format knows "
                "%Y %y %m %b %B %d %j, %H %I %p %M %S %f and %z, each also with - for no zeros.",
                place=place,
                format=text,
                code=code,
            )
    codes = {code.lstrip("-") for code in found}
    if not any(needed <= codes for needed in WHOLE_DAYS):
        raise BadRecipe(
            "{place}: '{format}' does not say a whole day; name year, month and day, as in "
            "'%Y-%m-%d'.",
            place=place,
            format=text,
        )
