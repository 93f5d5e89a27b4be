-- What is left of revenue, by value tier: one row a tier of the latest month start.
--
-- value    of the 12 months before, on the company's basis
-- revenue  of the trade lines of the same customers and months: before refunds, as what customers
--          spend on a day is foretold
with

stood as (

    select
        tiered.month,
        tiered.customer_key,
        tiered.tier,
        tiered.value
    from tiered
    where tiered.month in (select month from standing_month)
        and tiered.value is not null

),

traded as (

    select
        customer_month.customer_key,
        sum(customer_month.spend) as revenue
    from customer_month
    cross join standing_month
    where customer_month.month >= cast(standing_month.month - interval 12 month as date)
        and customer_month.month < standing_month.month
        and customer_month.trade_days > 0
    group by customer_month.customer_key

)

select
    stood.tier,
    cast(sum(stood.value) as double) as value,
    cast(sum(traded.revenue) as double) as revenue
from stood
left join traded
    on traded.customer_key = stood.customer_key
group by stood.tier
order by stood.tier
