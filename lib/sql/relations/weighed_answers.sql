-- Survey answers up to the as-of day with their weight, and as shares of full marks: one row per
-- response and aspect.
--
-- weight               importance, where missing the aspect's mean importance, then the survey's,
--                      1 only where the survey has none
-- scale_max            where the answer names none, the largest its survey names; 1 without any
-- expected, perceived  divided by scale_max
-- Needs $as_of (NULL: no end).
with

dated as (

    select
        ratings.response_id,
        ratings.customer_key,
        ratings.answered_on,
        cast(date_trunc('month', ratings.answered_on) as date) as month,
        ratings.aspect,
        ratings.layer,
        ratings.expected,
        ratings.perceived,
        ratings.importance,
        ratings.scale_max,
        coalesce(responses.survey, '') as survey
    from ratings
    left join responses
        on responses.response_id = ratings.response_id
    where coalesce(ratings.answered_on <= cast($as_of as date), true)

),

surveys as (

    select
        survey,
        avg(importance) as importance,
        max(scale_max) as scale_max
    from dated
    group by survey

),

aspects as (

    select
        survey,
        aspect,
        avg(importance) as importance
    from dated
    group by survey, aspect

)

select
    dated.response_id,
    dated.customer_key,
    dated.answered_on,
    dated.month,
    dated.aspect,
    dated.layer,
    coalesce(dated.scale_max, surveys.scale_max, 1) as scale_max,
    coalesce(dated.importance, aspects.importance, surveys.importance, 1) as weight,
    dated.expected / nullif(coalesce(dated.scale_max, surveys.scale_max, 1), 0) as expected,
    dated.perceived / nullif(coalesce(dated.scale_max, surveys.scale_max, 1), 0) as perceived
from dated
inner join surveys
    on surveys.survey = dated.survey
inner join aspects
    on aspects.survey = dated.survey
    and aspects.aspect = dated.aspect
