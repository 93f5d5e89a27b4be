-- The gaps between trade days of the customers meant, all of them, counted: as in trade_gap_counts.
select *
from trade_gap_counts
