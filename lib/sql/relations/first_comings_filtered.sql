-- When each customer meant, those in `scope`, first came: as in comings.
select comings.*
from comings
inner join scope
    on scope.customer_key = comings.customer_key
