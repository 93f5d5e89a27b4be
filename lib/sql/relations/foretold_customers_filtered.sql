-- The customers whose value is foretold: those in `scope`, with the day they left.
select
    customers.customer_key,
    customers.left_on
from customers
inner join scope
    on scope.customer_key = customers.customer_key
