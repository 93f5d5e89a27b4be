-- How unevenly customers bring value, now and a year ago: one row each.
--
-- value            of all customers whose value is known
-- peak             what those bring whose value is not below 0: no sum of best customers is larger
-- peak_share       peak as a share of value; NULL where value is not above 0
-- peak_at          where it stands: the share of the customers up to there
-- beyond           customers beyond it, whose value is below 0, and what they take away
-- top_20_share     of value, what the best fifth brought
-- gini             0 where all bring alike, towards 1 the fewer bring all; NULL where a value is
--                  negative, or all are 0
with

sides as (

    select 'now' as side, 1 as turn
    union all
    select 'a_year_ago' as side, 2 as turn

),

counted as (

    select
        month,
        count(*) as customers,
        sum(value) as value,
        sum(case when value > 0 then value else 0 end) as peak,
        count(case when value < 0 then 1 end) as beyond,
        sum(case when value < 0 then value else 0 end) as beyond_value,
        sum(case when (place - 1) * 100 < 20 * ranked then value else 0 end) as top_20_value,
        -- By their places from the poorest up, 1 first.
        sum(value * (ranked + 1 - place)) as weighted
    from ranked_values
    where month in (select month from compared_months)
    group by month

)

select
    sides.side,
    compared_months.month as day,
    company.value_basis as basis,
    counted.customers,
    counted.value,
    counted.peak,
    case when counted.value > 0 then counted.peak / nullif(counted.value, 0) end as peak_share,
    (counted.customers - counted.beyond) / nullif(counted.customers, 0) as peak_at,
    counted.beyond,
    counted.beyond_value,
    case when counted.value > 0 then counted.top_20_value / nullif(counted.value, 0) end
        as top_20_share,
    case
        when counted.beyond = 0 and counted.value > 0
            then 2 * (counted.weighted / nullif(counted.customers * counted.value, 0))
                - (counted.customers + 1) / nullif(counted.customers, 0)
    end as gini
from sides
cross join company
left join compared_months
    on compared_months.side = sides.side
left join counted
    on counted.month = compared_months.month
order by sides.turn
