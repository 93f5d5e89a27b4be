-- What customers spent on their repeat trade days, up to the as-of day: one row per number of such
-- days and amount.
--
-- spend  revenue of the trade lines of all those days together; customers without any are left out
with

spent as (

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

)

select
    repeats,
    cast(spend as double) as spend,
    count(*) as customers
from spent
where spend > 0
group by repeats, spend
order by repeats, spend
