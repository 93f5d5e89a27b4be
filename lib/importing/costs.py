"""Order lines whose cost nobody said, and what that does to how customers are valued.

Which lines they are is found while their rows are at hand; whether it changes the value of the
whole company is known only once the derived tables are built.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import floor

from lib.database import Connection
from lib.errors import Problem
from lib.importing.check import Found
from lib.importing.problems import Check, problems
from lib.importing.sifting import Incoming
from lib.schema import ORDERS

GROUP = "cost"  # lines without cost; their effect on values not yet looked at, or none
BASIS = "basis"  # the whole company is valued otherwise than before

UNCOSTED = (
    "the cost of every order line is known; {without:,} of {rows:,} have none, nor has their "
    "product a unit cost"
)
UNVALUED = (
    "the cost of every order line is known; {without:,} of {rows:,} have none, nor has their "
    "product a unit cost; {customers:,} customers have no value and no tier now, as a cost of "
    "theirs is not known"
)
TO_REVENUE = (
    "the cost of every order line is known; {without:,} of {rows:,} have none, nor has their "
    "product a unit cost; costs are known for {share:.1%} of the revenue of the last 12 months "
    "now, where 95% are needed, so every customer of the company is valued by revenue and no "
    "longer by profit: tiers, badges and values change; give the orders their cost, or the "
    "products their unit_cost"
)
FIRST_TO_REVENUE = (
    "the cost of every order line is known; {without:,} of {rows:,} have none, nor has their "
    "product a unit cost; costs are known for {share:.1%} of the revenue of the last 12 months, "
    "where 95% are needed, so customers are valued by revenue and not by profit; give the orders "
    "their cost, or the products their unit_cost"
)
COSTS_LOST = (
    "customers are valued as before; costs are known for {share:.1%} of the revenue of the last "
    "12 months now, where 95% are needed, so every customer of the company is valued by revenue "
    "and no longer by profit: tiers, badges and values change; see that the files take no "
    "costs away"
)
UNSERVED = (
    "customers are valued as before; from {month} on there is revenue but no cost to serve of "
    "anybody, so every customer of the company is valued by marginal profit and no longer by "
    "contribution: tiers, badges and values change; import costs_to_serve to the same day as well"
)


@dataclass(frozen=True)
class Basis:
    """What customers are valued by, and how far costs are known for it.

    `marginal` is the share of the last 12 months' revenue with a cost of goods; `unvalued` counts
    customers who have no value; `unserved` is the first month without any cost to serve.
    """

    name: str
    marginal: float | None = None
    unvalued: int = 0
    unserved: date | None = None


def any_known(db: Connection) -> bool:
    """Does the store hold a cost of goods at all?"""
    asked = (
        "select exists(select 1 from orders where cost is not null) "
        "or exists(select 1 from products where unit_cost is not null)"
    )
    return bool(db.execute(asked).fetchall()[0][0])


def uncosted(db: Connection, incoming: Iterable[Incoming], *, was_known: bool) -> Iterator[Found]:
    """Lines that came in without a cost, where others have one; ask once all is loaded.

    `was_known`: the store held costs before the loading.
    """
    blocks = [one for one in incoming if one.staged.block.table == ORDERS.name]
    blocks = [one for one in blocks if _may_lack(db, one)]
    if not blocks or not (was_known or any_known(db)):
        return
    for number, one in enumerate(blocks):
        db.execute(f"create or replace temp table uncosted{number} as {_lacking(one)}")
        check = Check(
            f"source_row in (select source_row from uncosted{number})",
            UNCOSTED,
            column=one.staged.column("cost"),
        )
        for problem in problems(db, one.name, check, one.staged.source):
            counted = (("without", problem.count), ("rows", _rows_of(db, one)))
            yield one, replace(problem, values=counted, group=GROUP)


def _may_lack(db: Connection, one: Incoming) -> bool:
    if "cost" not in one.staged.fields:
        return True
    asked = f"select exists(select 1 from {one.name} where cost is null)"
    return bool(db.execute(asked).fetchall()[0][0])


def _lacking(one: Incoming) -> str:
    """Rows whose line, as it is stored now, has no cost and whose product has none either.

    A line that counts 0 needs none.
    """
    return f"""
        select incoming.source_row
        from {one.name} as incoming
        join {ORDERS.name} as stored on {one.same_key("stored", "incoming")}
        left join products on products.product_key = stored.product_key
        where stored.cost is null
            and (products.unit_cost is null or stored.quantity is null)
            and not (
                coalesce(stored.status, '') in ('cancelled', 'returned') and stored.revenue >= 0
            )
    """


def _rows_of(db: Connection, one: Incoming) -> int:
    found: int = db.execute(f"select count(*) from {one.name}").fetchall()[0][0]
    return found


def with_effect(
    warnings: Sequence[Problem], files: Sequence[str], before: Basis | None, after: Basis
) -> tuple[Problem, ...]:
    """The warnings, with what the lines without cost do to values; the gravest first.

    `before` is None where nothing was stored before.
    """
    lines = [one for one in warnings if one.group == GROUP]
    others = [one for one in warnings if one.group != GROUP]
    known = floor((after.marginal or 0) * 1000 + 1e-6) / 1000  # 94.96 % is not yet 95 %
    share = (("share", known),)
    was = before.name if before else None
    if after.name == "revenue" and was != "revenue" and (lines or was):
        sentence = TO_REVENUE if was else FIRST_TO_REVENUE
        told = [_said(one, sentence, (*one.values, *share), BASIS) for one in lines]
        told = told or [Problem(", ".join(files), COSTS_LOST, share, group=BASIS)]
    elif was == "contribution" and after.name == "marginal" and after.unserved:
        since = (("month", f"{after.unserved:%Y-%m}"),)
        told = [Problem(", ".join(files), UNSERVED, since, group=BASIS), *lines]
    elif lines and after.unvalued and after.name != "revenue":
        customers = (("customers", after.unvalued),)
        told = [_said(one, UNVALUED, (*one.values, *customers), GROUP) for one in lines]
    else:
        told = lines
    return (*told, *others)


def _said(
    problem: Problem, sentence: str, values: tuple[tuple[str, object], ...], group: str
) -> Problem:
    return replace(problem, expectation=sentence, values=values, group=group)
