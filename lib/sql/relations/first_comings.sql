-- When each customer first came: one row per customer who ever traded or had a contract.
--
-- month  that of the first trade day; a contract counts from the day before it begins, as it shows
--        already at the month start it begins on and a trade day only at the next
with

comings as (

    select
        customer_key,
        first_trade_day as day
    from customer_month
    where first_trade_day is not null
    union all
    select
        customer_key,
        cast(starts_on - interval 1 day as date) as day
    from contracts

)

select
    comings.customer_key,
    cast(date_trunc('month', min(comings.day)) as date) as month
from comings
inner join scope
    on scope.customer_key = comings.customer_key
group by comings.customer_key
