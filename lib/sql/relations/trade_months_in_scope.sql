-- The months in which the customers meant, all of them, traded: as in trade_months.
select *
from trade_months
