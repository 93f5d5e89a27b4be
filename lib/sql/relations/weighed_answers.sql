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

told as (

    select
        subjects.survey,
        subjects.subject,
        sum(importances.importance) as importance,
        sum(importances.answers) as answers,
        max(importances.scale_max) as scale_max
    from importances
    inner join subjects
        on subjects.subject = importances.subject
    where coalesce(importances.answered_on <= cast($as_of as date), true)
    group by subjects.survey, subjects.subject

),

surveys as (

    select
        survey,
        sum(importance) / nullif(sum(answers), 0) as importance,
        max(scale_max) as scale_max
    from told
    group by survey

),

usual as (

    select
        subjects.subject,
        subjects.aspect_number,
        subjects.aspect,
        coalesce(told.importance / nullif(told.answers, 0), surveys.importance, 1) as importance,
        coalesce(surveys.scale_max, 1) as scale_max
    from subjects
    left join told
        on told.subject = subjects.subject
    left join surveys
        on surveys.survey = subjects.survey

),

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
        usual.aspect_number,
        usual.aspect,
        coalesce(answers.importance, usual.importance) as weight,
        coalesce(answers.scale_max, usual.scale_max) as scale_max
    from answers
    inner join usual
        on usual.subject = answers.subject
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
