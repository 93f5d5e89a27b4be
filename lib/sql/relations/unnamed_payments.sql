-- What customers paid up to the as-of day for no order, or for one nobody knows: one row per
-- customer, NULL for nobody known. Needs $as_of (NULL: no end).
select
    payments.customer_key,
    sum(payments.amount) as amount
from payments
where not coalesce(payments.paid_on > $as_of, false)
    and (
        payments.order_id is null
        or not exists (select 1 from orders where orders.order_id = payments.order_id)
    )
group by payments.customer_key
