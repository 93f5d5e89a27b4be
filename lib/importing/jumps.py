"""Months with ten times, or a tenth of, the rows or the money of the month before.

A decimal sign read wrongly, a file cut short or given twice under other ids shows like this.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from lib.database import Connection
from lib.errors import Problem
from lib.importing.check import Found
from lib.importing.sifting import Incoming
from lib.schema import MONEY, PAST_DAYS

AS_MANY_ROWS = (
    "{table} has about as many rows in {month} as in the month before; it has {now:,}, and "
    "{before:,} then"
)
AS_MUCH_MONEY = (
    "{field} adds up to about as much in {month} as in the month before; it is {now:,.2f}, and "
    "{before:,.2f} then"
)

DAY = timedelta(days=1)
JUMP = 10
FEWEST_ROWS = 20  # of the larger of two months that are compared


@dataclass(frozen=True)
class Counted:
    """What a table holds between two days: rows, and the sums of its columns of money."""

    rows: int
    sums: tuple[Decimal | None, ...]


def jumps(db: Connection, incoming: Iterable[Incoming]) -> Iterator[Found]:
    """Asked of what is stored, after loading, of each file's first and newest month.

    The newest may not be over: both months are then counted to the same day.
    """
    for one in incoming:
        filled = [n for n in PAST_DAYS.get(one.staged.block.table, ()) if n in one.staged.fields]
        if not filled:
            continue
        day = filled[0]
        span = f"select cast(min({day}) as date), cast(max({day}) as date) from {one.name}"
        first, last = db.execute(span).fetchall()[0]
        if first is not None:
            for month_end in sorted({min(_end(first), last), last}):
                yield from ((one, problem) for problem in _of_month(db, one, day, month_end))


def _of_month(db: Connection, one: Incoming, day: str, until: date) -> Iterator[Problem]:
    """The month to the day `until` beside the same part of the month before."""
    month, before = until.replace(day=1), (until.replace(day=1) - DAY).replace(day=1)
    same_day = _end(before) if until == _end(until) else before + (until - month)
    money = [
        column.name
        for column in one.staged.table.columns
        if column.type == MONEY and column.name in one.staged.fields
    ]
    now = _counted(db, one, day, month, until, money)
    then = _counted(db, one, day, before, min(same_day, _end(before)), money)
    if not now.rows or not then.rows or max(now.rows, then.rows) < FEWEST_ROWS:
        return
    shown = f"{month:%Y-%m}"
    if _is_jump(now.rows, then.rows):
        names = (("table", one.staged.block.table), ("month", shown))
        counts = (("now", now.rows), ("before", then.rows))
        yield _problem(one, AS_MANY_ROWS, (*names, *counts), day, now.rows)
    for name, sum_now, sum_then in zip(money, now.sums, then.sums, strict=True):
        if sum_now and sum_then and _is_jump(sum_now, sum_then):
            sums = (("now", float(sum_now)), ("before", float(sum_then)))
            values = (("field", name), ("month", shown), *sums)
            yield _problem(one, AS_MUCH_MONEY, values, name, now.rows)


def _counted(
    db: Connection, one: Incoming, day: str, first: date, last: date, money: Sequence[str]
) -> Counted:
    found = db.execute(
        f"""
        select {", ".join(["count(*)", *(f"sum({name})" for name in money)])}
        from {one.staged.block.table}
        where {day} >= $first and {day} < $after
        """,
        {"first": first, "after": last + DAY},
    ).fetchall()[0]
    return Counted(found[0], tuple(found[1:]))


def _problem(
    one: Incoming, sentence: str, values: tuple[tuple[str, object], ...], field: str, rows: int
) -> Problem:
    return Problem(
        file=", ".join(table.name for table in one.staged.source.tables),
        expectation=sentence,
        values=values,
        column=one.staged.column(field),
        count=rows,
        group="jump",
    )


def _is_jump(now: Any, then: Any) -> bool:
    return abs(now) >= JUMP * abs(then) or abs(then) >= JUMP * abs(now)


def _end(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - DAY
