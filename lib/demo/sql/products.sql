-- What is sold: one row a product.
insert into products by name
select
    product_id,
    product_key,
    false as is_stub,
    name,
    category,
    round(price * cost_share, 2)::decimal(18, 4) as unit_cost
from sample_products;
