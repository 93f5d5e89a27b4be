-- The gaps between trade days of the customers meant, all of them: as in trade_gaps.
select *
from trade_gaps
