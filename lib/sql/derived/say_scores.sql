-- The overall score beside what was answered by aspect: one row per response with both.
--
-- response  as in answers
-- overall   as a share of full marks: the mean of all that the respondent gave on that day, as all
--           of a day is one say
with

surveyed as (

    select
        response_id,
        customer_key,
        answered_on,
        coalesce(survey, '') as survey,
        overall,
        overall_max
    from responses

),

scales as (

    select
        survey,
        max(overall_max) as overall_max
    from surveyed
    group by survey

),

scored as (

    select
        coalesce(surveyed.customer_key, unknown_respondents.respondent) as respondent,
        surveyed.answered_on,
        surveyed.overall
        / nullif(coalesce(surveyed.overall_max, scales.overall_max, 1), 0) as overall
    from surveyed
    inner join scales
        on scales.survey = surveyed.survey
    left join unknown_respondents
        on unknown_respondents.response_id = surveyed.response_id
    where surveyed.overall is not null

),

by_day as (

    select
        respondent,
        answered_on,
        avg(overall) as overall
    from scored
    where respondent is not null
    group by respondent, answered_on

),

answered as (

    select distinct
        response,
        respondent,
        answered_on
    from answers

)

select
    answered.response,
    answered.answered_on,
    by_day.overall
from answered
inner join by_day
    on by_day.respondent = answered.respondent
    and by_day.answered_on is not distinct from answered.answered_on
order by answered.answered_on, answered.response
