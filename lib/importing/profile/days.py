"""How the days of a column are written: the forms an import tries, on all of them."""

from dataclasses import dataclass

from lib.database import Connection
from lib.importing.cast import DateForm, from_text
from lib.importing.cast.days import WITH_OFFSET, is_iso
from lib.importing.forms import CANDIDATES, TIME, differing, fitting
from lib.importing.profile.values import FOUND, rows_where
from lib.importing.read import Reading
from lib.importing.sql import Layers, literal
from lib.schema import MOMENT

ISO_FORM = "%Y-%m-%d"

# A text that may be a day, so that most columns need no closer look.
_PATTERNS = "|".join(dict.fromkeys(candidate.pattern for candidate in CANDIDATES))
DAY = rf"(?:{_PATTERNS}|\d{{4}}-\d{{1,2}}-\d{{1,2}})(?:[T ].*)?"


@dataclass(frozen=True)
class Days:
    """Days of a column: so many of its rows are read as one, `forms` fit all of these.

    `least` and `greatest` are the moments, `has_times` whether any is not midnight.
    """

    read: int
    forms: tuple[str, ...]
    has_times: bool
    has_offsets: bool
    least: str | None
    greatest: str | None
    is_day: str  # the condition on `cell`


def may_be_day() -> str:
    return f"length(cell) < 60 and regexp_full_match(cell, {literal(DAY)})"


def find_days(db: Connection, reading: Reading, given: str | None) -> Days | None:
    """How the days in the column are written; None where no form reads more than a few."""
    forms = (given,) if given else _forms(db)
    if forms is None:
        return None
    reading = Reading(time_zone=reading.time_zone or "UTC")
    form = DateForm(forms[0]) if forms and forms[0] != ISO_FORM else DateForm()
    conversion = from_text("d", MOMENT, "cell", reading, form)
    layers = Layers(f"select cell, n, first from {FOUND}")
    for step in conversion.steps:
        layers.add(step)
    chosen = {"cell": "cell", "n": "n", "first": "first", "moment": conversion.value}
    db.execute(f"create or replace temp table {FOUND} as {layers.select(chosen)}")
    (read,) = rows_where(db, "moment is not null")
    has_times, has_offsets, least, greatest = db.execute(
        f"""
        select
            coalesce(bool_or(moment <> date_trunc('day', moment)), false),
            coalesce(bool_or(regexp_full_match(cell, {literal(WITH_OFFSET)})), false),
            cast(min(moment) as varchar), cast(max(moment) as varchar)
        from {FOUND} where moment is not null"""
    ).fetchall()[0]
    return Days(read, forms, has_times, has_offsets, least, greatest, "moment is not null")


def _forms(db: Connection) -> tuple[str, ...] | None:
    """The forms that fit all days which are not ISO, those left out that mean the same days."""
    day = f"trim(regexp_replace(cell, {literal(TIME)}, ''))"
    db.execute(
        f"create or replace temp table days as select distinct {day} as day from {FOUND} "
        f"where {may_be_day()} and not {is_iso('cell')}"
    )
    found, readable = fitting(db)
    if not readable:
        (iso,) = rows_where(db, is_iso("cell"))
        return (ISO_FORM,) if iso else None
    every = [one for one, count in found if count == readable]
    if not every:
        return (found[0][0].format,)
    first, *others = every
    return (first.format, *(one.format for one in others if differing(db, first, one)))
