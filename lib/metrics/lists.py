"""The customers and opportunities behind a mark: as many rows as the number it shows."""

from datetime import date

from pandas import DataFrame

from lib.database import EVERYONE, Customers, Database, query
from lib.metrics.asking import as_of_day, one_of, rows_at_most, tier_parameters
from lib.metrics.campaigns import ATTRIBUTIONS, touches_asked
from lib.metrics.churn import period, silence
from lib.metrics.groups import attribute_asked
from lib.metrics.sales import opportunities_asked
from lib.metrics.satisfaction import GROUPS, PRODUCT_GROUPS, answers_asked
from lib.settings import DEFAULTS, Settings

FATES = {
    "sales_funnel": ("entered", "advanced", "lost", "open"),
    "pipeline": ("open",),
    "win_rate": ("won", "lost"),
}
FLOWS = ("active", "churned", "won_back", "arrived", "arrived_and_left", "lost")


def churn_list(
    db: Database,
    *,
    month: date | None = None,
    flow: str = "churned",
    whole_period: bool = False,
    silent_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers behind a mark of tier_churn or churn_flows: one row a month and customer.

    `flow` is active, churned, won_back, arrived, arrived_and_left, or lost: both who churned and
    who arrived and left. `month` is any day of the month meant; without it the latest of the
    period, or with `whole_period` each of them, so that who churned twice has two rows. Months are
    those of tier_churn; one that cannot be judged has no rows. `tier` is the one in the columns.

    Columns:
        month: its first day.
        customer_id, name, tier, region, kind, badge: who; the badge as in tier_list. Tier, badge,
            revenue and value are those at the month's start where the customer was active then,
            else those at its end.
        flow: what became of them: stayed or churned, won_back, arrived, arrived_and_left.
        last_trade_day, silent_for: in the month or the year before it, and the days from it to
            the next month's start; NULL for those who never traded then.
        revenue, value: money of the 12 months before; value NULL where it is not known.
        left_on, left_because: as the company tells it.
        total: rows there are without `limit`.

    The most valuable first. Raises BadQuestion for an unknown flow or tier, silent_days outside 31
    to 365, a limit below 0, or an as-of day later than the data's. Source: metrics.md section 2.
    """
    return query(
        db,
        "churn_list",
        customers=customers,
        flow=one_of("flow", flow, FLOWS),
        silent_days=silence(silent_days, settings),
        as_of=as_of_day(db, as_of),
        limit=rows_at_most(limit),
        whole_period=whole_period,
        **period(month, since, until),
        **tier_parameters(tier, settings),
    )


def tier_list(
    db: Database,
    *,
    day: date | None = None,
    only_active: bool = False,
    silent_days: int | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers behind `tiers`: one row a customer of these tiers at the month start of `day`.

    All who stand there, or with `only_active` those active on that day.

    Columns:
        customer_id, name, tier, region, kind: who; tier none are those not ranked.
        badge: destroys_profit where the value is below 0, else top_20 (tier A) or other_80; NULL
            in no tier.
        active: on that day.
        last_trade_day, silent_for: in the year before, and the days from it; NULL without one.
        revenue, value: money of the 12 months before; value NULL where it is not known.
        share_of_value: of all tiers together, as in `tiers`.
        total: rows there are without `limit`.

    The most valuable first. Without `day`, the latest month start. Raises BadQuestion for an
    unknown tier, silent_days outside 31 to 365, a limit below 0, or an as-of day later than the
    data's. Source: metrics.md sections 2 and 3.
    """
    return query(
        db,
        "tier_list",
        customers=customers,
        day=day,
        only_active=only_active,
        silent_days=silence(silent_days, settings),
        as_of=as_of_day(db, as_of),
        limit=rows_at_most(limit),
        **tier_parameters(tier, settings),
    )


def opportunity_list(
    db: Database,
    *,
    behind: str | None = None,
    stage: str | None = None,
    fate: str | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The opportunities behind a mark of the metric `behind`: one row an opportunity.

    `behind` and `fate`, by default its first, are
        sales_funnel: entered, advanced, lost or open in the stage, of those created in the period;
            without a stage one row per opportunity and stage.
        pipeline: open, standing in the stage, of any period.
        win_rate: won or lost, of those closed in the period, or in the 12 months to the as-of day.
    Where it is not given: won and lost without a stage are win_rate's, open ones the pipeline's,
    all else the funnel's.

    Columns:
        opportunity_id, opportunity: its id and what it is called.
        customer_id, name, tier, region, kind, badge: whose it is; the tier of the month it was
            created in, the badge as in tier_list; NULL for a customer nobody knows.
        owner: who works on it.
        stage: for the funnel the one counted, else where it stands or closed from.
        fate: for the funnel what became of it there: advanced, lost or open; else the outcome.
        amount: money; NULL where it is not told.
        created_on, expected_close_on, closed_on, lost_because: as known on the as-of day.
        days_in_stage: for the funnel those it counts, else since the stage was last entered.
        days_open: from creation to closing, or to the as-of day.
        last_trade_day, silent_for, revenue, value: the customer's at the as-of day's month start,
            as in tier_list.
        total: rows there are without `limit`.

    The largest first. Raises BadQuestion for an unknown metric, fate or tier, a limit below 0, or
    an as-of day later than the data's. Source: metrics.md section 4.
    """
    behind = one_of("behind", behind or _counts(stage, fate), tuple(FATES))
    fates = FATES[behind]
    return query(
        db,
        "opportunity_list",
        customers=customers,
        behind=behind,
        stage=stage,
        fate=one_of("fate", fate or fates[0], fates),
        since=since,
        until=until,
        day=None,
        limit=rows_at_most(limit),
        **opportunities_asked(db, as_of, tier, settings),
    )


def answer_list(
    db: Database,
    *,
    aspect: str | None = None,
    layer: str | None = None,
    month: date | None = None,
    by: str = "all",
    group: str | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The respondents behind a satisfaction ratio: one row a customer, or a response of nobody
    known.

    Of the answers that satisfaction_ratio counts, those about the aspect, of the layer, or of the
    month that `month` is a day of; all of them where none is given. Where `by` is a column of
    customers or the name of an attribute, of the customers of that `group`; where it is product or
    category, of the answers about that one. NULL holds those of whom it is not told.

    Columns:
        customer_id, name, tier, region, kind, badge: who; the tier of the month of their newest
            answer, the badge as in tier_list.
        response_id: of a response whose customer is not known.
        answered_on, answers: the newest day, and the pairs of response and aspect counted.
        expected, perceived, gap: weighted means, and the second less the first; in scale points
            where all these answers share one scale (scale_max), else as shares of the maximum.
        ratio: perceived / expected; NULL where nothing was expected.
        weight: of the answers: weighted by it, the rows have the mean of the whole.
        last_trade_day, silent_for, revenue, value: the customer's at the as-of day's month start,
            as in tier_list.
        total: rows there are without `limit`.

    The furthest short of what they expected first. Raises BadQuestion for an unknown `by` or tier,
    a limit below 0, or an as-of day later than the data's. Source: metrics.md section 1.
    """
    return query(
        db,
        "answer_list",
        customers=customers,
        aspect=aspect,
        layer=layer,
        month=month and month.replace(day=1),
        by=by,
        attribute=(attribute := attribute_asked(db, by, GROUPS)),
        is_grouped=attribute is not None or by in (*PRODUCT_GROUPS, *Customers.COLUMNS),
        group=group,
        day=None,
        limit=rows_at_most(limit),
        **answers_asked(db, since, until, as_of, tier, customers, settings),
    )


def campaign_list(
    db: Database,
    *,
    campaign_id: str | None = None,
    channel: str | None = None,
    attribution: str = "last",
    window_days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    tier: tuple[str, ...] = (),
    customers: Customers = EVERYONE,
    limit: int | None = None,
    settings: Settings = DEFAULTS,
) -> DataFrame:
    """The customers behind a return of campaign_roi: one row a campaign and customer.

    Those a campaign reached in the period, and those whose orders are due to it: of one campaign,
    of those of one channel, or of all.

    Columns:
        campaign_id, campaign, channel: as in campaign_roi.
        customer_id, name, tier, region, kind, badge: who; the tier of the month of the first touch,
            of who was not reached that of the newest order; the badge as in tier_list. NULL holds
            the orders of nobody known that name the campaign.
        reached, responded, touched_on: in the period, control aside; the day of the first touch.
        attributed_orders, attributed_revenue, attributed_profit, basis: due to the campaign, by
            the rule and on the basis of campaign_roi, which they add up to. What a channel claims
            names nobody: it is in no row. NULL where no trade is known at all.
        last_trade_day, silent_for, revenue, value: the customer's at the as-of day's month start,
            as in tier_list.
        total: rows there are without `limit`.

    What brought most first. Raises BadQuestion for an unknown attribution or tier, a window or a
    limit below 0, or an as-of day later than the data's. Source: metrics.md section 5.
    """
    return query(
        db,
        "campaign_list",
        customers=customers,
        campaign_id=campaign_id,
        channel=channel,
        attribution=one_of("attribution", attribution, ATTRIBUTIONS),
        since=since,
        until=until,
        day=None,
        limit=rows_at_most(limit),
        everyone=not customers,
        **touches_asked(db, window_days, as_of, tier, settings),
    )


def _counts(stage: str | None, fate: str | None) -> str:
    """The metric that counts what met this fate in this stage, or in any."""
    if stage is None and fate in FATES["win_rate"]:
        return "win_rate"
    if stage is None and fate in FATES["pipeline"]:
        return "pipeline"
    return "sales_funnel"
