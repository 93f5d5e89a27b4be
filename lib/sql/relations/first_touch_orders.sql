-- What customers ordered 0 to $window_days days after a campaign first touched them or held them
-- back, up to the as-of day: rows to be added up by campaign and customer.
--
-- revenue, revenue_costed, cost  as in campaign_orders
-- Needs $as_of (NULL: no end) and $window_days. The build knows touches up to 90 days before an
-- order: for longer windows first_touch_orders_wide is read instead.
select
    order_touches.campaign_id,
    campaign_orders.customer_key,
    campaign_orders.revenue,
    campaign_orders.revenue_costed,
    campaign_orders.cost
from order_touches
inner join campaign_orders
    on campaign_orders.order_number = order_touches.order_number
where order_touches.is_first
    and order_touches.days <= $window_days
    and not coalesce(campaign_orders.counted_on > $as_of, false)
