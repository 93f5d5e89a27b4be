-- Who came back when, and what preceded it: one row per reported month and customer active at the
-- next month's start and not at its own, having come before.
--
-- tier, badge, value  at the next month's start
-- back_on       first trade day in the month, or first day of a contract that binds by its end
-- last_seen_on  the last day before the month with trade or under a contract
-- campaign_id, touched_on  the last touch of a campaign, those held back for comparison aside;
-- resolved_on   the last complaint put right, contacted_on the last contact we made, offered_on the
--               last opportunity opened: 0 to $window_days days before back_on, after last_seen_on
-- preceded      the latest of the four, on the same day in this order: campaign,
--               complaint_resolved, contact, offer; nothing without any
-- Needs $window_days and $silent_days, and what reported_months and tiered need.
with

starts as (

    select
        reported_months.month,
        reported_months.next_month,
        cast(reported_months.month - interval 12 month as date) as year_before
    from reported_months

),

not_active as (

    select
        month,
        customer_key
    from standing
    where month in (select month from starts)
        and (silence > $silent_days or silence is null)
        and silence_by_end <= 31

),

-- Who traded again after more than a year, or was bound anew, may not have stood at all.
perhaps_not_standing as (

    select
        starts.month,
        trade_gaps.customer_key
    from trade_gaps
    inner join starts
        on starts.month <= trade_gaps.traded_on
        and starts.next_month > trade_gaps.traded_on
    where trade_gaps.days > 365
        and trade_gaps.traded_on - trade_gaps.days < starts.year_before
    union
    select
        starts.month,
        contracts.customer_key
    from contracts
    inner join starts
        on starts.next_month >= contracts.starts_on
        and starts.month < contracts.starts_on
    union
    select
        starts.month,
        trade_spans.customer_key
    from trade_spans
    inner join starts
        on starts.month <= trade_spans.first_on
        and starts.next_month > trade_spans.first_on
    where trade_spans.customer_key in (select customer_key from contracts)

),

-- To look each of them up among a year of standing would take longer than all the rest: who traded
-- in the year before the month, or was bound at its start, is left out further below.
away as (

    select
        month,
        customer_key,
        count(stands) > 0 as stood
    from (
        select
            month,
            customer_key,
            1 as stands
        from not_active
        union all
        select
            month,
            customer_key,
            cast(null as integer) as stands
        from perhaps_not_standing
    ) as found
    group by month, customer_key

),

returned as (

    select
        starts.month,
        starts.next_month,
        starts.year_before,
        away.stood,
        tiered.customer_key,
        tiered.tier,
        tiered.badge,
        tiered.value
    from away
    inner join starts
        on starts.month = away.month
    inner join tiered
        on tiered.customer_key = away.customer_key
        and tiered.month = starts.next_month
    left join comings
        on comings.customer_key = away.customer_key
        and comings.month = away.month
    -- Nobody becomes active again without trade in the month or a contract.
    where tiered.silence <= 31
        and comings.customer_key is null
        and (array_length($tier) = 0 or list_contains($tier, tiered.tier))

),

-- The gap in which a month begins; of who never traded after it, or never before, there is none.
gaps as (

    select
        returned.month,
        returned.customer_key,
        trade_gaps.traded_on - trade_gaps.days as last_on,
        trade_gaps.traded_on as next_on
    from returned
    inner join trade_gaps
        on trade_gaps.customer_key = returned.customer_key
        and trade_gaps.traded_on >= returned.month
        and trade_gaps.traded_on - trade_gaps.days < returned.month

),

parted as (

    select
        returned.month,
        returned.next_month,
        returned.customer_key,
        coalesce(
            gaps.last_on,
            case when trade_spans.last_on < returned.month then trade_spans.last_on end
        ) as last_on,
        coalesce(
            gaps.next_on,
            case when trade_spans.first_on >= returned.month then trade_spans.first_on end
        ) as next_on
    from returned
    inner join trade_spans
        on trade_spans.customer_key = returned.customer_key
    left join gaps
        on gaps.customer_key = returned.customer_key
        and gaps.month = returned.month

),

traded as (

    select
        month,
        customer_key,
        case when next_on < next_month then next_on end as back_on,
        last_on
    from parted

),

bound as (

    select
        returned.month,
        returned.customer_key,
        min(case when contracts.starts_on > returned.month then contracts.starts_on end) as back_on,
        max(case when contracts.ends_on < returned.month then contracts.ends_on end) as last_on,
        count(
            case
                when contracts.starts_on <= returned.month
                    and coalesce(contracts.ends_on >= returned.month, true) then 1
            end
        ) > 0 as was_bound
    from returned
    inner join contracts
        on contracts.customer_key = returned.customer_key
        and contracts.starts_on <= returned.next_month
    group by returned.month, returned.customer_key

),

came as (

    select
        returned.*,
        least(
            coalesce(traded.back_on, bound.back_on),
            coalesce(bound.back_on, traded.back_on)
        ) as back_on,
        greatest(
            coalesce(traded.last_on, bound.last_on),
            coalesce(bound.last_on, traded.last_on)
        ) as last_seen_on
    from returned
    left join traded
        on traded.month = returned.month
        and traded.customer_key = returned.customer_key
    left join bound
        on bound.month = returned.month
        and bound.customer_key = returned.customer_key
    where returned.stood
        or not (
            coalesce(traded.last_on >= returned.year_before, false)
            or coalesce(bound.was_bound, false)
        )

),

done as (

    select
        customer_key,
        touched_on as day,
        'campaign' as step,
        campaign_id
    from touches
    where not coalesce(in_control, false)
    union all
    select
        customer_key,
        cast(resolved_at as date) as day,
        'complaint_resolved' as step,
        cast(null as varchar) as campaign_id
    from complaints
    where resolved_at is not null
    union all
    select
        customer_key,
        cast(happened_at as date) as day,
        'contact' as step,
        cast(null as varchar) as campaign_id
    from interactions
    where direction = 'outbound'
    union all
    select
        customer_key,
        created_on as day,
        'offer' as step,
        cast(null as varchar) as campaign_id
    from opportunities

),

before as (

    select
        came.month,
        came.customer_key,
        done.day,
        done.step,
        done.campaign_id,
        row_number() over (
            partition by came.month, came.customer_key
            order by done.day desc, done.step, done.campaign_id
        ) as place
    from came
    inner join done
        on done.customer_key = came.customer_key
    where date_diff('day', done.day, came.back_on) between 0 and $window_days
        and coalesce(done.day > came.last_seen_on, true)

),

steps as (

    select
        month,
        customer_key,
        max(case when step = 'campaign' then day end) as touched_on,
        max(case when step = 'complaint_resolved' then day end) as resolved_on,
        max(case when step = 'contact' then day end) as contacted_on,
        max(case when step = 'offer' then day end) as offered_on,
        max(case when place = 1 then step end) as preceded,
        max(case when place = 1 then campaign_id end) as campaign_id
    from before
    group by month, customer_key

)

select
    came.month,
    came.customer_key,
    came.tier,
    came.badge,
    came.value,
    came.back_on,
    came.last_seen_on,
    date_diff('day', came.last_seen_on, came.back_on) as away_for,
    coalesce(steps.preceded, 'nothing') as preceded,
    steps.campaign_id,
    steps.touched_on,
    steps.resolved_on,
    steps.contacted_on,
    steps.offered_on
from came
left join steps
    on steps.month = came.month
    and steps.customer_key = came.customer_key
