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

active as (

    select
        months.month,
        months.next_month,
        tiered.customer_key,
        tiered.tier,
        tiered.badge,
        tiered.value
    from tiered
    inner join months
        on months.next_month = tiered.month
    -- Nobody becomes active again without trade in the month or a contract.
    where tiered.silence <= 31
        and tiered.month in (select next_month from reported_months)
        and (array_length($tier) = 0 or list_contains($tier, tiered.tier))

),

active_before as (

    select
        month,
        customer_key
    from standing
    where silence <= $silent_days
        and month in (select month from reported_months)

),

returned as (

    select active.*
    from active
    left join active_before
        on active_before.customer_key = active.customer_key
        and active_before.month = active.month
    left join comings
        on comings.customer_key = active.customer_key
        and comings.month >= active.month
    where active_before.customer_key is null
        and comings.customer_key is null

),

traded as (

    select
        returned.month,
        returned.customer_key,
        min(case when customer_month.month = returned.month then customer_month.first_trade_day end)
            as back_on,
        max(case when customer_month.month < returned.month then customer_month.last_trade_day end)
            as last_on
    from returned
    inner join customer_month
        on customer_month.customer_key = returned.customer_key
        and customer_month.month <= returned.month
    group by returned.month, returned.customer_key

),

bound as (

    select
        returned.month,
        returned.customer_key,
        min(case when contracts.starts_on > returned.month then contracts.starts_on end) as back_on,
        max(case when contracts.ends_on < returned.month then contracts.ends_on end) as last_on
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
