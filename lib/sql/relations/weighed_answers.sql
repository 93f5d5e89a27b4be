-- Survey answers up to the as-of day with their weight, and as shares of full marks: one row per
-- response and aspect.
--
-- respondent           the customer, or a number below 0 for a response of nobody known
-- previous_on, next_on, percentile, ranked  as in responders
-- weight               importance, where missing the aspect's mean importance, then the survey's,
--                      1 only where the survey has none
-- scale_max            where the answer names none, the largest its survey names; 1 without any
-- expected, perceived  divided by scale_max
-- Needs $as_of (NULL: no end).
with

scaled as (

    select
        answers.respondent,
        case when answers.respondent > 0 then answers.respondent end as customer_key,
        answers.answered_on,
        answers.previous_on,
        answers.next_on,
        cast(date_trunc('month', answers.answered_on) as date) as month,
        answers.product_key,
        answers.layer,
        answers.percentile,
        answers.ranked,
        answers.expected,
        answers.perceived,
        subjects.aspect_number,
        subjects.aspect,
        coalesce(answers.importance, usual_weights.importance) as weight,
        coalesce(answers.scale_max, usual_weights.scale_max) as scale_max
    from answers
    inner join subjects
        on subjects.subject = answers.subject
    inner join usual_weights
        on usual_weights.subject = answers.subject
    where coalesce(answers.answered_on <= cast($as_of as date), true)

)

select
    respondent,
    customer_key,
    answered_on,
    previous_on,
    next_on,
    month,
    aspect_number,
    aspect,
    product_key,
    layer,
    percentile,
    ranked,
    weight,
    scale_max,
    expected / nullif(scale_max, 0) as expected,
    perceived / nullif(scale_max, 0) as perceived
from scaled
