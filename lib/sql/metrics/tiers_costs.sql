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
        cast(cast($as_of as date) - interval 12 month as date) as day,
        cast(date_trunc('month', cast($as_of as date) - interval 12 month) as date) as month

),

-- The months on which the basis is not known: none in most companies, so what follows is little.
unknown as (

    select
        customer_key,
        month
    from customer_month
    where lines > 0
        and month >= cast(
            date_trunc('month', cast($as_of as date) - interval 12 month) as date
        )
        and case
            when $value_basis = 'contribution' then contribution is null
            when $value_basis = 'marginal' then marginal is null
            else false
        end

),

-- Whole months as they stand; of the one within which the 12 months begin those with lines in them.
unvalued as (

    select unknown.customer_key
    from unknown
    inner join year_before
        on year_before.day < unknown.month
    union
    select unknown.customer_key
    from unknown
    inner join year_before
        on year_before.month = unknown.month
    inner join sales_lines
        on sales_lines.customer_key = unknown.customer_key
        and sales_lines.month = unknown.month
    where sales_lines.ordered_on > cast(cast($as_of as date) - interval 12 month as date)
        and sales_lines.ordered_on <= cast(cast($as_of as date) - interval 11 month as date)
        and sales_lines.ordered_on <= cast($as_of as date)

)

select
    company.value_basis,
    company.known_marginal as marginal,
    company.known_contribution as contribution,
    (select count(*) from unvalued) as unvalued,
    company.unserved
from company
