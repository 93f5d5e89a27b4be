"""Who is spoken to, how long ago, and whether who asks is answered."""

from datetime import date

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.errors import BadQuestion
from lib.metrics.asking import as_of_day, one_of, rows_at_most, tier_parameters
from lib.metrics.periods import days_asked
from lib.settings import DEFAULTS, Settings

BANDS = ("to_30", "to_90", "to_180", "over_180", "never")


def contact_gaps(
    db: Database,
    *,
    day: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Days since somebody last spoke to the customers of each tier: one row a tier.

    Columns:
        tier: at the month start of `day`, the latest without it; none are those not ranked.
        customers: who stood there: with trade in the 12 months before, or a contract.
        contacted, never: those with any contact up to the as-of day, in or out, and those without.
        median_days, p90_days: since the last one, of those contacted; the 90th percentile by
            nearest rank.
        to_30, to_90, to_180, over_180: customers by these days (0 to 30, 31 to 90, 91 to 180,
            more); with `never` they are all `customers`.
        inbound: contacts that came in in the 12 months to the as-of day, whose days to be
            answered are over.
        answered, unanswered: of these, those followed by one that went out to the customer, by
            whichever channel, within the setting contact_answer_days (3), and the others. One
            that went out answers all that came in before it.
        answered_share: answered / inbound.

    `inbound` counts those of customers in no tier under none. Contacts that do not say their
    direction count as spoken, and answer nothing. No rows without any contact. Raises
    BadQuestion for an unknown tier, or an as-of day later than the data's. Source: metrics.md
    section 6.
    """
    return query(
        db,
        "contact_gaps",
        customers=customers,
        **_contacts_asked(db, None, None, as_of, tier, settings, day),
    )


def contact_mix(
    db: Database,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """By which channels customers and the company speak: one row a channel, the busiest first.

    Columns:
        channel: NULL holds those whose channel is not told.
        contacts, share: of the period, and their share of all rows, 0 to 1.
        inbound, outbound: of these; the others do not say.
        customers: spoken to.
        judged, unanswered, unanswered_share: of those that came in, those whose days to be
            answered are over, and of these those that were not, as in contact_gaps.

    Without a period, the 12 months to the as-of day. `tier` is the one at the latest month start.
    Raises BadQuestion for an unknown tier, or an as-of day later than the data's. Source:
    metrics.md section 6.
    """
    return query(
        db,
        "contact_mix",
        customers=customers,
        **_contacts_asked(db, since, until, as_of, tier, settings),
    )


def contact_list(
    db: Database,
    *,
    band: str | None = None,
    days: int = 0,
    day: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Whom to call: the customers behind contact_gaps, one row each, the most valuable first.

    `band` is to_30, to_90, to_180, over_180 or never; without it all of them. With `days` those
    spoken to at least so many days ago, or never.

    Columns:
        customer_id, name, tier, region, kind: who, as they stood at the month start of `day`.
        contacted_on, days_since_contact: NULL where there never was any.
        unanswered: contacts of the 12 months to the as-of day that came in and were not answered.
        salesperson: who sold what the customer ordered last, where that is told.
        value: of the 12 months before.
        total: rows there are without `limit`.

    Raises BadQuestion for an unknown band or tier, days or a limit below 0, or an as-of day later
    than the data's. Source: metrics.md section 6.
    """
    if days < 0:
        raise BadQuestion("days is {found}; it is 0 or more.", found=days)
    asked = _contacts_asked(db, None, None, as_of, tier, settings, day)
    return query(
        db,
        "contact_list",
        customers=customers,
        band=band if band is None else one_of("band", band, BANDS),
        days=days,
        limit=rows_at_most(limit),
        **{name: asked[name] for name in asked if name not in ("since", "until")},
    )


def unanswered_list(
    db: Database,
    *,
    channel: str | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """Contacts that came in and were not answered in their days: one row each, the newest first.

    Of one `channel`, or of all.

    Columns:
        customer_id, name, tier, region: who asked; the tier at the latest month start.
        asked_on, channel, subject: when, how and about what.
        answered_after: days until somebody spoke to the customer; NULL where nobody has.
        value: of the customer's 12 months.
        total: rows there are without `limit`.

    The period and what is answered are those of contact_gaps. Raises BadQuestion for an unknown
    tier, a limit below 0, or an as-of day later than the data's. Source: metrics.md section 6.
    """
    return query(
        db,
        "unanswered_list",
        customers=customers,
        channel=channel,
        only_channel=channel is not None,
        limit=rows_at_most(limit),
        **_contacts_asked(db, since, until, as_of, tier, settings),
    )


def _contacts_asked(
    db: Database,
    since: date | None,
    until: date | None,
    as_of: date | None,
    tier: tuple[str, ...],
    settings: Settings,
    day: date | None = None,
) -> dict[str, object]:
    """The period, and the parameters of the relations `contact_days` and `contacted`."""
    reached = as_of_day(db, as_of, "interactions")
    return {
        "as_of": reached,
        "day": day,
        "answer_days": settings.contact_answer_days,
        **days_asked(since, until, reached),
        **tier_parameters(tier, settings),
    }
