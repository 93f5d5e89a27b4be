-- Customers who came by the as-of day, what they had done by then and did afterwards: one row a
-- customer.
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

)

select
    customers.customer_id,
    customers.name,
    customers.region,
    customers.kind,
    trade_histories.first_on as first_trade_day,
    trade_histories.last_on as last_trade_day,
    trade_histories.repeats,
    date_diff('day', trade_histories.first_on, trade_histories.last_on) as recency,
    date_diff('day', trade_histories.first_on, cast($as_of as date)) as age,
    1 as customers,
    coalesce(after.trade_days, 0) as actual
from trade_histories
inner join customers
    on customers.customer_key = trade_histories.customer_key
left join after
    on after.customer_key = trade_histories.customer_key
where $repeats is null
    or least(trade_histories.repeats, $most_repeats) = $repeats
order by customers.customer_id
