-- What the customers meant, those in `scope`, did in each month: as in customer_month.
select customer_month.*
from customer_month
inner join scope
    on scope.customer_key = customer_month.customer_key
