-- The gaps between trade days of the customers meant, those in `scope`: as in trade_gaps.
select trade_gaps.*
from trade_gaps
inner join scope
    on scope.customer_key = trade_gaps.customer_key
