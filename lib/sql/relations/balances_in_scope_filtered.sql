-- The balances of the customers meant: those in `scope`.
select order_balances.*
from order_balances
inner join scope
    on scope.customer_key = order_balances.customer_key
