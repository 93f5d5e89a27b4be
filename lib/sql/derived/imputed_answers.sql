-- The answers of known customers with both sides that do not tell how much they weigh, or on which
-- scale they are: one row per response and aspect. What they count depends on what others have told
-- by then.
--
-- next_on, second_next_on  as in said_days
-- all else                 as in answers
select
    answers.respondent as customer_key,
    answers.answered_on,
    said_days.next_on,
    said_days.second_next_on,
    answers.subject,
    answers.expected,
    answers.perceived,
    answers.importance,
    answers.scale_max
from answers
inner join said_days
    on said_days.customer_key = answers.respondent
    and said_days.answered_on = answers.answered_on
where answers.expected is not null
    and (answers.importance is null or answers.scale_max is null)
order by answers.answered_on, answers.respondent
