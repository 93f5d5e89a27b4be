-- What preceded the return of customers in the period: one row per step that anybody returned
-- after, and one for those who returned after nothing.
select
    preceded,
    count(*) as customers,
    sum(value) as value,
    median(away_for) as away_for
from comebacks
group by preceded
order by preceded
