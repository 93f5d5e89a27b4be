-- Survey answers with numbers in place of names: one row per response and aspect, as in ratings.
--
-- subject            of `subjects`
-- all that is not of ratings is of responders
select
    responders.respondent,
    responders.answered_on,
    responders.previous_on,
    responders.next_on,
    subjects.subject,
    ratings.layer,
    ratings.expected,
    ratings.perceived,
    ratings.importance,
    ratings.scale_max,
    responders.percentile,
    responders.ranked
from ratings
inner join responders
    on responders.response_id = ratings.response_id
    and responders.customer_key is not distinct from ratings.customer_key
    and responders.answered_on is not distinct from ratings.answered_on
inner join subjects
    on subjects.survey = coalesce(responders.survey, '')
    and subjects.aspect = ratings.aspect
order by responders.answered_on
