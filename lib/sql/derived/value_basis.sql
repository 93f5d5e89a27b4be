-- Which level of profit values a customer: one row.
--
-- value_basis             the highest of contribution, marginal, revenue that is known for at least
--                         95 % of the customers' revenue in the 12 months to the as-of day
-- marginal, contribution  share of that revenue for which either is known; NULL without revenue
-- unserved                the first month with revenue in which nobody's cost to serve is known,
--                         though their cost of goods is; NULL where there is none
with

year_before as (

    select
        cast(cast($as_of as date) - interval 12 month as date) as day,
        cast(date_trunc('month', cast($as_of as date) - interval 12 month) as date) as month

),

-- The month within which the 12 months begin: what lies before them is left out. Whole months are
-- not added up again, which in a company of a million customers took a second.
begun as (

    select
        sales_lines.customer_key,
        sales_lines.month,
        sum(sales_lines.revenue) as revenue
    from sales_lines
    inner join year_before
        on year_before.month = sales_lines.month
    where sales_lines.customer_key is not null
        and sales_lines.ordered_on > cast(cast($as_of as date) - interval 12 month as date)
        and sales_lines.ordered_on <= cast(cast($as_of as date) - interval 11 month as date)
        and sales_lines.ordered_on <= cast($as_of as date)
    group by sales_lines.customer_key, sales_lines.month

),

recent as (

    select
        customer_month.month,
        customer_month.revenue,
        customer_month.marginal,
        customer_month.contribution
    from customer_month
    inner join year_before
        on year_before.day < customer_month.month
    where customer_month.lines > 0
    union all
    select
        begun.month,
        begun.revenue,
        customer_month.marginal,
        customer_month.contribution
    from begun
    inner join customer_month
        on customer_month.customer_key = begun.customer_key
        and customer_month.month = begun.month

),

known as (

    select
        sum(revenue) as revenue,
        sum(case when marginal is not null then revenue else 0 end) as marginal,
        sum(case when contribution is not null then revenue else 0 end) as contribution,
        min(case when marginal is not null and contribution is null then month end) as unserved
    from recent

)

select
    case
        when contribution * 100 >= revenue * 95 and revenue > 0 then 'contribution'
        when marginal * 100 >= revenue * 95 and revenue > 0 then 'marginal'
        else 'revenue'
    end as value_basis,
    cast(marginal as double) / nullif(cast(revenue as double), 0) as marginal,
    cast(contribution as double) / nullif(cast(revenue as double), 0) as contribution,
    unserved
from known
