"""Derived tables: what the source tables say, month by month, only where an import touched it.

`changes` lists the months an import touched in a table; a NULL month means all of them. A fact
dated in month d is part of customer_month d and of the standing of d to d + 12. What has no month
of its own (contracts, leaving days, unit costs, campaign cost), and the few returns whose money no
order gives back, are compared with what the last build saw, so that importing the same customers
again rebuilds nothing.
What campaigns, surveys and opportunities said is worked out whole, a fifth of a build.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lib.database import Connection, parsed
from lib.derived import append, filled, make_empty, replace, replace_made_of, row, stand_empty
from lib.progress import Progress, silent
from lib.statements import definitions, derived_sql

YEAR = 12  # months a customer's standing looks back
DAY = timedelta(days=1)

# Tables whose rows are facts of a month. A change of any other is found by comparison, or is
# nothing that a derived table holds.
FACTS = ("orders", "costs_to_serve")

COMPANY = """
    create table if not exists company (as_of date, value_basis varchar, definitions varchar)
"""
FIRST_DAYS = """
    create or replace table first_days (
        customer_key integer, first_on date, spend decimal(18, 4)
    )
"""
COMINGS = """
    create or replace table comings (
        month date, customer_key integer, stays boolean, percentile smallint, ranked integer
    )
"""

# The gaps of a month are told by what was known before it, which is told by the gaps.
TRADE_GAPS = """
    create or replace table trade_gaps (
        customer_key integer, traded_on date, days integer, longest_before integer
    );
    create or replace table trade_gap_counts (traded_on date, days integer, customers integer);
    create or replace table trade_spans (
        customer_key integer, first_on date, last_on date, longest integer, trade_days integer,
        spend decimal(18, 4)
    );
    create or replace temp table spent_since (customer_key integer, spend decimal(38, 4))
"""

# What the months touched, and those after them, held of trade until now.
SPENT_SINCE = """
    create or replace temp table spent_since as
    select customer_key, sum(spend) as spend
    from customer_month
    where month >= $since and trade_days > 0
    group by customer_key
"""

# What standing in a month tells by its end: first of all customers as if they had done nothing in
# it, then of those who did. Written in place, as all else it tells stays as it is.
NOTHING_DONE = """
    update standing
    set
        last_trade_day_by_end = case when $is_over then last_trade_day end,
        is_left_by_end = case when $is_over then false end,
        under_contract_by_end = case when $is_over then false end,
        silence_by_end = case when $is_over then cast($next_month as date) - last_trade_day end
    where month = cast($month as date)
"""
DONE = """
    update standing
    set
        last_trade_day_by_end = ended.last_trade_day_by_end,
        is_left_by_end = ended.is_left_by_end,
        under_contract_by_end = ended.under_contract_by_end,
        silence_by_end = ended.silence_by_end
    from ({ended}) as ended
    where standing.month = cast($month as date)
        and standing.customer_key = ended.customer_key
"""

# Kept tables that are made one of the other: of nothing, where a company has no such source.
OF_ATTRIBUTES = ("attribute_values", "holders")
OF_CAMPAIGNS = (
    *("touch_days", "order_touches", "campaign_orders"),
    *("credit_counts", "reach_counts", "arm_orders"),
)
OF_SURVEYS = (
    *("subjects", "unknown_respondents", "responders", "importances", "answers", "answer_sums"),
    *("said_days", "imputed_answers", "opinions", "scores", "say_scores"),
)
OF_DEALS = ("stage_order", "deals", "deal_stages", "deal_pasts")

SHARE_OF_FACTS = 0.3  # of the time a build takes
JUDGED_AT_ONCE = 200_000  # customers times months: a statement costs some milliseconds of its own


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


def build(db: Connection, progress: Progress = silent) -> None:
    """Bring the derived tables up to date with the source tables, and empty `changes`."""
    progress("Finding what the import touched", 0.0)
    before = _company(db)
    as_of = row(db, "as_of")["as_of"]
    sources = filled(db)
    given_back = _renew(db, before, "deductions", "select distinct month from came_or_went")
    db.execute(parsed(f"create or replace view sales_lines as {derived_sql('sales_lines')}"))
    replace(db, "newest_days")
    replace(db, "months", as_of=as_of)
    touched = _touched(db, before, as_of, given_back)

    progress("Adding up what each customer did", 0.02)
    months = _months(db)
    if touched and touched.facts:
        db.execute(SPENT_SINCE, {"since": min(touched.facts)})
    _build_customer_month(db, touched, months, as_of)
    _build_trade_gaps(db, touched, months)
    known = row(db, "value_basis", as_of=as_of)
    basis = known["value_basis"]

    if touched is None or before is None or basis != before.value_basis:
        stale, ended = months, frozenset[date]()
        _empty_standing(db)
    else:
        stale = _stale(touched, months)
        ended = _ended(db, touched, stale)
        _clear_standing(db, months, [month for month in stale if month not in ended])
    _build_standing(db, stale, ended, as_of, basis, progress)
    _build_comings(db, touched, stale, as_of)
    _build_trade_spans(db, touched)
    _build_names(db, touched)

    def is_due(*names: str) -> bool:
        return before is None or not stand_empty(db, sources, *names)

    if is_due(*OF_ATTRIBUTES):
        replace_made_of(db, sources, *OF_ATTRIBUTES)
    is_touched = touched is None or stale or touched.facts or _is_changed(db, "touches")
    if is_touched and is_due(*OF_CAMPAIGNS):
        _build_campaigns(db, sources)
    if is_due(*OF_SURVEYS):
        _build_answers(db, sources, as_of)
    if is_due(*OF_DEALS):
        _build_deals(db, sources)

    replace(db, "company", as_of=as_of, definitions=definitions(), **known)
    db.execute("delete from changes")


def later(month: date, months: int) -> date:
    """The month start so many months after `month`."""
    years, index = divmod(month.month - 1 + months, 12)
    return date(month.year + years, index + 1, 1)


def _company(db: Connection) -> Company | None:
    """What the last build noted; None where there was none that made these tables."""
    # To look through the catalog for the table takes longer than to make it.
    db.execute(COMPANY)
    known = db.execute("select as_of, value_basis, definitions from company").fetchall()
    company = Company(*known[0]) if known else None
    return company if company and company.definitions == definitions() else None


def _touched(
    db: Connection, before: Company | None, as_of: date | None, given_back: set[date]
) -> Touched | None:
    """What has changed since the last build; None where everything may have."""
    sold = "from sales_lines where product_key in (select product_key from came_or_went)"
    changed_cost = _renew(db, before, "unit_costs", f"select distinct month {sold}")
    changed_status = _renew(db, before, "status_days", "select distinct day from came_or_went")
    allotted = "select distinct month from came_or_went"
    changed_net = _renew(db, before, "allotted", allotted, as_of=as_of)
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


def _renew(
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
    return _days(db, touched) if came_or_went else set()


def _build_customer_month(
    db: Connection, touched: Touched | None, months: list[date], as_of: date | None
) -> None:
    anew = months if touched is None else sorted(touched.facts | touched.net)
    span = {
        "as_of": as_of,
        "since": anew[0] if anew else None,
        "before": later(anew[-1], 1) if anew else None,
    }
    listed = "select unnest(cast($anew as date[])) as month"
    db.execute(f"create or replace temp table touched_months as {listed}", {"anew": anew})
    if touched is None and not months:
        make_empty(db, "customer_month", **span)
    elif touched is None:
        replace(db, "customer_month", **span)
    elif anew:
        db.execute("delete from customer_month where month in (from touched_months)")
        append(db, "customer_month", **span)


def _build_trade_gaps(db: Connection, touched: Touched | None, months: list[date]) -> None:
    """From the first month touched: what a customer's trade days say rests on those before only."""
    since = None
    if touched is None:
        db.execute(TRADE_GAPS)
        if not months:
            return
    elif not touched.facts:
        return
    else:
        since = min(touched.facts)
        for table in ("trade_gaps", "trade_gap_counts"):
            db.execute(f"delete from {table} where traded_on >= $since", {"since": since})
    append(db, "trade_gaps", since=since)
    append(db, "trade_gap_counts", since=since)


def _build_trade_spans(db: Connection, touched: Touched | None) -> None:
    """Last, as the gaps look at how they stood before the months touched."""
    if touched is None or touched.facts:
        replace(db, "trade_spans", since=min(touched.facts) if touched else None)


def _stale(touched: Touched, months: list[date]) -> list[date]:
    """The month starts whose standing may have changed."""
    seeing = {later(month, ahead) for month in touched.facts for ahead in range(YEAR + 1)}
    return [month for month in months if month in seeing or month >= touched.standing_from]


def _ended(db: Connection, touched: Touched, stale: list[date]) -> frozenset[date]:
    """The months that stand as they did at their start: what was touched lies within them."""
    stood = _days(db, "select distinct month from standing_counts")
    changed = {later(month, ahead) for month in touched.facts for ahead in range(1, YEAR + 1)}
    return frozenset(
        month
        for month in stale
        if month in stood and month not in changed and month < touched.standing_from
    )


def _build_standing(
    db: Connection,
    stale: list[date],
    ended: frozenset[date],
    as_of: date | None,
    basis: str,
    progress: Progress,
) -> None:
    """A few months at a time, so that memory is bounded: one, of a company of many customers."""
    position = 0
    for judged in _batches(stale, ended, _months_at_once(db)):
        for month in judged:
            done = SHARE_OF_FACTS + (1 - SHARE_OF_FACTS) * position / len(stale)
            progress("Working out {month}", done, month=f"{month:%Y-%m}")
            position += 1
        _judge(db, judged, as_of)
        month = judged[0]
        if month in ended:
            _end_month(db, month, as_of)
        elif len(judged) == 1 and month != min(_months(db)):
            carried = parsed(f"insert into standing {derived_sql('standing', 'carried')}")
            db.execute(carried, {"value_basis": basis, "month": month})
        else:
            append(db, "standing", value_basis=basis)
        append(db, "standing_counts")


def _clear_standing(db: Connection, months: list[date], anew: list[date]) -> None:
    """Of the months that stand, those that are no longer and those worked out anew."""
    stood = _days(db, "select distinct month from standing_counts")
    going = sorted((stood - set(months)) | stood.intersection(anew))
    for table in ("standing", "standing_counts") if going else ():
        db.execute(f"delete from {table} where list_contains($going, month)", {"going": going})


def _batches(stale: list[date], ended: frozenset[date], at_once: int) -> list[list[date]]:
    """The months of one statement each; one that has only ended has its own."""
    batches: list[list[date]] = []
    for month in stale:
        goes_on = batches and not ended & {month, batches[-1][-1]}
        if goes_on and len(batches[-1]) < at_once:
            batches[-1].append(month)
        else:
            batches.append([month])
    return batches


def _end_month(db: Connection, month: date, as_of: date | None) -> None:
    """Where everybody stood at its start stays; only what is told by its end is written."""
    over = as_of is not None and later(month, 1) <= as_of + DAY
    db.execute(NOTHING_DONE, {"month": month, "next_month": later(month, 1), "is_over": over})
    if over:
        done = parsed(DONE.format(ended=derived_sql("standing_ended")))
        db.execute(done, {"month": month})
    db.execute("delete from standing_counts where month = $month", {"month": month})


def _build_comings(
    db: Connection, touched: Touched | None, stale: list[date], as_of: date | None
) -> None:
    """Anew from the month before the first that changed, as its `stays` looks one ahead."""
    since = None
    if touched is None:
        db.execute(FIRST_DAYS)
        db.execute(COMINGS)
    else:
        changed = min([*stale, *touched.facts, touched.standing_from])
        since = later(changed, -1) if changed < date.max else changed
        for table, day in (("first_days", "first_on"), ("comings", "month")):
            db.execute(f"delete from {table} where {day} >= cast($since as date)", {"since": since})
    append(db, "first_days", since=since)
    append(db, "comings", as_of=as_of, since=since)


def _build_names(db: Connection, touched: Touched | None) -> None:
    """Whom nobody had named before has a key above all others."""
    if touched is None or _is_changed(db, "customers"):
        replace(db, "customer_names", above=None)
    else:
        known = "select coalesce(max(customer_key), 0) from customer_names"
        append(db, "customer_names", above=db.execute(known).fetchall()[0][0])


def _months_at_once(db: Connection) -> int:
    ((customers,),) = db.execute("select count(*) from customers").fetchall()
    return max(1, JUDGED_AT_ONCE // max(customers, 1))


def _judge(db: Connection, judged: list[date], as_of: date | None) -> None:
    """Name the months that standing is worked out for, in a table its SQL reads."""
    db.execute(
        """
        create or replace temp table judged_months as
        select
            month,
            next_month,
            coalesce(next_month <= cast($as_of as date) + 1, false) as is_over
        from months
        where list_contains($judged, month)
        """,
        {"judged": judged, "as_of": as_of},
    )


def _empty_standing(db: Connection) -> None:
    """The tables with no rows yet, as any month would make them."""
    _judge(db, [], None)
    make_empty(db, "standing", value_basis="revenue")
    make_empty(db, "standing_counts")


def _build_campaigns(db: Connection, sources: frozenset[str]) -> None:
    """What campaigns may have brought: each table is made of the one before."""
    campaigns = ("touch_days", "order_days", "order_touches", "campaign_orders")
    replace_made_of(db, sources, *campaigns)
    db.execute("drop table order_days")
    replace_made_of(db, sources, "credit_counts", "reach_counts", "arm_orders")


def _build_answers(db: Connection, sources: frozenset[str], as_of: date | None) -> None:
    """What surveys said: each table is made of the ones before."""
    asked = ("subjects", "unknown_respondents", "responders", "given_answers", "importances")
    replace_made_of(db, sources, *asked)
    replace_made_of(db, sources, "answers", as_of=as_of)
    said = ("answer_sums", "said_days", "imputed_answers", "opinions", "scores", "say_scores")
    replace_made_of(db, sources, *said)
    db.execute("drop table given_answers")


def _build_deals(db: Connection, sources: frozenset[str]) -> None:
    """Where opportunities stood on any day: each table is made of the ones before."""
    replace_made_of(db, sources, "stage_order", "deals", "deal_stages", "deal_pasts")


def _is_changed(db: Connection, table: str) -> bool:
    """Did the import bring anything new for this table?"""
    known = "select count(*) from changes where table_name = $table"
    return bool(db.execute(known, {"table": table}).fetchall()[0][0])


def _month(day: date) -> date:
    return day.replace(day=1)


def _months(db: Connection) -> list[date]:
    return sorted(_days(db, "select month from months"))


def _days(db: Connection, sql: str, **parameters: object) -> set[Any]:
    return {value for (value,) in db.execute(sql, parameters).fetchall()}
