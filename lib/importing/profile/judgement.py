"""One column after the other, from its values to its profile."""

from dataclasses import dataclass, replace
from pathlib import Path

from lib.database import Connection
from lib.importing.cast import WORDS_FOR_FALSE, WORDS_FOR_TRUE
from lib.importing.profile import values, words
from lib.importing.profile.columns import of_days, of_figures, plain
from lib.importing.profile.days import find_days, may_be_day
from lib.importing.profile.figures import find_figures, may_be_figure
from lib.importing.profile.model import ColumnProfile, FileProfile
from lib.importing.profile.values import FOUND, rows_where
from lib.importing.read import Reading, TextTable, read
from lib.importing.read.table import note
from lib.importing.sql import literals

# Of so many rows at least must be numbers or days, for the others to be worth a note.
MOSTLY = 0.5


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
        wholes = values.plain_wholes(db, len(table.columns), reading)
        columns = [
            _Judged(_wholes(db, i, name, reading)) if wholes[i] else _column(db, i, name, reading)
            for i, name in enumerate(table.columns)
        ]
        return tuple(_settled(db, i, one, reading, columns) for i, one in enumerate(columns))
    finally:
        values.drop_cells(db)


@dataclass(frozen=True)
class _Judged:
    """A profile, and whether its numbers could be read in a second way."""

    profile: ColumnProfile
    other: Reading | None = None


def _wholes(db: Connection, index: int, name: str, reading: Reading) -> ColumnProfile:
    found = values.find_values(db, index, reading)
    ends = "cast(min(cast(cell as bigint)) as varchar), cast(max(cast(cell as bigint)) as varchar)"
    least, greatest = db.execute(f"select {ends} from {FOUND}").fetchall()[0]
    return replace(plain(name, "whole", found, ()), least=least, greatest=greatest)


def _column(db: Connection, index: int, name: str, reading: Reading) -> _Judged:
    found = values.find_values(db, index, reading)
    missing = words.missing_in_any(db)
    if missing:
        found = values.take_out(db, missing)
    if not found.filled:
        return _Judged(plain(name, "empty", found, missing))
    figures_rows, days_rows, flags = rows_where(db, may_be_figure(), may_be_day(), _is_flag())
    if flags == found.filled and not _only_digits(db):
        return _Judged(plain(name, "flag", found, missing))
    enough = MOSTLY * found.filled
    if days_rows >= enough:
        given = dict(reading.dates_of).get(name, reading.dates)
        days = find_days(db, reading, given)
        if days and days.read >= max(enough, figures_rows):
            return _Judged(of_days(db, name, found, missing, days))
    if figures_rows >= enough:
        figures = find_figures(db, reading)
        if figures and figures.read >= enough:
            made = of_figures(db, name, found, missing, figures)
            is_number = made.kind in ("whole", "number")
            return _Judged(made, figures.style.other if is_number else None)
    return _Judged(plain(name, "text", found, missing))


def _is_flag() -> str:
    return f"lower(cell) in ({literals((*WORDS_FOR_TRUE, *WORDS_FOR_FALSE))})"


def _only_digits(db: Connection) -> bool:
    return not rows_where(db, "cell not in ('0', '1')")[0]


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
