-- Survey answers with numbers in place of names: one row per response and aspect, as in ratings.
-- A step of the build, not kept.
--
-- response           a number for the row of responders
-- all else           as in answers
with

numbered as (

    select
        responders.*,
        cast(row_number() over (order by response_id, customer_key, answered_on) as integer)
            as response
    from responders

)

select
    numbered.response,
    numbered.respondent,
    numbered.answered_on,
    numbered.previous_on,
    numbered.next_on,
    subjects.subject,
    subjects.aspect_number,
    ratings.layer,
    ratings.expected,
    ratings.perceived,
    ratings.importance,
    ratings.scale_max,
    numbered.percentile,
    numbered.ranked
from ratings
inner join numbered
    on numbered.response_id = ratings.response_id
    and numbered.customer_key is not distinct from ratings.customer_key
    and numbered.answered_on is not distinct from ratings.answered_on
inner join subjects
    on subjects.survey = coalesce(numbered.survey, '')
    and subjects.aspect = ratings.aspect
