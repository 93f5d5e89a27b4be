-- The same of one customer, $customer_id, and of those drawn to compare with: nobody else's months
-- are added up.
with

asked as (

    select customer_key
    from customers
    where customer_id = $customer_id
    union all
    select customer_key
    from drawn_alike

)

select
    customer_month.customer_key,
    customer_month.month,
    customer_month.trade_days,
    customer_month.first_trade_day as first_on,
    customer_month.last_trade_day as last_on,
    customer_month.spend
from customer_month
inner join asked
    on asked.customer_key = customer_month.customer_key
where customer_month.month < date_trunc('month', cast($as_of as date) + 1)
    and customer_month.trade_days > 0
union all
select
    sales_lines.customer_key,
    sales_lines.month,
    count(distinct sales_lines.ordered_on) as trade_days,
    min(sales_lines.ordered_on) as first_on,
    max(sales_lines.ordered_on) as last_on,
    sum(sales_lines.revenue) as spend
from sales_lines
inner join asked
    on asked.customer_key = sales_lines.customer_key
where sales_lines.is_trade
    and sales_lines.ordered_on >= date_trunc('month', cast($as_of as date) + 1)
    and sales_lines.ordered_on <= cast($as_of as date)
group by sales_lines.customer_key, sales_lines.month
