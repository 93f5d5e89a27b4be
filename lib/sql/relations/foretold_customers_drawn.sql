-- The customers whose value is foretold: the one of $customer_id, and those drawn to compare with,
-- with the day they left.
select
    customer_key,
    left_on
from customers
where customer_id = $customer_id
union
select
    customers.customer_key,
    customers.left_on
from customers
inner join drawn_alike
    on drawn_alike.customer_key = customers.customer_key
