-- Standing of all customers at the month start asked about: nothing else is needed to compare one
-- with those like them. Needs what standing_month needs.
select *
from standing
where month in (select month from standing_month)
