-- How satisfied the customers meant last were, all of them: as in latest_answers.
select *
from latest_answers
