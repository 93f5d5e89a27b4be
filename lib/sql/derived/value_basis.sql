-- Which level of profit values a customer: one row.
--
-- value_basis  the highest of contribution, marginal, revenue that is known for at least 95 % of
--              the customers' revenue in the 12 months to the as-of day
with

recent as (

    select
        customer_key,
        month,
        sum(revenue) as revenue
    from sales_lines
    where customer_key is not null
        and ordered_on <= cast($as_of as date)
        and ordered_on > cast(cast($as_of as date) - interval 12 month as date)
    group by customer_key, month

),

known as (

    select
        sum(recent.revenue) as revenue,
        sum(case when customer_month.marginal is not null then recent.revenue else 0 end)
            as marginal,
        sum(case when customer_month.contribution is not null then recent.revenue else 0 end)
            as contribution
    from recent
    inner join customer_month
        on customer_month.customer_key = recent.customer_key
        and customer_month.month = recent.month

)

select
    case
        when contribution * 100 >= revenue * 95 and revenue > 0 then 'contribution'
        when marginal * 100 >= revenue * 95 and revenue > 0 then 'marginal'
        else 'revenue'
    end as value_basis
from known
