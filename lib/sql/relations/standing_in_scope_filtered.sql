-- Standing of the customers meant: those in `scope`.
select standing.*
from standing
inner join scope
    on scope.customer_key = standing.customer_key
