-- The unit costs that order lines were valued with: one row a product that has one. The build
-- compares it with the one before to see which months a change of cost reaches.
select
    product_key,
    unit_cost
from products
where unit_cost is not null
