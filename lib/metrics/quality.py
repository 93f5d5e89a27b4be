"""Data quality: is what is stored complete, valid, unique, consistent and timely?"""

from pandas import DataFrame

from lib.database import Database, query, query_made
from lib.metrics.asking import one_of, rows_at_most
from lib.metrics.checks import FINDINGS, checks_of, counted, found
from lib.schema import TABLES, Table

TOO_FEW = 5  # rows judged: a share of fewer says nothing (metrics.md, section 0)


def data_quality(db: Database, *, table: str | None = None) -> DataFrame:
    """How sound what is stored is, as shares of what was judged; of one table, or of all.

    Columns:
        level: all, table or column; `table` and `column` are NULL above their level.
        rows: stored and given by the company: a stub, made for an id nobody introduced, is none.
        asked, missing, complete: cells that ought to be filled, those that are empty, and the
            share filled. Columns whose emptiness tells something (left_on, status) are not asked,
            nor are those that nobody fills at all.
        checked, invalid, valid: filled cells that a rule of the schema or the calendar judges, and
            those that break it: a day before 1970, or of what happened after it was imported.
        compared, repeated, unique: keys of one column and names; those that stand more than once.
            Names are alike but for case, blanks and marks, where nothing else tells them apart.
        looked_up, unknown, consistent: keys that name a row of another table, and those whose row
            was never given; NULL where that table holds nothing.

    A share is NULL with fewer than 5 judged. Tables without rows are left out. Raises BadQuestion
    for an unknown table. Source: metrics.md section 8; which emptiness tells something, and when
    names are alike, is our own rule.
    """
    asked = [TABLES[one_of("table", table, tuple(TABLES))]] if table else list(TABLES.values())
    held = [each for each in asked if db.rows_of(each.name)] or asked[:1]
    made = counted(held)
    return query_made(db, "data_quality", made, {"too_few": TOO_FEW, **_imported_on(db, made)})


def quality_rows(
    db: Database,
    *,
    table: str = "customers",
    finding: str = "missing",
    column: str | None = None,
    limit: int | None = None,
) -> DataFrame:
    """The rows behind a finding of data_quality: as many as it counts, in one column or in any.

    `finding` is missing, invalid, repeated or unknown.

    Columns: those of the table; nth: its place by the key; total: rows there are without `limit`.

    Raises BadQuestion for an unknown table, column or finding, or a limit below 0. Source:
    metrics.md section 8.
    """
    about = TABLES[one_of("table", table, tuple(TABLES))]
    made = found(
        about,
        one_of("finding", finding, tuple(FINDINGS.values())),
        one_of("column", column, _judged(about)) if column else None,
    )
    given = {"limit": rows_at_most(limit), **_imported_on(db, made)}
    return query_made(db, "quality_rows", made, given)


def data_freshness(db: Database) -> DataFrame:
    """How far each table reaches against the usual gap between its loads, the furthest behind
    first.

    Columns:
        table: one whose rows carry a day of what happened, or that an import filled.
        newest: the newest day of what happened; NULL where no row carries one.
        days_behind: from that day to the as-of day.
        usual_gap: median days from one load to the next; NULL with fewer than three loads.
        is_late: further behind than the usual gap; NULL where either is not known.
        last_loaded, loads: the last day an import brought rows of it, and on how many days one did.
        set_aside: rows of the files that its latest import left out as unsound.

    Source: metrics.md section 8.
    """
    return query(db, "data_freshness")


def _judged(table: Table) -> tuple[str, ...]:
    return tuple(dict.fromkeys(check.column for check in checks_of(table)))


def _imported_on(db: Database, made: tuple[tuple[str, str], ...]) -> dict[str, object]:
    """The day of the last import, where a check asks for it: what happened did so before."""
    if not any("$imported_on" in sql for _, sql in made):
        return {}
    newest = db.value("select cast(max(imported_at) as date) from imports")
    return {"imported_on": newest}
