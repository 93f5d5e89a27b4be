-- The days between one trade day of a customer and the next, up to the as-of day: one row a number
-- of days.
--
-- ended  gaps of that length
-- open   customers who have not traded since, that long before the as-of day
with

gaps as (

    select
        days,
        customers as ended,
        0 as still_open
    from gap_counts_in_scope
    where traded_on <= cast($as_of as date)
        and days is not null
    union all
    -- Those that the as-of day cuts, and those of customers who never traded again.
    select
        date_diff('day', traded_on - days, cast($as_of as date)) as days,
        0 as ended,
        customers as still_open
    from gap_counts_in_scope
    where traded_on > cast($as_of as date)
        and traded_on - days <= cast($as_of as date)
    union all
    select
        date_diff('day', last_on, cast($as_of as date)) as days,
        0 as ended,
        1 as still_open
    from trade_spans_in_scope
    where last_on <= cast($as_of as date)

)

select
    days,
    cast(sum(ended) as bigint) as ended,
    cast(sum(still_open) as bigint) as open
from gaps
group by days
order by days
