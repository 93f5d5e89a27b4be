-- From when to when the customers meant, all of them, traded: as in trade_spans.
select *
from trade_spans
