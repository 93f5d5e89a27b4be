-- What a question about groups of products groups them by: one row per product, none unless $by is
-- product or category. A name that several products bear gives way to their ids.
select
    product_key,
    case
        when $by = 'category' then category
        when name is null or count(*) over (partition by name) > 1 then product_id
        else name
    end as label
from products
where $by in ('product', 'category')
