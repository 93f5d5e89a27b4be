-- How many customers are satisfied: one row. A customer's say is the latest day on which they
-- answered both what they expected and what they perceived, in the 12 months to the as-of day.
--
-- customers     with such a day; the others were not asked and are in no count
-- satisfied     of those, with a ratio of $satisfied_at or more
-- dissatisfied  with a ratio below .8
with

answered as (

    select
        weighed_answers.customer_key,
        weighed_answers.answered_on,
        sum(weighed_answers.weight * weighed_answers.perceived) as perceived,
        sum(weighed_answers.weight * weighed_answers.expected) as expected
    from weighed_answers
    inner join scope
        on scope.customer_key = weighed_answers.customer_key
    where weighed_answers.expected is not null
        and weighed_answers.answered_on > cast($as_of as date) - interval 12 month
    group by weighed_answers.customer_key, weighed_answers.answered_on

),

latest as (

    select
        customer_key,
        max(answered_on) as answered_on
    from answered
    where expected > 0
    group by customer_key

),

judged as (

    -- Nine decimals: what is .9 by hand is not .8999999999999999 here.
    select round(answered.perceived / nullif(answered.expected, 0), 9) as ratio
    from answered
    inner join latest
        on latest.customer_key = answered.customer_key
        and latest.answered_on = answered.answered_on

)

select
    count(ratio) as customers,
    count(case when ratio >= $satisfied_at then 1 end) as satisfied,
    count(case when ratio < 0.8 then 1 end) as dissatisfied
from judged
