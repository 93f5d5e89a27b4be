-- From when to when the customers meant, those in `scope`, traded: as in trade_spans.
select trade_spans.*
from trade_spans
inner join scope
    on scope.customer_key = trade_spans.customer_key
