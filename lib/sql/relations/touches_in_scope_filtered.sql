-- The touches of the customers meant, those in `scope`: as in touch_days.
select touch_days.*
from touch_days
inner join scope
    on scope.customer_key = touch_days.customer_key
