-- What the customers meant, all of them, did in each month: as in customer_month.
select *
from customer_month
