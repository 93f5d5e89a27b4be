-- The company's customers at some month starts, $months: one row a month start.
--
-- active         customers active on that day; NULL where the company knows of none
-- value          of the 12 months before, on the company's basis; NULL where none is known
-- top_20_share   of value, what the best fifth of the ranked customers brought; NULL where the
--                total is not above 0
-- churn_rate     of those active, the share not active a month later; NULL where that cannot be
--                judged
-- knows_silence  does the data reach back over the days of silence that make a customer lapse,
-- knows_a_year   and over the whole of the 12 months before?
with

counted as (

    select
        month,
        cast(sum(active) as bigint) as active,
        cast(sum(active - lasting) as bigint) as churned,
        sum(value) as value,
        sum(case when percentile < 20 then value end) as top_20_value
    from active_counts
    where list_contains($months, month)
        and (array_length($tier) = 0 or list_contains($tier, tier))
    group by month

)

select
    months.month,
    counted.active,
    counted.value,
    case when counted.value > 0 then counted.top_20_value / nullif(counted.value, 0) end
        as top_20_share,
    case
        when reported_months.month is not null
            then counted.churned / nullif(counted.active, 0)
    end as churn_rate,
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
