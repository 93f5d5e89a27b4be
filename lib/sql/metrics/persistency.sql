-- How long customers have been with us and whether they stay: one row per group, $by.
--
-- customers    active at the latest month start; tenure: the median of the days since their first
--              trade day
-- active_then  active 12 months earlier; of those, kept: active now too
with

ends as (

    select
        standing_month.month as now_month,
        cast(standing_month.month - interval 12 month as date) as then_month
    from standing_month

),

now_active as (

    select
        activity.customer_key,
        activity.tier
    from activity
    inner join ends
        on ends.now_month = activity.month
    where activity.is_active

),

then_active as (

    select
        activity.customer_key,
        activity.tier
    from activity
    inner join ends
        on ends.then_month = activity.month
    where activity.is_active

),

judged as (

    select
        coalesce(now_active.customer_key, then_active.customer_key) as customer_key,
        coalesce(then_active.tier, now_active.tier) as tier,
        now_active.customer_key is not null as is_active,
        then_active.customer_key is not null as was_active
    from now_active
    full join then_active
        on then_active.customer_key = now_active.customer_key

),

labelled as (

    select
        case
            when $by = 'all' then 'all'
            when $by = 'tier' then judged.tier
            else customer_labels.label
        end as label,
        judged.is_active,
        judged.was_active,
        date_diff('day', first_days.first_on, cast($as_of as date)) as days
    from judged
    left join first_days
        on first_days.customer_key = judged.customer_key
        and first_days.first_on <= cast($as_of as date)
    left join customer_labels
        on customer_labels.customer_key = judged.customer_key
    where array_length($tier) = 0
        or list_contains($tier, judged.tier)

)

select
    label as "group",
    count(case when is_active then 1 end) as customers,
    median(case when is_active then days end) as tenure,
    count(case when was_active then 1 end) as active_then,
    count(case when was_active and is_active then 1 end) as kept
from labelled
group by label
order by label nulls last
