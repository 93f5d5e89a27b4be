-- The months in which the customers meant, those in `scope`, traded: as in trade_months.
select trade_months.*
from trade_months
inner join scope
    on scope.customer_key = trade_months.customer_key
