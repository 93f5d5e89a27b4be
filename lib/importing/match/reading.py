"""What a recipe says about reading a file: what its profile found, where a default would not do."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from lib.importing.match.draft import Draft
from lib.importing.match.sheets import Sheet
from lib.importing.profile import ColumnProfile
from lib.importing.read import Note
from lib.importing.recipe.reading import KEYS

ISO = "%Y-%m-%d"


def reading_of(draft: Draft, sheet: Sheet, used: set[str], path: tuple[str, ...]) -> dict[str, Any]:
    """The [read] table of one file; `used` are the columns that blocks take from it."""
    file = sheet.files[0].table
    said: dict[str, Any] = {}
    if file.encoding.lower().replace("_", "-") not in ("utf-8", "utf8", "utf-8-sig", "ascii"):
        said["encoding"] = file.encoding
    if sheet.headerless:
        said |= {"header": 0, "columns": list(file.columns)}
    columns = [column for column in sheet.columns if column.name in used]
    if words := dict.fromkeys(word for column in columns for word in column.missing):
        said["missing"] = ["", *words]
        sentence = "{words} are taken for missing values, as they stand in {columns}."
        missing = ", ".join(column.name for column in columns if column.missing)
        draft.say((*path, "missing"), sentence, words=", ".join(words), columns=missing)
    said |= _signs(columns)
    _say_signs(draft, columns, said, path)
    if offset := next((column for column in columns if _has_offset(column)), None):
        sentence = (
            "{column} has an offset from UTC: say a time zone, such as UTC, whose days are meant; "
            "until then nothing comes in."
        )
        draft.doubt((*path, "time_zone"), sentence, ("UTC",), column=offset.name)
    dates = _dates(draft, columns, path)
    if len(set(dates.values())) == 1 and len(dates) == _written_days(columns):
        said["dates"] = next(iter(dates.values()))
    elif dates:
        said["dates"] = dates
    return said


def _signs(columns: list[ColumnProfile]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if decimals := Counter(column.decimal for column in columns if column.decimal):
        sign = decimals.most_common(1)[0][0]
        is_doubtful = any(_is_doubtful(note) for column in columns for note in column.notes)
        said |= {"decimal": sign} if sign != "." or is_doubtful else {}
    if marks := Counter(column.thousands for column in columns if column.thousands):
        said["thousands"] = marks.most_common(1)[0][0]
    if signs := dict.fromkeys(sign for column in columns for sign in column.currency):
        said["currency"] = list(signs)
    if negative := next((column.negative for column in columns if column.negative), None):
        said["negative"] = negative
    if any(column.percent for column in columns):
        said["percent"] = "share"
    return {key: value for key, value in said.items() if key in KEYS}


def _say_signs(
    draft: Draft, columns: list[ColumnProfile], said: Mapping[str, Any], path: tuple[str, ...]
) -> None:
    """Numbers that could be others: 1,234 may be a thousand, 5% may be 5."""
    for column in columns:
        for note in column.notes:
            values = dict(note.values)
            if _is_doubtful(note):
                key, other = (
                    ("thousands", "decimal") if column.thousands else ("decimal", "thousands")
                )
                others = (f"{other} = {column.thousands or column.decimal}",)
                draft.doubt((*path, key), note.sentence, others, **values)
    if "percent" in said:
        sentence = "Percents such as 5% are read as 0.05: say points where 5 is meant."
        draft.doubt((*path, "percent"), sentence, ("points",))


def _is_doubtful(note: Note) -> bool:
    """Does it say that a sign may stand before decimals or between thousands?"""
    return {"example", "mark"} <= set(dict(note.values))


def _has_offset(column: ColumnProfile) -> bool:
    """Is it moments such as 2024-01-05T09:30:00+01:00?"""
    ends = r"\d{2}:\d{2}.*?(Z|UTC|GMT|[+-]\d{2}:?(\d{2})?)$"
    days = column.kind in ("timestamp", "date", "text")
    return days and bool(column.samples) and all(re.search(ends, one) for one in column.samples)


def _written_days(columns: list[ColumnProfile]) -> int:
    return sum(bool(column.dates) for column in columns)


def _dates(draft: Draft, columns: list[ColumnProfile], path: tuple[str, ...]) -> Mapping[str, str]:
    """How each column of days is written, where that is beyond doubt and not ISO."""
    found = {}
    for column in columns:
        forms = column.dates
        if len(forms) > 1:
            sentence = "{column} reads as {forms}: say which is meant; until then nothing comes in."
            told = {"column": column.name, "forms": ", ".join(forms)}
            draft.doubt((*path, "dates", column.name), sentence, forms, **told)
        elif forms and forms[0] != ISO and "%y" not in forms[0]:
            found[column.name] = forms[0]
        elif forms and "%y" in forms[0]:
            sentence = "{column} writes years with two digits: say how they read, as in {forms}."
            told = {"column": column.name, "forms": forms[0]}
            draft.doubt((*path, "dates", column.name), sentence, forms, **told)
    return found
