"""What should hold of staged rows: cells that can be read, required columns, the table's rules.

A row that fails anything is set aside; every kind of failure becomes a Problem with its lines.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

import sqlglot
from sqlglot import exp

from lib.database import Connection
from lib.errors import Problem
from lib.importing import sifting
from lib.importing.problems import Check, failing, problems
from lib.importing.sifting import Incoming
from lib.importing.stage import Staged
from lib.schema import DAY, MOMENT, PAST_DAYS, Rule, Table

REQUIRED = "{field} is given in every row"
NOT_BEFORE = "{field} is not before {first}"
WITHIN = "{field} lies between {first} and {latest}"
FIRST_DAY = date(1970, 1, 1)
YEARS_AHEAD = 20
LAST_DAY = date(2100, 12, 31)

# A problem, and the block in whose rows it was found.
Found = tuple[Incoming, Problem]


def check_rows(
    db: Connection, incoming: Sequence[Incoming], complete_to: date | None
) -> tuple[list[Found], set[str], date | None]:
    """Set aside every row that may not come in, and say why.

    The names are of tables whose keys come from more than one block; the day is how far the data
    reaches, as `reached_day` has it.
    """
    reached = reached_day(db, [one.staged for one in incoming], complete_to)
    latest = latest_day(reached)
    found: list[Found] = []
    for one in incoming:
        staged = one.staged
        found += _refuse(db, one, staged.members, list(staged.member_checks))
        found += _refuse(db, one, staged.name, own_checks(staged, latest))
    while True:
        # Each round sets rows aside, and may let in others that gave way to them.
        sifting.spread_refusal(db, incoming)
        conflicts, shared = sifting.sift(db, incoming)
        broken = [
            found_now
            for one, conflict in conflicts
            for found_now in _refuse(db, one, one.staged.name, [conflict])
        ] or _check_merged(db, incoming, shared)
        if not broken:
            return found, shared, reached
        found += broken


def _refuse(db: Connection, one: Incoming, relation: str, checks: Sequence[Check]) -> list[Found]:
    """Set aside the rows of a relation that fail, and say what is wrong with them."""
    failed = failing(db, relation, list(checks))
    if not failed:
        return []
    source = one.staged.source
    found = [
        (one, problem)
        for each in failed
        for problem in problems(db, relation, each, source, reasons=one.reasons)
    ]
    sifting.refuse(db, one, relation, failed)
    return found


def _check_merged(db: Connection, incoming: Sequence[Incoming], shared: set[str]) -> list[Found]:
    """What rows lack or break once columns they do not fill are taken from what is stored."""
    found: list[Found] = []
    for one in incoming:
        others = [other for other in incoming if other is not one and one.meets(other, shared)]
        is_alone = not others and not one.meets_stored
        if checks := merged_checks(one.staged, is_alone=is_alone):
            found += _refuse(db, one, _merged(one, others), checks)
    return found


def _merged(one: Incoming, others: Sequence[Incoming]) -> str:
    """Incoming rows, with the columns they do not fill from other blocks, else as stored."""
    table = one.staged.block.table
    columns = ["incoming.source_row"]
    for name in one.staged.table.names:
        held = [f"{other.name}.{name}" for other in others if name in other.staged.fields]
        value = f"coalesce({', '.join([*held, f'stored.{name}'])})"
        columns.append(f"{f'incoming.{name}' if name in one.staged.fields else value} as {name}")
    joins = [f"left join {table} as stored on {one.same_key('stored', 'incoming')}"]
    joins += [
        f"left join {other.name} on {one.same_key(other.name, 'incoming', other)}"
        for other in others
    ]
    return f"(select {', '.join(columns)} from {one.name} as incoming {' '.join(joins)})"


def own_checks(staged: Staged, latest: date | None) -> list[Check]:
    """What can be judged by the staged row alone, before it is merged with what is stored."""
    checks = list(staged.checks)
    flags = {check.flag for check in staged.checks}
    for name in staged.table.required:
        if name in staged.fields:
            # A cell that cannot be read is told as that, and not as missing too.
            told = {f"x_{name}": f"x_{name} is not null", f"v_{name}_fails": f"v_{name}_fails"}
            known = "".join(f" and not {sql}" for flag, sql in told.items() if flag in flags)
            checks.append(_required(staged, name, f"{name} is null{known}"))
    checks += [
        rule_check(staged, rule)
        for rule in staged.table.rules
        if columns_of(rule) <= set(staged.fields)
    ]
    checks += [
        _in_time(staged, name, latest)
        for name in staged.fields
        if _type(staged.table, name) in (DAY, MOMENT)
    ]
    return checks


def merged_checks(staged: Staged, *, is_alone: bool) -> list[Check]:
    """What depends on columns that the block does not fill, over its rows merged with those.

    `is_alone` says that there is nothing to merge with: those columns are empty then.
    """
    named = set(staged.fields)
    checks = [
        _required(staged, name, f"{name} is null")
        for name in staged.table.required
        if name not in named
    ]
    if not is_alone:
        checks += [
            rule_check(staged, rule)
            for rule in staged.table.rules
            if columns_of(rule) & named and not columns_of(rule) <= named
        ]
    return checks


def rule_check(staged: Staged, rule: Rule) -> Check:
    columns = [name for name in staged.table.names if name in columns_of(rule)]
    shown = [staged.column(name) for name in columns]
    return Check(
        fails=f"not ({rule.condition})",
        sentence=rule.sentence,
        column=", ".join(dict.fromkeys(name for name in shown if name)) or None,
        sample=f"concat_ws(', ', {', '.join(columns)})",
    )


@cache
def columns_of(rule: Rule) -> frozenset[str]:
    """The columns that a rule is about."""
    tree = sqlglot.parse_one(rule.condition, dialect="duckdb")
    return frozenset(column.name for column in tree.find_all(exp.Column))


def _required(staged: Staged, name: str, fails: str) -> Check:
    return Check(fails, REQUIRED, (("field", name),), column=staged.column(name))


def _in_time(staged: Staged, name: str, latest: date | None) -> Check:
    """Days lie between 1970 and twenty years past the as-of day, where that is known."""
    values: tuple[tuple[str, object], ...] = (("field", name), ("first", FIRST_DAY))
    fails, sentence = f"{name} < date '{FIRST_DAY}'", NOT_BEFORE
    if latest:
        after = latest + timedelta(days=1)
        fails += f" or {name} >= date '{after}'"
        sentence = WITHIN
        values += (("latest", latest),)
    return Check(
        fails, sentence, values, column=staged.column(name), sample=name, reread=not staged.group
    )


def _type(table: Table, name: str) -> str | None:
    column = table.column(name)
    return column.type if column else None


def reached_day(db: Connection, staged: Iterable[Staged], complete_to: date | None) -> date | None:
    """How far the data reaches: to the day it is said to be complete to.

    Else the later of the newest order day stored and the day that 99 of 100 of the file's own past
    days do not pass. None where nothing is known.
    """
    if complete_to is None:
        stored = "select max(ordered_on) from orders"
        days = [db.execute(stored).fetchall()[0][0]]
        days += [
            _nearly_newest(db, one.name, name)
            for one in staged
            for name in PAST_DAYS.get(one.block.table, ())
            if name in one.fields
        ]
        complete_to = max((day for day in days if day), default=None)
    return complete_to


def latest_day(reached: date | None) -> date | None:
    """The last day a date may be: twenty years past the as-of day. None where that is unknown."""
    if reached is None or reached.year + YEARS_AHEAD > date.max.year:
        return None
    if reached > LAST_DAY:  # a calendar of another era, or a century mistyped
        return LAST_DAY
    return _years_later(reached, YEARS_AHEAD)


def _years_later(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _nearly_newest(db: Connection, relation: str, column: str) -> date | None:
    """The newest day but for the newest hundredth of the rows, and at least the newest one."""
    counted = f"""
        select cast({column} as date) as past_day, count(*) from {relation}
        where {column} between date '{FIRST_DAY}' and date '9000-01-01'
        group by past_day order by past_day desc
    """
    found: list[tuple[date, int]] = db.execute(counted).fetchall()
    beyond = max(1, sum(count for _, count in found) // 100)
    for day, count in found:
        beyond -= count
        if beyond < 0:
            return day
    return found[-1][0] if found else None
