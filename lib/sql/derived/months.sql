-- Every calendar month from the first fact to the one that holds the day after the as-of day.
--
-- month       its first day
-- next_month  the first day of the month after; the month is complete when it is not later than
--             the day after the as-of day
with recursive

first_days as (

    select min(ordered_on) as day
    from orders
    union all
    select min(spent_on) as day
    from costs_to_serve
    union all
    select min(starts_on) as day
    from contracts
    union all
    select min(touched_on) as day
    from touches

),

counted as (

    select cast(date_trunc('month', min(day)) as date) as month
    from first_days
    where day <= cast($as_of as date) + 1
    union all
    select cast(month + interval 1 month as date) as month
    from counted
    where cast(month + interval 1 month as date) <= cast($as_of as date) + 1

)

select
    month,
    cast(month + interval 1 month as date) as next_month
from counted
where month is not null
order by month
