-- How satisfied each customer was on the day of answers before the latest one: one row per customer
-- with such a day within the 24 months to the as-of day. As in latest_answers.
--
-- ratio  of that day
-- Needs $as_of.
with

before_it as (

    select
        customer_key,
        expected,
        perceived
    from said_days
    where answered_on > cast($as_of as date) - interval 24 month
        and next_on <= cast($as_of as date)
        and second_next_on > cast($as_of as date)

),

imputed as (

    select
        imputed_answers.customer_key,
        sum(
            coalesce(imputed_answers.importance, usual_weights.importance)
            * imputed_answers.expected
            / nullif(coalesce(imputed_answers.scale_max, usual_weights.scale_max), 0)
        ) as expected,
        sum(
            coalesce(imputed_answers.importance, usual_weights.importance)
            * imputed_answers.perceived
            / nullif(coalesce(imputed_answers.scale_max, usual_weights.scale_max), 0)
        ) as perceived
    from imputed_answers
    inner join usual_weights
        on usual_weights.subject = imputed_answers.subject
    where imputed_answers.answered_on > cast($as_of as date) - interval 24 month
        and imputed_answers.next_on <= cast($as_of as date)
        and imputed_answers.second_next_on > cast($as_of as date)
    group by imputed_answers.customer_key

)

select
    before_it.customer_key,
    round(
        (coalesce(before_it.perceived, 0) + coalesce(imputed.perceived, 0))
        / nullif(coalesce(before_it.expected, 0) + coalesce(imputed.expected, 0), 0),
        9
    ) as ratio
from before_it
left join imputed
    on imputed.customer_key = before_it.customer_key
where coalesce(before_it.expected, 0) + coalesce(imputed.expected, 0) <> 0
