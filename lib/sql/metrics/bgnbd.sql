-- Purchase histories that are alike: one row per number of repeat trade days, days from the first
-- trade day to the last (recency) and days from the first to the as-of day (age). In whole weeks,
-- counted as seven days each, where $in_weeks.
with

lengths as (

    select
        repeats,
        date_diff('day', first_on, last_on) as recency,
        date_diff('day', first_on, cast($as_of as date)) as age
    from trade_histories

),

rounded as (

    select
        repeats,
        case when $in_weeks then cast(round(recency / 7, 0) * 7 as integer) else recency end
            as recency,
        case when $in_weeks then cast(round(age / 7, 0) * 7 as integer) else age end as age
    from lengths

)

select
    repeats,
    recency,
    age,
    count(*) as customers
from rounded
group by repeats, recency, age
order by repeats, recency, age
