-- What customers ordered 0 to $window_days days after a campaign with a control group first touched
-- them or held them back, up to the as-of day: rows to be added up by campaign and customer.
--
-- touched_on                     the day of that touch
-- revenue, revenue_costed, cost  as in campaign_orders
-- Needs $as_of (NULL: no end) and $window_days. The build knows touches up to 90 days before an
-- order: for longer windows first_touch_orders_wide is read instead.
select
    campaign_id,
    customer_key,
    touched_on,
    revenue,
    revenue_costed,
    cost
from arm_orders
where days <= $window_days
    and not coalesce(counted_on > $as_of, false)
