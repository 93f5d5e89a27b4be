-- What the customers meant kept of their trade, all of them: as in kept_trade.
select *
from kept_trade
