-- What customers spent on their repeat trade days: one row per customer with such a day.
--
-- spend  revenue of the trade lines of all those days together
-- Needs $as_of.
select
    customer_key,
    repeats,
    spend
from trade_histories
where repeats > 0
