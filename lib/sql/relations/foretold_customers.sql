-- The customers whose value is foretold: all of them, with the day they left.
select
    customer_key,
    left_on
from customers
