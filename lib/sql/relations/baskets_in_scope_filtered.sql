-- What the orders of the customers meant brought: those in `scope`.
select baskets.*
from baskets
inner join scope
    on scope.customer_key = baskets.customer_key
