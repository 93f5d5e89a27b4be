-- What one customer buys, up to the as-of day: one row a product, the one that brought most first.
--
-- trade_days  days with a line of it that counts as trade
with

bought as (

    select
        sales_lines.product_key,
        count(distinct case when is_trade then order_id end) as orders,
        count(distinct case when is_trade then ordered_on end) as trade_days,
        sum(units) as units,
        sum(revenue) as revenue,
        min(case when is_trade then ordered_on end) as first_bought_on,
        max(case when is_trade then ordered_on end) as last_bought_on
    from sales_lines
    where customer_key in (
        select customer_key
        from customers
        where customer_id = $customer_id
    )
        and coalesce(ordered_on <= cast($as_of as date), true)
    group by sales_lines.product_key

)

select
    products.product_id,
    products.name as product,
    products.category,
    bought.orders,
    bought.units,
    bought.revenue,
    bought.last_bought_on,
    date_diff('day', bought.first_bought_on, bought.last_bought_on)
    / nullif(bought.trade_days - 1, 0) as every_days,
    date_diff('day', bought.last_bought_on, cast($as_of as date)) as days_since
from bought
left join products
    on products.product_key = bought.product_key
order by bought.revenue desc, products.product_id nulls last
