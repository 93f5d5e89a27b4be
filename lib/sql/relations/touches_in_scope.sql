-- The touches of the customers meant, all of them: as in touch_days.
select *
from touch_days
