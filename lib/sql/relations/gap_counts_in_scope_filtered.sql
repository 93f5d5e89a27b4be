-- The gaps between trade days of the customers meant, those in `scope`, with the columns of
-- trade_gap_counts: each one row.
select
    trade_gaps.traded_on,
    trade_gaps.days,
    1 as customers
from trade_gaps
inner join scope
    on scope.customer_key = trade_gaps.customer_key
