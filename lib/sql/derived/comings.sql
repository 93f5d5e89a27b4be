-- When each customer first came: one row per customer who ever traded or had a contract. Selects
-- those who are not among `comings` yet, of whom none came before $since (NULL: no such day).
--
-- month  that of the first trade day; a contract counts from the day before it begins, as it shows
--        already at the month start it begins on and a trade day only at the next
-- stays  is the customer active at the next month's start? However few days of silence are asked
--        about, a trade in the month is not longer ago. NULL while the month is not over
-- percentile, ranked  as in standing, at the next month's start: the first tier held is cut here
with

came as (

    select
        customer_key,
        first_on as day
    from first_days
    where coalesce(first_on >= cast($since as date), true)
    union all
    select
        customer_key,
        cast(starts_on - interval 1 day as date) as day
    from contracts

),

first_came as (

    select
        came.customer_key,
        cast(date_trunc('month', min(came.day)) as date) as month
    from came
    left join comings
        on comings.customer_key = came.customer_key
    where comings.customer_key is null
    group by came.customer_key

)

select
    first_came.month,
    first_came.customer_key,
    case
        when months.next_month <= cast($as_of as date) + 1 then standing.silence is not null
    end as stays,
    standing.percentile,
    standing.ranked
from first_came
left join months
    on months.month = first_came.month
left join standing
    on standing.customer_key = first_came.customer_key
    and standing.month = months.next_month
order by first_came.month, first_came.customer_key
