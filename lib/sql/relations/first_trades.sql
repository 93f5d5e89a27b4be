-- The month in which each customer meant first traded: one row per customer who ever did.
select
    customer_key,
    cast(date_trunc('month', first_on) as date) as month
from trade_spans_in_scope
