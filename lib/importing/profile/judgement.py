"""One column after the other, from its values to its profile."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from lib.database import Connection
from lib.importing.cast import WORDS_FOR_FALSE, WORDS_FOR_TRUE
from lib.importing.profile import values, words
from lib.importing.profile.days import ISO_FORM, Days, find_days, may_be_day
from lib.importing.profile.figures import Figures, find_figures, may_be_figure
from lib.importing.profile.model import ColumnProfile, FileProfile
from lib.importing.profile.values import FOUND, Overview, examples, rows_where
from lib.importing.read import Note, Reading, TextTable, read
from lib.importing.read.table import note
from lib.importing.sql import literals

# Of so many rows at least must be numbers or days, for the others to be worth a note.
MOSTLY = 0.5

LEADING_ZERO = r"[+-]?0\d+"
POINT_ZERO = r"[+-]?\d+\.0+"
EXPONENT = r".*\d[eE]\+?\d+"
TOO_MANY_DIGITS = r"\d{19,}"


def profile_file(
    db: Connection, path: Path, reading: Reading, *, name: str, scratch: Path
) -> FileProfile:
    """Read a file and look at every column; raises what `read` raises."""
    table = read(path, reading, name=name, scratch=scratch)
    return FileProfile(name, table, profile(db, table, reading))


def profile(db: Connection, table: TextTable, reading: Reading) -> tuple[ColumnProfile, ...]:
    """What every column of a file holds, judged by all its rows; `db` only lends its memory."""
    values.put_cells(db, table)
    try:
        columns = [_column(db, i, name, reading) for i, name in enumerate(table.columns)]
        return tuple(_settled(db, i, one, reading, columns) for i, one in enumerate(columns))
    finally:
        values.drop_cells(db)


@dataclass(frozen=True)
class _Judged:
    """A profile, and whether its numbers could be read in a second way."""

    profile: ColumnProfile
    other: Reading | None = None


def _column(db: Connection, index: int, name: str, reading: Reading) -> _Judged:
    found = values.find_values(db, index, reading)
    missing = words.missing_in_any(db)
    if missing:
        found = values.take_out(db, missing)
    if not found.filled:
        return _Judged(_plain(name, "empty", found, missing))
    figures_rows, days_rows, flags = rows_where(db, may_be_figure(), may_be_day(), _is_flag())
    if flags == found.filled and not _only_digits(db):
        return _Judged(_plain(name, "flag", found, missing))
    enough = MOSTLY * found.filled
    if days_rows >= enough:
        given = dict(reading.dates_of).get(name, reading.dates)
        days = find_days(db, reading, given)
        if days and days.read >= max(enough, figures_rows):
            return _Judged(_of_days(db, name, found, missing, days))
    if figures_rows >= enough:
        figures = find_figures(db, reading)
        if figures and figures.read >= enough:
            return _of_figures(db, name, found, missing, figures)
    return _Judged(_plain(name, "text", found, missing))


def _plain(
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


def _is_flag() -> str:
    return f"lower(cell) in ({literals((*WORDS_FOR_TRUE, *WORDS_FOR_FALSE))})"


def _only_digits(db: Connection) -> bool:
    return not rows_where(db, "cell not in ('0', '1')")[0]


# Days


def _of_days(
    db: Connection, name: str, found: Overview, missing: tuple[str, ...], days: Days
) -> ColumnProfile:
    found, missing = _without_missing(db, found, missing, days.is_day)
    if days.read < found.filled:
        what = note(
            "Of {filled:,} values these are no dates: {others:,}, such as {examples}.",
            **_others(db, found.filled, days.read, days.is_day),
        )
        return _plain(name, "text", found, missing, what)
    cut = 19 if days.has_times else 10
    return replace(
        _plain(name, "timestamp" if days.has_times else "date", found, missing, *_of_day(days)),
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


def _of_figures(
    db: Connection, name: str, found: Overview, missing: tuple[str, ...], figures: Figures
) -> _Judged:
    found, missing = _without_missing(db, found, missing, figures.is_number)
    zeros, long, points, exponents, marks, commas = rows_where(
        db,
        f"regexp_full_match(cell, '{LEADING_ZERO}')",
        f"regexp_full_match(cell, '{TOO_MANY_DIGITS}')",
        f"regexp_full_match(cell, '{POINT_ZERO}')",
        f"regexp_full_match(cell, '{EXPONENT}')",
        _holds(figures.style.reading.decimal),
        _holds(figures.style.reading.thousands),
    )
    if zeros:
        what = note(
            "Values that begin with 0: {count:,}, such as {examples}; as text they keep it.",
            count=zeros,
            examples=_shown(examples(db, f"regexp_full_match(cell, '{LEADING_ZERO}')")),
        )
        return _Judged(_plain(name, "text", found, missing, what))
    if long:
        what = note(
            "Values with more digits than a number holds exactly, and so text: {count:,}.",
            count=long,
        )
        return _Judged(_plain(name, "text", found, missing, what))
    if figures.read < found.filled:
        what = note(
            "Of {filled:,} values these are no numbers: {others:,}, such as {examples}.",
            **_others(db, found.filled, figures.read, figures.is_number),
        )
        return _Judged(_plain(name, "text", found, missing, what))
    style, whole = figures.style, figures.whole == found.filled
    least, greatest = _ends(db, whole)
    notes = [*_of_signs(style.reading)]
    if points == found.filled:
        notes.append(note("Every value ends in .0, as ids do that were once taken for numbers."))
    if exponents:
        notes.append(
            note(
                "Values written with an exponent: {count:,}, such as {examples}; if they are ids, "
                "their last digits are lost.",
                count=exponents,
                examples=_shown(examples(db, f"regexp_full_match(cell, '{EXPONENT}')")),
            )
        )
    made = replace(
        _plain(name, "whole" if whole else "number", found, missing, *notes),
        least=least,
        greatest=greatest,
        # Where points part thousands, a comma stands before decimals, though there are none.
        decimal=style.reading.decimal if marks or style.reading.thousands == "." else None,
        thousands=style.reading.thousands if commas else None,
        currency=style.reading.currency,
        percent=bool(style.reading.percent),
        negative=style.reading.negative,
    )
    return _Judged(made, style.other)


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


# Columns of one file are written by one hand


def _settled(
    db: Connection, index: int, one: _Judged, reading: Reading, columns: list[_Judged]
) -> ColumnProfile:
    """1,234 is a thousand or one and a bit: other columns show which, or it is a doubt."""
    profile, other = one.profile, one.other
    if other is None:
        return profile
    sure = {each.profile.decimal for each in columns if each.profile.decimal and not each.other}
    if len(sure) != 1:
        doubt = note(
            "A number such as {example} can be read in two ways: {mark} may stand before decimals "
            "or between thousands.",
            example=_example(profile),
            mark=profile.decimal or profile.thousands,
        )
        return replace(profile, notes=(*profile.notes, doubt))
    if sure == {profile.decimal or "."}:
        return profile
    as_others = replace(reading, decimal=other.decimal, thousands=other.thousands)
    return _column(db, index, profile.name, as_others).profile


def _example(profile: ColumnProfile) -> str:
    mark = profile.decimal or profile.thousands or ""
    return next((sample for sample in profile.samples if mark in sample), profile.samples[0])
