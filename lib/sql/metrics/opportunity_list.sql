-- The opportunities behind a mark of the metric $behind: one row an opportunity, for the funnel
-- without a stage one per opportunity and stage; the largest first.
--
-- fate           for the funnel what became of it in the stage, else the outcome
-- stage          for the funnel the one asked about, else the one it stands in or closed from
-- days_in_stage  as the funnel counts them, else since the stage was last entered; NULL where a
--                day is not known
-- days_open      from creation to closing, or to the as-of day
-- tier           of the month of creation; all else about the customer as of the as-of day's month
--                start
with

meant as (

    select
        opportunity_id,
        stage,
        result as fate,
        days
    from stage_entries
    where $behind = 'sales_funnel'
        and $fate in ('entered', result)
        and ($since is null or created_on >= $since)
        and ($until is null or created_on <= $until)
    union all
    select
        opportunity_id,
        stage,
        outcome as fate,
        null as days
    from opportunities_as_of
    where $behind = 'pipeline'
        and outcome = 'open'
    union all
    select
        opportunity_id,
        stage,
        outcome as fate,
        null as days
    from closed_opportunities
    where $behind = 'win_rate'
        and outcome = $fate
        and in_period

),

listed as (

    select
        meant.fate,
        meant.stage,
        meant.days,
        opportunities_as_of.opportunity_id,
        opportunities_as_of.customer_key,
        opportunities_as_of.amount,
        opportunities_as_of.created_on,
        opportunities_as_of.closed_on,
        opportunities_as_of.outcome,
        opportunities_as_of.has_history,
        count(*) over () as total
    from meant
    inner join opportunities_as_of
        on opportunities_as_of.opportunity_id = meant.opportunity_id
    where meant.stage = coalesce($stage, meant.stage)
    order by
        opportunities_as_of.amount desc nulls last,
        opportunities_as_of.opportunity_id,
        meant.stage
    limit $limit

),

last_entries as (

    select
        opportunity_id,
        stage,
        max(cast(entered_at as date)) as entered_on
    from stage_changes
    where not coalesce(cast(entered_at as date) > $as_of, false)
        and opportunity_id in (select opportunity_id from listed)
    group by opportunity_id, stage

),

dated as (

    select
        listed.*,
        case
            when listed.has_history then last_entries.entered_on
            else listed.created_on
        end as entered_on,
        case
            when listed.outcome = 'open' then cast($as_of as date)
            else listed.closed_on
        end as left_on
    from listed
    left join last_entries
        on last_entries.opportunity_id = listed.opportunity_id
        and last_entries.stage = listed.stage

),

stood_once as (

    select
        tiered.month,
        tiered.customer_key,
        tiered.tier,
        tiered.badge,
        tiered.last_trade_day,
        tiered.revenue,
        tiered.value
    from tiered
    where tiered.customer_key in (select customer_key from listed)

)

select
    dated.opportunity_id,
    opportunities.name as opportunity,
    customers.customer_id,
    customers.name,
    coalesce(at_creation.tier, 'none') as tier,
    customers.region,
    customers.kind,
    standing_now.badge,
    opportunities.owner,
    dated.stage,
    dated.fate,
    dated.amount,
    dated.created_on,
    opportunities.expected_close_on,
    dated.closed_on,
    case when dated.outcome = 'lost' then opportunities.lost_because end as lost_because,
    case
        when $behind = 'sales_funnel' then dated.days
        when dated.left_on >= dated.entered_on
            then date_diff('day', dated.entered_on, dated.left_on)
    end as days_in_stage,
    case
        when dated.left_on >= dated.created_on
            then date_diff('day', dated.created_on, dated.left_on)
    end as days_open,
    standing_now.last_trade_day,
    date_diff('day', standing_now.last_trade_day, standing_now.month) as silent_for,
    standing_now.revenue,
    standing_now.value,
    dated.total
from dated
inner join opportunities
    on opportunities.opportunity_id = dated.opportunity_id
left join customers
    on customers.customer_key = dated.customer_key
left join stood_once as at_creation
    on at_creation.customer_key = dated.customer_key
    and at_creation.month = cast(date_trunc('month', dated.created_on) as date)
left join stood_once as standing_now
    on standing_now.customer_key = dated.customer_key
    and standing_now.month in (select month from standing_month)
order by dated.amount desc nulls last, dated.opportunity_id, dated.stage
