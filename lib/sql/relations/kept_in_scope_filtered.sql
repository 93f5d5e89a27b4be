-- What the customers meant kept of their trade, those in `scope`: as in kept_trade.
select kept_trade.*
from kept_trade
inner join scope
    on scope.customer_key = kept_trade.customer_key
