-- How far costs are known in the 12 months to the as-of day: one row.
--
-- value_basis             what customers are valued by: contribution, marginal or revenue
-- marginal, contribution  share of the customers' revenue for which either is known
-- unvalued                customers of those months one of whose months is not known on the basis
-- unserved                the first month with revenue in which nobody's cost to serve is known,
--                         though their cost of goods is; NULL where there is none
with

year_before as (

    select
        cast(as_of - interval 12 month as date) as day,
        cast(date_trunc('month', as_of - interval 12 month) as date) as month
    from company

),

-- Whole months as they are added up already; of the one within which the 12 months begin the lines.
recent as (

    select
        customer_month.customer_key,
        customer_month.month,
        customer_month.revenue
    from customer_month
    inner join year_before
        on year_before.day < customer_month.month
    where customer_month.lines > 0
    union all
    select
        sales_lines.customer_key,
        sales_lines.month,
        sum(sales_lines.revenue) as revenue
    from sales_lines
    inner join year_before
        on year_before.month = sales_lines.month
        and year_before.day < sales_lines.ordered_on
    cross join company
    where sales_lines.customer_key is not null
        and sales_lines.ordered_on <= company.as_of
    group by sales_lines.customer_key, sales_lines.month

),

judged as (

    select
        recent.customer_key,
        recent.month,
        recent.revenue,
        customer_month.marginal is not null as has_marginal,
        customer_month.contribution is not null as has_contribution,
        case
            when company.value_basis = 'contribution' then customer_month.contribution is not null
            when company.value_basis = 'marginal' then customer_month.marginal is not null
            else true
        end as is_valued
    from recent
    cross join company
    inner join customer_month
        on customer_month.customer_key = recent.customer_key
        and customer_month.month = recent.month

),

known as (

    select
        cast(sum(revenue) as double) as revenue,
        cast(sum(case when has_marginal then revenue else 0 end) as double) as marginal,
        cast(sum(case when has_contribution then revenue else 0 end) as double) as contribution,
        count(distinct case when not is_valued then customer_key end) as unvalued,
        min(case when has_marginal and not has_contribution then month end) as unserved
    from judged

)

select
    company.value_basis,
    known.marginal / nullif(known.revenue, 0) as marginal,
    known.contribution / nullif(known.revenue, 0) as contribution,
    known.unvalued,
    known.unserved
from known
cross join company
