-- How far the loyalty of customers reaches: one row per level, those not asked last.
--
-- level  as in reached_levels
-- value  of the 12 months before the latest month start; customers without trade then add 0
with

levels as (

    select 0 as level
    union all
    select 1 as level
    union all
    select 2 as level
    union all
    select 3 as level
    union all
    select 4 as level
    union all
    select cast(null as integer) as level

),

counted as (

    select
        reached_levels.level,
        count(*) as customers,
        sum(coalesce(current_standing.value, 0)) as value
    from reached_levels
    left join current_standing
        on current_standing.customer_key = reached_levels.customer_key
    where array_length($tier) = 0
        or list_contains($tier, coalesce(current_standing.tier, 'none'))
    group by reached_levels.level

)

select
    levels.level,
    coalesce(counted.customers, 0) as customers,
    coalesce(counted.value, 0) as value
from levels
left join counted
    on counted.level is not distinct from levels.level
order by levels.level nulls last
