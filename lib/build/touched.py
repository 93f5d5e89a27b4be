"""What has to be worked out anew: months, by what an import and the as-of day touched.

`changes` lists the months an import touched in a table; a NULL month means all of them. A fact
dated in month d is part of customer_month d and of the standing of d to d + 12. What has no month
of its own (contracts, leaving days, unit costs, campaign cost), and the few returns whose money no
order gives back, are compared with what the last build saw, so that importing the same customers
again rebuilds nothing.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lib.database import Connection
from lib.derived import replace
from lib.statements import definitions

YEAR = 12  # months a customer's standing looks back

DAY = timedelta(days=1)

# Tables whose rows are facts of a month. A change of any other is found by comparison, or is
# nothing that a derived table holds.
FACTS = ("orders", "costs_to_serve")

COMPANY = """
    create table if not exists company (as_of date, value_basis varchar, definitions varchar)
"""


@dataclass(frozen=True)
class Company:
    """What the last build took the whole company to be."""

    as_of: date | None
    value_basis: str
    definitions: str


@dataclass(frozen=True)
class Touched:
    """What has to be worked out anew: months of facts, and standing from a month on."""

    facts: frozenset[date]  # months of customer_month, with the standing that looks back on them
    net: frozenset[date]  # months of customer_month only: standing does not know campaign cost
    standing_from: date


def later(month: date, months: int) -> date:
    """The month start so many months after `month`."""
    years, index = divmod(month.month - 1 + months, 12)
    return date(month.year + years, index + 1, 1)


def known_company(db: Connection) -> Company | None:
    """What the last build noted; None where there was none that made these tables."""
    # To look through the catalog for the table takes longer than to make it.
    db.execute(COMPANY)
    known = db.execute("select as_of, value_basis, definitions from company").fetchall()
    company = Company(*known[0]) if known else None
    return company if company and company.definitions == definitions() else None


def find_touched(
    db: Connection, before: Company | None, as_of: date | None, given_back: set[date]
) -> Touched | None:
    """What has changed since the last build; None where everything may have."""
    sold = "from sales_lines where product_key in (select product_key from came_or_went)"
    changed_cost = renew(db, before, "unit_costs", f"select distinct month {sold}")
    changed_status = renew(db, before, "status_days", "select distinct day from came_or_went")
    allotted = "select distinct month from came_or_went"
    changed_net = renew(db, before, "allotted", allotted, as_of=as_of)
    imported = _imported(db)
    if imported is None or before is None:
        return None
    if before.as_of is None or as_of is None:
        return None
    facts = imported | _between(before.as_of, as_of) | changed_cost | given_back
    return Touched(
        frozenset(facts),
        frozenset(changed_net),
        # A contract counts from its first day, so it shows at the end of the month before too.
        min((_month(day - DAY) for day in changed_status), default=date.max),
    )


def stale_months(touched: Touched, months: list[date]) -> list[date]:
    """The month starts whose standing may have changed."""
    seeing = {later(month, ahead) for month in touched.facts for ahead in range(YEAR + 1)}
    return [month for month in months if month in seeing or month >= touched.standing_from]


def ended_months(db: Connection, touched: Touched, stale: list[date]) -> frozenset[date]:
    """The months that stand as they did at their start: what was touched lies within them."""
    stood = days_of(db, "select distinct month from standing_counts")
    changed = {later(month, ahead) for month in touched.facts for ahead in range(1, YEAR + 1)}
    return frozenset(
        month
        for month in stale
        if month in stood and month not in changed and month < touched.standing_from
    )


def is_changed(db: Connection, table: str) -> bool:
    """Did the import bring anything new for this table?"""
    known = "select count(*) from changes where table_name = $table"
    return bool(db.execute(known, {"table": table}).fetchall()[0][0])


def all_months(db: Connection) -> list[date]:
    return sorted(days_of(db, "select month from months"))


def days_of(db: Connection, sql: str, **parameters: object) -> set[Any]:
    return {value for (value,) in db.execute(sql, parameters).fetchall()}


def renew(
    db: Connection, before: Company | None, name: str, touched: str, **parameters: object
) -> set[Any]:
    """Work a small table out anew, and ask what is `touched` by the rows that came or went."""
    if before is None:
        replace(db, name, **parameters)
        return set()
    db.execute(f"create or replace temp table seen_before as from {name}")
    replace(db, name, **parameters)
    db.execute(f"""
        create or replace temp table came_or_went as
        (from {name} except from seen_before)
        union all
        (from seen_before except from {name})
    """)
    came_or_went = db.execute("select exists(from came_or_went)").fetchall()[0][0]
    return days_of(db, touched) if came_or_went else set()


def _imported(db: Connection) -> set[date] | None:
    """The months of facts that `changes` names; None where it means all of them."""
    changes = db.execute("select distinct table_name, month from changes").fetchall()
    months = {month for table, month in changes if table is None or table in FACTS}
    return None if None in months else months


def _between(one: date, other: date) -> set[date]:
    """The months holding the days by which the as-of day moved: they ended, or no longer have."""
    if one == other:
        return set()
    month, last = _month(min(one, other) + DAY), max(one, other)
    moved = set()
    while month <= last:
        moved.add(month)
        month = later(month, 1)
    return moved


def _month(day: date) -> date:
    return day.replace(day=1)
