-- What customers who came by the as-of day had done by then, and did afterwards: one row per
-- history.
--
-- actual  trade days after the as-of day, up to $until
with

after as (

    select
        customer_key,
        count(*) as trade_days
    from trade_gaps
    where traded_on > cast($as_of as date)
        and traded_on <= cast($until as date)
    group by customer_key

),

followed as (

    select
        trade_histories.repeats,
        date_diff('day', trade_histories.first_on, trade_histories.last_on) as recency,
        date_diff('day', trade_histories.first_on, cast($as_of as date)) as age,
        coalesce(after.trade_days, 0) as actual
    from trade_histories
    left join after
        on after.customer_key = trade_histories.customer_key

)

select
    repeats,
    recency,
    age,
    count(*) as customers,
    cast(sum(actual) as bigint) as actual
from followed
group by repeats, recency, age
order by repeats, recency, age
