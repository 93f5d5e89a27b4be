"""What is sound but odd: days to come, rows that were here before.

An import with any of these goes through; its reader is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from lib.database import Connection
from lib.errors import Problem
from lib.importing.check import Found
from lib.importing.history import Change
from lib.importing.problems import Check, failing, problems
from lib.importing.sifting import Incoming
from lib.importing.sources import Source
from lib.schema import PAST_DAYS

PAST = "{field} is not after {latest}; later days have yet to come"
SEEN_BEFORE = "no file is imported twice; this one was on {day}, as {name}"
ALL_HERE = "{table} of this file are new or changed; all {rows:,} are here already, unchanged"

YEAR = timedelta(days=366)


def days_to_come(
    db: Connection, incoming: Iterable[Incoming], reached: date | None, complete_to: date | None
) -> Iterator[Found]:
    """Days of facts after the day that data is complete to, or far beyond the bulk of them."""
    if reached is None:
        return
    today = date.today()  # noqa: DTZ011  a day of grace either way is no matter
    latest = complete_to or max(reached, min(today, reached + YEAR))
    for one in incoming:
        for name in PAST_DAYS.get(one.staged.block.table, ()):
            if name not in one.staged.fields:
                continue
            check = Check(
                f"{name} >= date '{latest + timedelta(days=1)}'",
                PAST,
                (("field", name), ("latest", latest)),
                column=one.staged.column(name),
                sample=name,
                reread=not one.staged.group,
            )
            if failing(db, one.name, [check]):
                found = problems(db, one.name, check, one.staged.source)
                yield from ((one, problem) for problem in found)


def repeats(
    db: Connection,
    sources: Iterable[Source],
    incoming: Sequence[Incoming],
    changes: Mapping[str, Change],
) -> Iterator[Problem]:
    """Files imported before, and files of another name all of whose rows are here already.

    Ask before the import is written down.
    """
    seen: set[str] = set()
    for source in sources:
        for table in source.tables:
            for day, name in _imported_before(db, table.hash):
                seen.add(source.name)
                values = (("day", f"{day:%Y-%m-%d}"), ("name", name))
                yield Problem(table.name, SEEN_BEFORE, values, count=table.rows, group="repeated")
    for one in incoming:
        change = changes[one.staged.block.table]
        if one.staged.source.name in seen or not change.unchanged or not change.is_nothing:
            continue
        seen.add(one.staged.source.name)
        files = ", ".join(table.name for table in one.staged.source.tables)
        here = (("table", change.table), ("rows", change.unchanged))
        yield Problem(files, ALL_HERE, here, count=change.unchanged, group="repeated")


def _imported_before(db: Connection, hash_: str) -> list[tuple[Any, str]]:
    """When a file of this content was imported last, and under what name."""
    return db.execute(
        """
        select imports.imported_at, files.name
        from import_files as files
        join imports on imports.import_id = files.import_id
        where files.hash = $hash
        order by imports.import_id desc
        limit 1
        """,
        {"hash": hash_},
    ).fetchall()
