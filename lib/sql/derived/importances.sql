-- How much was said to matter, and on which scales: one row per subject and day of answer.
--
-- importance, answers  the sum of what was told, and how many told it
-- scale_max            the largest
select
    subject,
    answered_on,
    sum(importance) as importance,
    count(importance) as answers,
    max(scale_max) as scale_max
from given_answers
group by subject, answered_on
