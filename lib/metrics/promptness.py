"""How complaints are handled: how promptly, by whom, and what is waiting for whom."""

from datetime import date

from pandas import DataFrame, to_datetime

from lib.database import EVERYONE, Customers, Database, query
from lib.errors import BadQuestion
from lib.metrics import service
from lib.metrics.asking import one_of, rows_at_most
from lib.metrics.complaints import FEWEST, with_share
from lib.settings import DEFAULTS, Settings

NEEDS = ("all", "overdue", "unowned", "due")
LEVELS = range(4)
FATES = (
    *("all", "open", "replied", "resolved", "on_time", "missed", "not_due"),
    *("unowned", "passed_on", "passed_on_twice", "repeat", "followed"),
)
WAITS = ("reply_median", "reply_p90", "resolution_median", "resolution_p90")


def promptness(
    db: Database,
    *,
    by: str = "owner",
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How promptly complaints are answered and put right: one row a group, of those made in the
    period, whether valid or not.

    `by` is as in `complaints`. Hours are those that count by the settings service_opens,
    service_closes and service_days; now is the end of the as-of day.

    Columns:
        group: NULL holds those of which it is not told; of owners, what is nobody's.
        complaints: made in the period.
        replied, unreplied: first replied to; open and not replied to. The others were put right
            and nobody noted a reply: they are in neither wait.
        reply_median, reply_p90: hours to the first reply that half and nine in ten have had, by
            Kaplan-Meier, complaints still waiting censored; NULL where so many have not yet, or
            with fewer than 5 complaints.
        resolved, open: put right, or not yet.
        resolution_median, resolution_p90: the same hours until it was put right.
        due: put right, or open and past due: what on_time_share is of.
        on_time, missed: put right within the hours of its severity (settings sla_by_severity and
            sla_hours); put right later, or open and past due.
        not_due: open and not past due yet: left out.
        share: on_time / due; NULL with fewer than 5 due.
        low, high: its 95 % Wilson interval; NULL where share is.

    Without a period: the 12 months to the as-of day. Raises BadQuestion for an unknown `by` or
    tier, or an as-of day later than the data's. Source: metrics.md section 6; Kaplan & Meier 1958;
    Wilson 1927.
    """
    found = _of_hours(db, "promptness", by, since, until, as_of, tier, customers, settings)
    for wait in WAITS:
        found[wait] = found[wait].where(found["complaints"] >= FEWEST).astype(float)
    found["due"] = found["on_time"] + found["missed"]
    return with_share(found, "on_time", "due")


def handovers(
    db: Database,
    *,
    by: str = "owner",
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """How often complaints were passed on, where whoever hears one should own it: one row a group.

    `by` is as in `complaints`, or times: by how often they were passed on, 0, 1, 2 or 3+.

    Columns:
        group: NULL holds those of which it is not told.
        complaints: made in the period.
        known: of those, with a number of hand-overs.
        handovers: all of them together.
        passed_on, passed_on_twice: complaints passed on at least once, at least twice.
        mean: handovers / known.
        rated, rating_after: how many said how content they were with what was done, and their
            mean, 1 to 5; NULL with fewer than 5.
        due, on_time: as in promptness.
        share: passed_on / known; NULL with fewer than 5 known.
        low, high: its 95 % Wilson interval; NULL where share is.

    Without a period: the 12 months to the as-of day. Raises BadQuestion for an unknown `by` or
    tier, or an as-of day later than the data's. Source: metrics.md section 6; Wilson 1927.
    """
    found = _of_hours(db, "handovers", by, since, until, as_of, tier, customers, settings)
    found["mean"] = (found["handovers"] / found["known"].where(found["known"] > 0)).astype(float)
    found["rating_after"] = found["rating_after"].where(found["rated"] >= FEWEST).astype(float)
    return with_share(found, "passed_on", "known")


def escalation(
    db: Database,
    *,
    needs: str = "all",
    level: int | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Who has to be called today: one row an open complaint, of whatever age.

    `needs` is all, overdue (past its hours), unowned (nobody's) or due (in time still).

    Columns:
        complaint_id, customer_id, name, tier, region, badge: whose; the tier of the complaint's
            month.
        level: 0 in time; 1 past the hours of its severity; 2 and 3 past level_2_at and level_3_at
            times as many (settings, 2 and 4).
        hours_over: hours it is past due, below 0 those left; hours count as in promptness.
        owner: NULL where it is nobody's.
        next_step: the first of the company's recovery_steps (a setting) that is not done; NULL
            where all are.
        about, severity, channel, opened_at, first_reply_at, handovers: of the complaint.
        hours, sla_hours: since it was made; those its severity has.
        complaints_before: of this customer, in the 12 months before.
        last_trade_day, revenue, value: the customer's at the as-of day's month start.
        total: rows there are without `limit`.

    The highest level first, of one level tier A first, then what is nobody's, then the longest
    past due. Raises BadQuestion for unknown `needs`, level or tier, a limit below 0, or an as-of
    day later than the data's. Source: metrics.md section 6.
    """
    if level is not None and level not in LEVELS:
        raise BadQuestion("level is {found}; it is 0, 1, 2 or 3.", found=level)
    return query(
        db,
        "escalation",
        customers=customers,
        needs=one_of("needs", needs, NEEDS),
        level=level,
        level_2_at=settings.level_2_at,
        level_3_at=settings.level_3_at,
        day=None,
        limit=rows_at_most(limit),
        **service.told(db, as_of, tier, customers, settings),
        **service.hours(settings),
        **service.steps(settings),
    )


def complaint_list(
    db: Database,
    *,
    by: str = "all",
    group: str | None = None,
    month: date | None = None,
    fate: str = "all",
    valid: bool | None = None,
    step: str | None = None,
    within_days: int | None = None,
    remedy: str | None = None,
    customer_id: str | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The complaints behind a number of this page: one row each, the newest first.

    Of the group that `by` makes (as in `complaints`, or times, as in `handovers`; NULL where
    `group` is empty), of the month that `month` is a day of, with this `step` of recovery done (in
    so many days), this `remedy`, of this customer. `fate` is all, open, replied, resolved, on_time,
    missed, not_due, unowned, passed_on, passed_on_twice, repeat, or followed: those that
    recovery_effect counts.

    Columns:
        complaint_id, customer_id, name, tier, region, kind, badge: whose; the tier of the
            complaint's month, the kind of customer.
        about, cause, severity, channel, opened_at, owner, handovers, resolved_at, remedy,
            rating_after, valid: of the complaint; about is its kind.
        hours, sla_hours, fate: until it was put right or now, those its severity has, and
            on_time, missed or not_due, as in promptness.
        last_trade_day, silent_for, revenue, value: the customer's at the as-of day's month start,
            as in tier_list.
        total: rows there are without `limit`.

    Without a period: the 12 months to the as-of day. Raises BadQuestion for an unknown `by`, fate
    or tier, a limit below 0, or an as-of day later than the data's. Source: metrics.md section 6.
    """
    asked = service.told(db, as_of, tier, customers, settings)
    return query(
        db,
        "complaint_list",
        customers=customers,
        is_grouped=by not in ("all", "times"),
        group=group or None,
        times=group if by == "times" else None,
        step=step,
        within_days=within_days,
        remedy=remedy,
        customer_id=customer_id,
        month=month and month.replace(day=1),
        fate=one_of("fate", fate, FATES),
        is_valid=valid,
        day=None,
        limit=rows_at_most(limit),
        **service.parts(db, "all" if by == "times" else by),
        **asked,
        **service.span(since, until, asked["as_of"]),
        **service.hours(settings),
    )


def _of_hours(
    db: Database,
    metric: str,
    by: str,
    since: date | None,
    until: date | None,
    as_of: date | None,
    tier: tuple[str, ...],
    customers: Customers,
    settings: Settings,
) -> DataFrame:
    asked = service.told(db, as_of, tier, customers, settings)
    is_times = metric == "handovers" and by == "times"
    found = query(
        db,
        metric,
        customers=customers,
        **(service.parts(db, "all") | {"by": "times"} if is_times else service.parts(db, by)),
        **asked,
        **service.span(since, until, asked["as_of"]),
        **service.hours(settings),
    )
    if by == "month":
        found["group"] = to_datetime(found["group"])
    return found
