-- Whole trade orders that a campaign may have brought, up to the as-of day: those that name one,
-- and those of a touched customer with a line 0 to $window_days days after a touch. One row per
-- order and customer, NULL for nobody known.
--
-- ordered_on        the first day with a trade line
-- campaign_id       the campaign the order names, the first by id where its lines name several
-- revenue           of all its lines, refund lines included
-- revenue_costed    revenue of the lines whose cost of goods is known
-- cost              cost of goods of those lines
--
-- Needs $as_of (NULL: no end) and $window_days. Few orders are near a touch, so finding these
-- first spares adding up all the others.
with

concerned as (

    select
        orders.order_id,
        orders.customer_key
    from orders
    inner join touches
        on touches.customer_key = orders.customer_key
    where date_diff('day', touches.touched_on, orders.ordered_on) between 0 and $window_days
    union
    select
        order_id,
        customer_key
    from orders
    where campaign_id is not null

)

select
    sales_lines.order_id,
    sales_lines.customer_key,
    min(case when is_trade then ordered_on end) as ordered_on,
    min(campaign_id) as campaign_id,
    sum(revenue) as revenue,
    sum(case when cost is not null then revenue else 0 end) as revenue_costed,
    coalesce(sum(cost), 0) as cost
from sales_lines
inner join concerned
    on concerned.order_id = sales_lines.order_id
    and concerned.customer_key is not distinct from sales_lines.customer_key
where not coalesce(ordered_on > $as_of, false)
group by sales_lines.order_id, sales_lines.customer_key
having count(case when is_trade then 1 end) > 0
