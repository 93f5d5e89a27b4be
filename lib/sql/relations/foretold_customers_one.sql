-- The customers whose value is foretold: the one of $customer_id, with the day they left.
select
    customer_key,
    left_on
from customers
where customer_id = $customer_id
