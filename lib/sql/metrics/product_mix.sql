-- What is sold, and what of it comes back: one row a product sold or returned in the period; NULL
-- holds lines without one.
--
-- returned     units that came back in the period, as the table of returns tells; without that
--              table those of order lines marked as returned. A repair is no return
-- return_rate  returned out of the units sold, those marked as returned among them
with

sold as (

    select
        product_key,
        sum(units) as units,
        sum(revenue) as revenue,
        count(distinct case when is_trade then order_id end) as orders
    from lines_in_scope
    where ordered_on >= cast($since as date)
        and ordered_on <= cast($until as date)
    group by product_key

),

marked as (

    select
        product_key,
        sum(quantity) as units
    from returned_lines
    where is_marked
        and day >= cast($since as date)
        and day <= cast($until as date)
    group by product_key

),

came_back as (

    select
        product_key,
        sum(quantity) as units
    from returned_lines
    where is_marked = not exists (select 1 from returns)
        and day >= cast($since as date)
        and day <= cast($until as date)
    group by product_key

),

moved as (

    select product_key
    from sold
    union
    select product_key
    from came_back

)

select
    products.product_id,
    products.name,
    products.category,
    coalesce(sold.revenue, 0) as revenue,
    sold.revenue / nullif(sum(sold.revenue) over (), 0) as share,
    coalesce(sold.units, 0) as units,
    coalesce(sold.orders, 0) as orders,
    coalesce(came_back.units, 0) as returned,
    coalesce(came_back.units, 0)
    / nullif(coalesce(sold.units, 0) + coalesce(marked.units, 0), 0) as return_rate
from moved
left join products
    on products.product_key = moved.product_key
left join sold
    on sold.product_key is not distinct from moved.product_key
left join marked
    on marked.product_key is not distinct from moved.product_key
left join came_back
    on came_back.product_key is not distinct from moved.product_key
order by revenue desc, products.product_id
