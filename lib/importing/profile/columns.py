"""A column's profile, once its values are known to be words, days or figures."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from lib.database import Connection
from lib.importing.profile import values, words
from lib.importing.profile.days import ISO_FORM, Days
from lib.importing.profile.figures import Figures
from lib.importing.profile.model import ColumnProfile
from lib.importing.profile.values import FOUND, Overview, examples, rows_where
from lib.importing.read import Note, Reading
from lib.importing.read.table import note
from lib.importing.sql import literals

LEADING_ZERO = r"[+-]?0\d+"
POINT_ZERO = r"[+-]?\d+\.0"  # two are cents
EXPONENT = r".*\d[eE]\+?\d+"
TOO_MANY_DIGITS = r"\d{19,}"


def plain(
    name: str, kind: str, found: Overview, missing: tuple[str, ...], *notes: Note
) -> ColumnProfile:
    """A column whose texts are taken as they stand."""
    return ColumnProfile(
        name=name,
        kind=kind,
        filled=found.filled,
        distinct=found.distinct,
        samples=found.samples,
        least=found.least,
        greatest=found.greatest,
        missing=missing,
        decimal=None,
        thousands=None,
        dates=(),
        longest=found.longest,
        notes=notes,
    )


# Days


def of_days(
    db: Connection, name: str, found: Overview, missing: tuple[str, ...], days: Days
) -> ColumnProfile:
    """A column of days or moments, or text where not all of it is."""
    found, missing = _without_missing(db, found, missing, days.is_day)
    if days.read < found.filled:
        what = note(
            "Of {filled:,} values these are no dates: {others:,}, such as {examples}.",
            **_others(db, found.filled, days.read, days.is_day),
        )
        return plain(name, "text", found, missing, what)
    cut = 19 if days.has_times else 10
    return replace(
        plain(name, "timestamp" if days.has_times else "date", found, missing, *_of_day(days)),
        least=days.least and days.least[:cut],
        greatest=days.greatest and days.greatest[:cut],
        dates=days.forms,
    )


def _of_day(days: Days) -> Iterable[Note]:
    if len(days.forms) > 1:
        yield note("Its dates can be read as {forms}.", forms=_listed(days.forms))
    elif days.forms[0] != ISO_FORM and "%y" in days.forms[0]:
        yield note("Its years have two digits.")
    if days.has_offsets:
        yield note("Its moments have an offset from UTC: a time zone has to say whose days count.")


# Numbers


def of_figures(
    db: Connection, name: str, found: Overview, missing: tuple[str, ...], figures: Figures
) -> ColumnProfile:
    """A column of figures: numbers, or text where some of them would lose something as such."""
    found, missing = _without_missing(db, found, missing, figures.is_number)
    if what := _why_text(db, found, figures):
        return plain(name, "text", found, missing, what)
    reading, whole = figures.style.reading, figures.whole == found.filled
    marks, commas = rows_where(db, _holds(reading.decimal), _holds(reading.thousands))
    least, greatest = _ends(db, whole)
    notes = (*_of_signs(reading), *_of_ids(db, found))
    return replace(
        plain(name, "whole" if whole else "number", found, missing, *notes),
        least=least,
        greatest=greatest,
        # Where points part thousands, a comma stands before decimals, though there are none.
        decimal=reading.decimal if marks or reading.thousands == "." else None,
        thousands=reading.thousands if commas else None,
        currency=reading.currency,
        percent=bool(reading.percent),
        negative=reading.negative,
    )


def _why_text(db: Connection, found: Overview, figures: Figures) -> Note | None:
    """Why figures are text: ids would lose their zeros or their last digits, words are none."""
    zeros, long = rows_where(db, _is(LEADING_ZERO), _is(TOO_MANY_DIGITS))
    if zeros:
        return note(
            "Values that begin with 0: {count:,}, such as {examples}; as text they keep it.",
            count=zeros,
            examples=_shown(examples(db, _is(LEADING_ZERO))),
        )
    if long:
        return note(
            "Values with more digits than a number holds exactly, and so text: {count:,}.",
            count=long,
        )
    if figures.read < found.filled:
        return note(
            "Of {filled:,} values these are no numbers: {others:,}, such as {examples}.",
            **_others(db, found.filled, figures.read, figures.is_number),
        )
    return None


def _of_ids(db: Connection, found: Overview) -> Iterable[Note]:
    """What numbers show that were ids before they went through a spreadsheet."""
    points, exponents = rows_where(db, _is(POINT_ZERO), _is(EXPONENT))
    if points == found.filled:
        yield note("Every value ends in .0, as ids do that were once taken for numbers.")
    if exponents:
        yield note(
            "Values written with an exponent: {count:,}, such as {examples}; if they are ids, "
            "their last digits are lost.",
            count=exponents,
            examples=_shown(examples(db, _is(EXPONENT))),
        )


def _is(pattern: str) -> str:
    return f"regexp_full_match(cell, {literals([pattern])})"


def _of_signs(reading: Reading) -> Iterable[Note]:
    if reading.currency:
        yield note("Its numbers carry the signs {signs}.", signs=_listed(reading.currency))
    if reading.percent:
        yield note("Some of its numbers are percents: 5% can be 0.05 or 5.")
    if reading.negative:
        yield note("Its negative numbers stand in brackets or have their minus behind them.")


def _holds(sign: str | None) -> str:
    if sign == " ":  # a narrow one is one too
        return "regexp_matches(cell, '\\d[ \u00a0\u202f]\\d')"
    if sign == "'":
        return "regexp_matches(cell, '\\d[''’]\\d')"
    return f"contains(cell, {literals([sign])})" if sign else "false"


def _ends(db: Connection, whole: bool) -> tuple[str, str]:
    value = "whole" if whole else "number"
    least, greatest = db.execute(f"select min({value}), max({value}) from {FOUND}").fetchall()[0]
    return _bare(least), _bare(greatest)


def _bare(number: int | Decimal) -> str:
    text = str(number) if isinstance(number, int) else format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# What both have


def _without_missing(
    db: Connection, found: Overview, missing: tuple[str, ...], is_value: str
) -> tuple[Overview, tuple[str, ...]]:
    more = words.missing_among_figures(db, is_value)
    return (values.take_out(db, more), (*missing, *more)) if more else (found, missing)


def _others(db: Connection, filled: int, read: int, is_value: str) -> dict[str, object]:
    others = _shown(examples(db, f"not ({is_value})"))
    return {"filled": filled, "others": filled - read, "examples": others}


def _shown(texts: Iterable[str]) -> str:
    return ", ".join(f"“{text[:40]}”" for text in texts)


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts)
