-- What customers said of us in surveys: one row per customer, question and day.
--
-- question  prefers us, recommends or buys again
-- next_on   the customer's next day with that question, the last day there is without one: the
--           newest opinion by a day is the row whose next_on lies after it
-- is_met    9 or 10 of 10, or one of the top two boxes; where one day says both, it is met
with

asked as (

    select
        customer_key,
        answered_on,
        'prefers us' as question,
        case when prefers_us >= agree_max - 1 then 1 else 0 end as is_met
    from responses
    where prefers_us is not null
        and agree_max is not null
    union all
    select
        customer_key,
        answered_on,
        'recommends' as question,
        case when recommend >= 9 then 1 else 0 end as is_met
    from responses
    where recommend is not null
    union all
    select
        customer_key,
        answered_on,
        'buys again' as question,
        case when will_buy_again >= agree_max - 1 then 1 else 0 end as is_met
    from responses
    where will_buy_again is not null
        and agree_max is not null

),

by_day as (

    select
        customer_key,
        question,
        answered_on,
        cast(max(is_met) as smallint) as is_met
    from asked
    where customer_key is not null
        and answered_on is not null
    group by customer_key, question, answered_on

)

select
    customer_key,
    question,
    answered_on,
    coalesce(
        min(answered_on) over (
            partition by customer_key, question
            order by answered_on
            rows between 1 following and 1 following
        ),
        date '9999-12-31'
    ) as next_on,
    is_met
from by_day
order by answered_on, customer_key
