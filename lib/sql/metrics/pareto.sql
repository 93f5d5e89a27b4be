-- Customers by their value, best first, in hundredths: one row a percentile 1 to 100; none where
-- nobody's value is known.
--
-- customers, value         of those (percentile - 1) to percentile hundredths of the customers
--                          ranked are better than
-- share, cumulative_share  of the value of all; NULL where that is not above 0
with

digits as (

    select 0 as digit
    union all
    select 1 as digit
    union all
    select 2 as digit
    union all
    select 3 as digit
    union all
    select 4 as digit
    union all
    select 5 as digit
    union all
    select 6 as digit
    union all
    select 7 as digit
    union all
    select 8 as digit
    union all
    select 9 as digit

),

percentiles as (

    select tens.digit * 10 + ones.digit + 1 as percentile
    from digits as tens
    cross join digits as ones

),

placed as (

    select
        cast(floor((place - 1) * 100 / nullif(ranked, 0)) as integer) + 1 as percentile,
        value
    from ranked_values
    where month in (select month from standing_month)

),

counted as (

    select
        percentile,
        count(*) as customers,
        sum(value) as value
    from placed
    group by percentile

),

total as (

    select sum(value) as value
    from counted
    having count(*) > 0

),

filled as (

    select
        percentiles.percentile,
        coalesce(counted.customers, 0) as customers,
        coalesce(counted.value, 0) as value
    from percentiles
    left join counted
        on counted.percentile = percentiles.percentile

),

running as (

    select
        filled.*,
        sum(value) over (
            order by percentile
            rows between unbounded preceding and current row
        ) as value_so_far
    from filled

)

select
    running.percentile,
    running.customers,
    running.value,
    case when total.value > 0 then running.value / nullif(total.value, 0) end as share,
    case when total.value > 0 then running.value_so_far / nullif(total.value, 0) end
        as cumulative_share
from running
cross join total
order by running.percentile
