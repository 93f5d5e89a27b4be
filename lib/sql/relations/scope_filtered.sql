-- Which customers are meant: those with these values of their columns.
select customer_key
from customers_by_column
