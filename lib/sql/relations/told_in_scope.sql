-- What the customers meant told, all of them, and who is not known: as in told_answers.
select *
from told_answers
