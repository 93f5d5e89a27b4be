-- What customers spent on their repeat trade days: one row per customer with such a day.
--
-- spend  revenue of the trade lines of all those days together
-- Needs $as_of.
select
    trade_histories.customer_key,
    trade_histories.repeats,
    trade_histories.spend - first_days.spend as spend
from trade_histories
inner join first_days
    on first_days.customer_key = trade_histories.customer_key
where trade_histories.repeats > 0
