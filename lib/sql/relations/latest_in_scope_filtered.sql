-- How satisfied the customers meant last were, those in `scope`: as in latest_answers.
select latest_answers.*
from latest_answers
inner join scope
    on scope.customer_key = latest_answers.customer_key
