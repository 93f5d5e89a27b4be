-- Units that came back, of the customers and tiers meant (the tier of that month): one row per
-- return, and one per order line marked as returned.
--
-- is_marked  it is an order line, on the day of the order
-- Needs $everyone (no customer was asked for), $tier and what tiered needs.
with

told as (

    select
        coalesce(returns.customer_key, orders.customer_key) as customer_key,
        returns.product_key,
        returns.returned_on as day,
        coalesce(returns.quantity, 1) as quantity,
        false as is_marked
    from returns
    left join (
        select
            order_id,
            min(customer_key) as customer_key
        from orders
        where order_id in (select order_id from returns where customer_key is null)
        group by order_id
    ) as orders
        on orders.order_id = returns.order_id
    where coalesce(returns.kind, 'return') = 'return'
    union all
    select
        customer_key,
        product_key,
        ordered_on as day,
        quantity,
        true as is_marked
    from orders
    where status = 'returned'
        and revenue >= 0
        and quantity >= 0

)

select
    told.product_key,
    told.day,
    told.quantity,
    told.is_marked
from told
left join tiered
    on array_length($tier) > 0
    and tiered.customer_key = told.customer_key
    and tiered.month = cast(date_trunc('month', told.day) as date)
where ($everyone or told.customer_key in (select customer_key from scope))
    and (array_length($tier) = 0 or list_contains($tier, coalesce(tiered.tier, 'none')))
