-- Purchase histories that are alike: one row per number of repeat trade days, days from the first
-- trade day to the last (recency) and days from the first to the as-of day (age). In whole weeks,
-- counted as seven days each, where more than $most_cells histories differ.
with

lengths as (

    select
        repeats,
        date_diff('day', first_on, last_on) as recency,
        date_diff('day', first_on, cast($as_of as date)) as age
    from trade_histories

),

exact as (

    select
        repeats,
        recency,
        age,
        count(*) as customers
    from lengths
    group by repeats, recency, age

),

size as (

    select count(*) > $most_cells as in_weeks
    from exact

),

rounded as (

    select
        exact.repeats,
        case
            when size.in_weeks then cast(round(exact.recency / 7, 0) * 7 as integer)
            else exact.recency
        end as recency,
        case
            when size.in_weeks then cast(round(exact.age / 7, 0) * 7 as integer)
            else exact.age
        end as age,
        exact.customers
    from exact
    cross join size

)

select
    repeats,
    recency,
    age,
    cast(sum(customers) as bigint) as customers
from rounded
group by repeats, recency, age
order by repeats, recency, age
