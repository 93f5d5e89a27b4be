-- The opportunities of the customers meant, those in `scope`: as in deals.
select deals.*
from deals
inner join scope
    on scope.customer_key = deals.customer_key
