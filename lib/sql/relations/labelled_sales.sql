-- What the customers meant bought, with what it is told apart by, that of $by: order lines where
-- this is product or category (as in labelled_lines), else whole baskets. One row per either.
--
-- orders    whole trade orders it surely is: 1 or 0
-- apart_id  of a trade order that other rows may tell of too: counted by its id
select
    label,
    customer_key,
    ordered_on,
    is_trade,
    revenue,
    case when cost is not null then revenue end as revenue_costed,
    cost,
    units,
    0 as orders,
    case when is_trade then order_id end as apart_id
from labelled_lines
where $by in ('product', 'category')
union all
select
    case $by
        when 'channel' then channel
        when 'place' then place
        when 'salesperson' then salesperson
        when 'person' then salesperson
    end as label,
    customer_key,
    ordered_on,
    is_trade,
    revenue,
    case when cost is not null then revenue - uncosted end as revenue_costed,
    cost,
    units,
    case when is_trade and not is_apart then 1 else 0 end as orders,
    case when is_trade and is_apart then order_id end as apart_id
from baskets_in_scope
where $by not in ('product', 'category')
