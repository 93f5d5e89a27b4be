"""Where each customer stood at each month start, where that may have changed."""

from datetime import date

from lib.build.touched import DAY, all_months, days_of, later
from lib.database import Connection, parsed
from lib.derived import append, make_empty
from lib.progress import Progress
from lib.statements import derived_sql

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

SHARE_OF_FACTS = 0.3  # of the time a build takes

JUDGED_AT_ONCE = 200_000  # customers times months: a statement costs some milliseconds of its own


def build_standing(
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
        elif len(judged) == 1 and month != min(all_months(db)):
            carried = parsed(f"insert into standing {derived_sql('standing', 'carried')}")
            db.execute(carried, {"value_basis": basis, "month": month})
        else:
            append(db, "standing", value_basis=basis)
        append(db, "standing_counts")


def clear_standing(db: Connection, months: list[date], anew: list[date]) -> None:
    """Of the months that stand, those that are no longer and those worked out anew."""
    stood = days_of(db, "select distinct month from standing_counts")
    going = sorted((stood - set(months)) | stood.intersection(anew))
    for table in ("standing", "standing_counts") if going else ():
        db.execute(f"delete from {table} where list_contains($going, month)", {"going": going})


def empty_standing(db: Connection) -> None:
    """The tables with no rows yet, as any month would make them."""
    _judge(db, [], None)
    make_empty(db, "standing", value_basis="revenue")
    make_empty(db, "standing_counts")


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
