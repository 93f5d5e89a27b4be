-- How many customers stay for how long (Kaplan-Meier): one row per group, $by, and number of days
-- after which any of it lapsed; and one for the first and the last day known of it.
--
-- at_risk    customers known to have stayed until then, those censored on that day among them
-- lapsed     of those, lapsed on that day
-- survival   share who stay for longer
-- low, high  its 95 % log-log interval; NULL where survival is 0 or 1
with

stayed as (

    select
        first_lapses.customer_key,
        case
            when $by = 'all' then 'all'
            when $by = 'tier' then coalesce(first_tiers.tier, 'none')
            else customer_labels.label
        end as label,
        date_diff(
            'day', first_lapses.began_on, coalesce(first_lapses.lapsed_on, cast($as_of as date))
        ) as days,
        case when first_lapses.lapsed_on is null then 0 else 1 end as has_lapsed
    from first_lapses
    left join first_tiers
        on first_tiers.customer_key = first_lapses.customer_key
    left join customer_labels
        on customer_labels.customer_key = first_lapses.customer_key
    where array_length($tier) = 0
        or list_contains($tier, coalesce(first_tiers.tier, 'none'))

),

ended as (

    select
        label,
        days,
        count(*) as leaving,
        cast(sum(has_lapsed) as bigint) as lapsed
    from stayed
    group by label, days

),

counted as (

    select *
    from ended
    union all
    select
        label,
        0 as days,
        0 as leaving,
        0 as lapsed
    from ended
    where days > 0
    group by label

),

by_day as (

    select
        label,
        days,
        sum(leaving) as leaving,
        sum(lapsed) as lapsed
    from counted
    group by label, days

),

exposed as (

    select
        label,
        days,
        lapsed,
        sum(leaving) over (
            partition by label
            order by days
            rows between current row and unbounded following
        ) as at_risk,
        max(days) over (partition by label) as last_day
    from by_day

),

added as (

    select
        label,
        days,
        lapsed,
        at_risk,
        last_day,
        max(case when lapsed = at_risk then 1 else 0 end) over (
            partition by label
            order by days
            rows between unbounded preceding and current row
        ) as is_over,
        sum(ln(nullif(1 - lapsed / nullif(at_risk, 0), 0))) over (
            partition by label
            order by days
            rows between unbounded preceding and current row
        ) as log_survival,
        sum(lapsed / nullif(at_risk * (at_risk - lapsed), 0)) over (
            partition by label
            order by days
            rows between unbounded preceding and current row
        ) as variance
    from exposed

),

judged as (

    select
        label,
        days,
        lapsed,
        at_risk,
        last_day,
        case when is_over = 1 then 0 else exp(log_survival) end as survival,
        case when is_over = 0 and log_survival < 0 then log_survival end as log_survival,
        case
            when is_over = 0 and log_survival < 0
                then exp($normal * exp(ln(variance) / 2) / nullif(-log_survival, 0))
        end as width
    from added

)

select
    label as "group",
    days,
    cast(at_risk as bigint) as at_risk,
    cast(lapsed as bigint) as lapsed,
    survival,
    exp(log_survival * width) as low,
    exp(log_survival / nullif(width, 0)) as high,
    cast(max(at_risk) over (partition by label) as bigint) as customers
from judged
where lapsed > 0
    or days = 0
    or days = last_day
order by label, days
