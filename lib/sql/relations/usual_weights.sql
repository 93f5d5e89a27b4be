-- What an answer weighs that does not tell it, by the as-of day: one row a subject.
--
-- importance  the aspect's mean, else the survey's, 1 only where the survey has none
-- scale_max   the largest its survey names; 1 without any
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

)

select
    subjects.subject,
    coalesce(told.importance / nullif(told.answers, 0), surveys.importance, 1) as importance,
    coalesce(surveys.scale_max, 1) as scale_max
from subjects
left join told
    on told.subject = subjects.subject
left join surveys
    on surveys.survey = subjects.survey
