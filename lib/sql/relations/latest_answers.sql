-- How satisfied each customer last was: one row per customer who said both what was expected and
-- what was perceived within the 12 months to the as-of day. All answers of a day are one say.
--
-- ratio, ratio_before  of the latest day, and of the one before it, at most 24 months old; nine
--                      decimals, as what is .9 by hand would be .8999999999999999
-- Needs $as_of.
with

days as (

    select
        customer_key,
        answered_on,
        round(sum(weight * perceived) / nullif(sum(weight * expected), 0), 9) as ratio
    from weighed_answers
    where customer_key is not null
        and expected is not null
        and answered_on > cast($as_of as date) - interval 24 month
    group by customer_key, answered_on

),

numbered as (

    select
        days.*,
        row_number() over (partition by customer_key order by answered_on desc) as days_back
    from days
    where ratio is not null

)

select
    latest.customer_key,
    latest.answered_on,
    latest.ratio,
    before.ratio as ratio_before
from numbered as latest
left join numbered as before
    on before.customer_key = latest.customer_key
    and before.days_back = 2
where latest.days_back = 1
    and latest.answered_on > cast($as_of as date) - interval 12 month
