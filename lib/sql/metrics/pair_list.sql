-- Who bought two products together: one row per customer with both in one trade order of the
-- period, those who did most often first.
--
-- orders   that hold both; revenue is what the two brought in them
-- tier     and value at the month start that $day names
with

bought as (

    select
        lines_in_scope.order_id,
        products.product_id,
        min(lines_in_scope.customer_key) as customer_key,
        max(lines_in_scope.ordered_on) as ordered_on,
        sum(lines_in_scope.revenue) as revenue
    from lines_in_scope
    inner join products
        on products.product_key = lines_in_scope.product_key
    where lines_in_scope.is_trade
        and products.product_id in ($product_a, $product_b)
        and lines_in_scope.ordered_on >= cast($since as date)
        and lines_in_scope.ordered_on <= cast($until as date)
    group by lines_in_scope.order_id, products.product_id

),

together as (

    select
        order_id,
        min(customer_key) as customer_key,
        max(ordered_on) as ordered_on,
        sum(revenue) as revenue
    from bought
    group by order_id
    having count(*) = 2

),

buyers as (

    select
        customer_key,
        count(*) as orders,
        max(ordered_on) as last_order,
        sum(revenue) as revenue
    from together
    where customer_key is not null
    group by customer_key

),

listed as (

    select
        buyers.*,
        customers.customer_id,
        customers.name,
        customers.region,
        customers.kind,
        count(*) over () as total
    from buyers
    inner join customers
        on customers.customer_key = buyers.customer_key
    order by buyers.orders desc, buyers.revenue desc, customers.customer_id
    limit $limit

)

select
    listed.customer_id,
    listed.name,
    current_standing.tier,
    listed.region,
    listed.kind,
    listed.orders,
    listed.revenue,
    listed.last_order as last_trade_day,
    current_standing.value,
    listed.total
from listed
left join current_standing
    on current_standing.customer_key = listed.customer_key
order by listed.orders desc, listed.revenue desc, listed.customer_id
