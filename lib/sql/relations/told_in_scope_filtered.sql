-- What the customers meant told, those in `scope`: as in told_answers.
select told_answers.*
from told_answers
inner join scope
    on scope.customer_key = told_answers.respondent
