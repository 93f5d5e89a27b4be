-- Money given back that the orders do not tell of: one row a return.
--
-- The order's own refund lines, and its lines with the status returned, count as they stand: a
-- return of such an order takes nothing off again. A repair gives nothing back.
--
-- customer_key  who returned it; where the return does not say, who ordered it
with

given_back as (

    select
        return_id,
        order_id,
        customer_key,
        product_key,
        returned_on,
        amount
    from returns
    where amount > 0
        and returned_on is not null
        and coalesce(kind, 'return') = 'return'

),

orders_concerned as (

    select
        order_id,
        min(customer_key) as customer_key,
        max(
            case when revenue < 0 or quantity < 0 or status = 'returned' then 1 else 0 end
        ) as is_refunded
    from orders
    where order_id in (select order_id from given_back)
    group by order_id

)

select
    given_back.return_id,
    given_back.order_id,
    coalesce(given_back.customer_key, orders_concerned.customer_key) as customer_key,
    given_back.product_key,
    given_back.returned_on,
    cast(date_trunc('month', given_back.returned_on) as date) as month,
    given_back.amount
from given_back
left join orders_concerned
    on orders_concerned.order_id = given_back.order_id
where coalesce(orders_concerned.is_refunded, 0) = 0
