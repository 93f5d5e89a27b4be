-- Sales over the counter to nobody known: one row a sale, without a customer.
insert into orders by name
with

sales as (
    select
        sale,
        $first_day + (sale % (date_diff('day', $first_day, $last_day) + 1))::integer as ordered_on
    from range($walk_ins) as sales(sale)
)

select
    format('S{:09d}', sale) as order_id,
    '1' as line,
    ordered_on,
    products.product_id,
    products.product_key,
    1 as quantity,
    products.price as revenue,
    'shop' as channel,
    pick(['Gastown counter', '苏州店'], uniform('counter', sale)) as place,
    'completed' as status
from sales
inner join sample_products as products
    on products.product_key = 1 + floor(
        uniform('counter product', sale) * products.products
    )::integer
where products.price < 60;
