-- The balances of the customers meant: all of them, and of nobody known.
select *
from order_balances
