"""Derived tables: what the source tables say, month by month, only where an import touched it.

`changes` lists the months an import touched; a NULL month means all of them. A fact dated in
month d is part of customer_month d and of the standing of d to d + 12, so these are what a build
works out anew, and the months that have begun or ended since the last one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from lib.database import SQL, Connection
from lib.progress import Progress, silent

YEAR = 12  # months that a customer's standing looks back


@dataclass(frozen=True)
class Company:
    """What the last build took the whole company to be."""

    as_of: date | None
    value_basis: str


def build(db: Connection, progress: Progress = silent) -> None:
    """Bring the derived tables up to date with the source tables, and empty `changes`."""
    before = _company(db)
    as_of = _one(db, "as_of")
    progress("Working out how far the data reaches", 0.0)
    _replace(db, "newest_days")
    _create_view(db, "sales_lines")
    months_before = _months(db)
    _replace(db, "months", as_of=as_of)
    months = _months(db)

    touched = None if before is None else _touched(db, before, as_of)
    touched = _allot_campaign_cost(db, touched, as_of)
    progress("Adding up what each customer did", 0.02)
    _build_customer_month(db, touched, as_of)

    basis = _one(db, "value_basis", as_of=as_of)
    if before is None or touched is None or basis != before.value_basis:
        stale = months
        _empty_standing(db)
    else:
        begun = [month for month in months if month not in months_before]
        stale = sorted({*begun, *_looking_back_on(touched, months)})
    _build_standing(db, stale, months, as_of, basis, progress)

    _replace(db, "company", as_of=as_of, value_basis=basis)
    db.execute("delete from changes")
    progress("Working out how far the data reaches", 1.0)


def _company(db: Connection) -> Company | None:
    """What the last build noted; None where there was none."""
    if not _exists(db, "company"):
        return None
    return Company(*db.execute("select as_of, value_basis from company").fetchall()[0])


def _touched(db: Connection, before: Company, as_of: date | None) -> set[date] | None:
    """The months whose facts may have changed; None where all of them may have."""
    changed = {month for (month,) in db.execute("select distinct month from changes").fetchall()}
    if None in changed:
        return None
    if as_of == before.as_of:
        return changed
    if as_of is None or before.as_of is None:
        return None
    edge = min(as_of, before.as_of) + timedelta(days=1)
    since = edge.replace(day=1)
    later = "select distinct month from sales_lines where month >= $since"
    facts = {month for (month,) in db.execute(later, {"since": since}).fetchall()}
    return changed | facts | {min(as_of, before.as_of).replace(day=1), since}


def _allot_campaign_cost(
    db: Connection, touched: set[date] | None, as_of: date | None
) -> set[date] | None:
    """Share campaign cost out again, and add the months where that changed anything."""
    if touched is None or not _exists(db, "allotted"):
        _replace(db, "allotted", as_of=as_of)
        return None
    db.execute("create or replace temp table allotted_before as from allotted")
    _replace(db, "allotted", as_of=as_of)
    differing = """
        select month from (
            (from allotted except from allotted_before)
            union all (from allotted_before except from allotted)
        )
    """
    changed = {month for (month,) in db.execute(differing).fetchall()}
    db.execute("drop table allotted_before")
    return touched | changed


def _build_customer_month(db: Connection, touched: set[date] | None, as_of: date | None) -> None:
    db.execute("create or replace temp table touched_months (month date)")
    if touched is None:
        db.execute("""
            insert into touched_months
            select month from sales_lines
            union
            select cast(date_trunc('month', spent_on) as date) from costs_to_serve
            union
            select month from allotted
        """)
        _replace(db, "customer_month", as_of=as_of)
    else:
        for month in touched:
            db.execute("insert into touched_months values ($month)", {"month": month})
        db.execute("delete from customer_month where month in (select month from touched_months)")
        _append(db, "customer_month", as_of=as_of)
    db.execute("drop table touched_months")


def _build_standing(
    db: Connection,
    stale: Iterable[date],
    months: list[date],
    as_of: date | None,
    basis: str,
    progress: Progress,
) -> None:
    """One month after another, so that memory is bounded by one month's customers."""
    stale = list(stale)
    db.execute("delete from standing where month not in (select month from months)")
    for position, month in enumerate(stale):
        progress("Working out {month}", 0.2 + 0.8 * position / len(stale), month=f"{month:%Y-%m}")
        next_month = later(month, 1)
        db.execute("delete from standing where month = $month", {"month": month})
        _append(
            db,
            "standing",
            month=month,
            next_month=next_month,
            is_over=as_of is not None and next_month <= as_of + timedelta(days=1),
            value_basis=basis,
        )


def _looking_back_on(touched: set[date], months: list[date]) -> set[date]:
    """The month starts whose standing sees a fact of one of the touched months."""
    seeing = {later(month, ahead) for month in touched for ahead in range(YEAR + 1)}
    return seeing & set(months)


def later(month: date, months: int) -> date:
    """The month start so many months after `month`."""
    years, index = divmod(month.month - 1 + months, 12)
    return date(month.year + years, index + 1, 1)


def _months(db: Connection) -> list[date]:
    if not _exists(db, "months"):
        return []
    return [month for (month,) in db.execute("select month from months order by month").fetchall()]


def _exists(db: Connection, table: str) -> bool:
    known = "select count(*) from information_schema.tables where table_name = $table"
    return bool(db.execute(known, {"table": table}).fetchall()[0][0])


def _one(db: Connection, name: str, **parameters: object):  # noqa: ANN202
    return db.execute(_select(name), parameters).fetchall()[0][0]


def _replace(db: Connection, name: str, **parameters: object) -> None:
    db.execute(f"create or replace table {name} as {_select(name)}", parameters)


def _empty_standing(db: Connection) -> None:
    """The table with no rows yet, whatever month it is asked for."""
    some_month = {"month": date(2000, 1, 1), "next_month": date(2000, 2, 1)}
    parameters = some_month | {"is_over": True, "value_basis": "revenue"}
    select = _select("standing")
    db.execute(f"create or replace table standing as from ({select}) limit 0", parameters)


def _create_view(db: Connection, name: str) -> None:
    db.execute(f"create or replace view {name} as {_select(name)}")


def _append(db: Connection, name: str, **parameters: object) -> None:
    db.execute(f"insert into {name} {_select(name)}", parameters)


@cache
def _select(name: str) -> str:
    return (SQL / "derived" / f"{name}.sql").read_text(encoding="utf-8")
