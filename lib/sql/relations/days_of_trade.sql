-- The days on which customers traded, up to $until: one row per customer and day.
--
-- Most months hold one such day or two, which are the first and the last of it: only the lines of
-- the others are read, and those of a month that ends after $until.
select
    customer_key,
    first_trade_day as ordered_on
from customer_month
where trade_days > 0
    and month < date_trunc('month', cast($until as date) + 1)
union all
select
    customer_key,
    last_trade_day as ordered_on
from customer_month
where trade_days > 1
    and month < date_trunc('month', cast($until as date) + 1)
union all
select
    sales_lines.customer_key,
    sales_lines.ordered_on
from sales_lines
inner join customer_month
    on customer_month.customer_key = sales_lines.customer_key
    and customer_month.month = sales_lines.month
where customer_month.trade_days > 2
    and customer_month.month < date_trunc('month', cast($until as date) + 1)
    and sales_lines.is_trade
    and sales_lines.ordered_on > customer_month.first_trade_day
    and sales_lines.ordered_on < customer_month.last_trade_day
group by sales_lines.customer_key, sales_lines.ordered_on
union all
select
    customer_key,
    ordered_on
from sales_lines
where is_trade
    and customer_key is not null
    and ordered_on >= date_trunc('month', cast($until as date) + 1)
    and ordered_on <= cast($until as date)
group by customer_key, ordered_on
