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
        sales_lines.customer_key,
        sum(sales_lines.revenue) as revenue
    from sales_lines
    cross join standing_month
    where sales_lines.is_trade
        and sales_lines.customer_key is not null
        and sales_lines.ordered_on >= cast(standing_month.month - interval 12 month as date)
        and sales_lines.ordered_on < standing_month.month
    group by sales_lines.customer_key

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
