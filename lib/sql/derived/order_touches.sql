-- The touches that may have brought an order: one row per order of order_days, campaign and day of
-- touch, 0 to 90 days before the order's first trade day.
--
-- days       from the touch to the order
-- weakness   as in touch_days; NULL where the customer was held back
-- is_first   as in touch_days
with

traded as (

    select
        order_number,
        customer_key,
        ordered_on
    from order_days
    where orders = 1
        and counted_on = ordered_on

)

select
    traded.order_number,
    touch_days.campaign_id,
    cast(date_diff('day', touch_days.touched_on, traded.ordered_on) as smallint) as days,
    touch_days.weakness,
    touch_days.is_first
from traded
inner join touch_days
    on touch_days.customer_key = traded.customer_key
where date_diff('day', touch_days.touched_on, traded.ordered_on) between 0 and 90
order by days, traded.order_number, touch_days.campaign_id
