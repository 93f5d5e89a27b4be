-- first_touch_orders for a window of more days than the build looks back: from the order lines.
select
    touch_days.campaign_id,
    trade_orders.customer_key,
    touch_days.touched_on,
    trade_orders.revenue,
    trade_orders.revenue_costed,
    trade_orders.cost
from trade_orders
inner join touch_days
    on touch_days.customer_key = trade_orders.customer_key
where touch_days.is_first
    and date_diff('day', touch_days.touched_on, trade_orders.ordered_on) between 0 and $window_days
