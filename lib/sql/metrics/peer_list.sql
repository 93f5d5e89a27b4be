-- The customers like one customer, of the same tier and kind: one row a customer, the most valuable
-- first.
select
    customers_alike.customer_id,
    customers.name,
    customers_alike.tier,
    customers.region,
    customers.kind,
    customers_alike.badge,
    customers_alike.last_trade_day,
    customers_alike.silent_for,
    customers_alike.orders,
    customers_alike.revenue,
    customers_alike.value,
    count(*) over () as total
from customers_alike
inner join customers
    on customers.customer_key = customers_alike.customer_key
where not customers_alike.is_theirs
order by customers_alike.value desc nulls last, customers_alike.customer_id
limit $limit
