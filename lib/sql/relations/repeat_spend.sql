-- What customers spent on their repeat trade days: one row per customer with such a day.
--
-- spend  revenue of the trade lines of all those days together
-- Needs $as_of.
select
    trade_histories.customer_key,
    trade_histories.repeats,
    sum(sales_lines.revenue) as spend
from trade_histories
inner join sales_lines
    on sales_lines.customer_key = trade_histories.customer_key
where trade_histories.repeats > 0
    and sales_lines.is_trade
    and sales_lines.ordered_on > trade_histories.first_on
    and sales_lines.ordered_on <= cast($as_of as date)
group by trade_histories.customer_key, trade_histories.repeats
