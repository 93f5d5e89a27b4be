-- Which customers are meant: all of them.
select customer_key
from customers
