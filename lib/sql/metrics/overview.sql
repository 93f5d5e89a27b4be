-- The company's customers at some month starts, $months: one row a month start.
--
-- active         customers of the tiers meant, active on that day; NULL where none is known
-- value          of the 12 months before, on the company's basis; NULL where none is known
-- top_20_share   of value, what the best fifth of the ranked customers brought; NULL where the
--                total is not above 0
-- churn_rate     of those active, the share not active a month later; NULL where that cannot be
--                judged
-- churn_rate_a   the same of tier A
-- active_a       those active of tier A, of whom that is a share
-- knows_silence  does the data reach back over the days of silence that make a customer lapse,
-- knows_a_year   and over the whole of the 12 months before?
with

-- Whoever has the same place is in one tier: it is told once of them all, not of each.
placed as (

    select
        active_counts.month,
        active_counts.percentile,
        active_counts.ranked,
        sum(active_counts.active) as active,
        sum(active_counts.lasting) as lasting,
        sum(active_counts.value) as value
    from active_counts
    where active_counts.month in (select month from months where list_contains($months, month))
    group by active_counts.month, active_counts.percentile, active_counts.ranked

),

tiers as (

    select
        placed.*,
        case
            when percentile is null or ranked < $tiers_from then 'none'
            when percentile < $tier_a then 'A'
            when percentile < $tier_b then 'B'
            when percentile < $tier_c then 'C'
            else 'D'
        end as tier
    from placed

),

meant as (

    select
        tiers.*,
        array_length($tier) = 0 or list_contains($tier, tier) as is_meant
    from tiers

),

counted as (

    select
        month,
        cast(sum(case when is_meant then active end) as bigint) as active,
        sum(case when is_meant then lasting end) as lasting,
        sum(case when is_meant then value end) as value,
        sum(case when is_meant and percentile < 20 then value end) as top_20_value,
        sum(case when tier = 'A' then active end) as active_a,
        sum(case when tier = 'A' then lasting end) as lasting_a
    from meant
    group by month

)

select
    months.month,
    counted.active,
    counted.active_a,
    counted.value,
    case when counted.value > 0 then counted.top_20_value / nullif(counted.value, 0) end
        as top_20_share,
    case
        when reported_months.month is not null
            then (counted.active - counted.lasting) / nullif(counted.active, 0)
    end as churn_rate,
    case
        when reported_months.month is not null
            then (counted.active_a - counted.lasting_a) / nullif(counted.active_a, 0)
    end as churn_rate_a,
    coalesce(date_diff('day', company.first_trade_day, months.month) >= $silent_days, false)
        as knows_silence,
    coalesce(cast(months.month - interval 12 month as date) >= company.first_trade_day, false)
        as knows_a_year
from months
cross join company
left join counted
    on counted.month = months.month
left join reported_months
    on reported_months.month = months.month
where list_contains($months, months.month)
order by months.month
