-- The month start that says how customers stand: the latest by $day, at most the one that the day
-- after the as-of day reaches. One row, none where there is no such month. Needs $as_of and $day.
select max(months.month) as month
from months
where months.month <= cast($as_of as date) + 1
    and coalesce(months.month <= cast($day as date), true)
having count(*) > 0
