-- How satisfied each customer last was: one row per customer who said both what was expected and
-- what was perceived within the 12 months to the as-of day. All answers of a day are one say.
--
-- ratio    of the latest day; nine decimals, as what is .9 by hand would be .8999999999999999
-- silence, silence_later  as in said_days
-- Needs $as_of.
with

newest as (

    select
        customer_key,
        answered_on,
        expected,
        perceived,
        silence,
        silence_later
    from said_days
    where answered_on > cast($as_of as date) - interval 12 month
        and answered_on <= cast($as_of as date)
        and next_on > cast($as_of as date)

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
    where imputed_answers.answered_on > cast($as_of as date) - interval 12 month
        and imputed_answers.answered_on <= cast($as_of as date)
        and imputed_answers.next_on > cast($as_of as date)
    group by imputed_answers.customer_key

)

select
    newest.customer_key,
    newest.answered_on,
    round(
        (coalesce(newest.perceived, 0) + coalesce(imputed.perceived, 0))
        / nullif(coalesce(newest.expected, 0) + coalesce(imputed.expected, 0), 0),
        9
    ) as ratio,
    newest.silence,
    newest.silence_later
from newest
left join imputed
    on imputed.customer_key = newest.customer_key
where coalesce(newest.expected, 0) + coalesce(imputed.expected, 0) <> 0
