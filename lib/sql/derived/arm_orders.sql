-- What customers ordered 0 to 90 days after a campaign with a control group first touched them or
-- held them back: rows to be added up by campaign and customer.
--
-- touched_on, days  the day of that touch, and from it to the order
-- all else          as in campaign_orders
with

tested as (

    select distinct campaign_id
    from touch_days
    where is_first
        and in_control

),

firsts as (

    select
        campaign_id,
        order_number,
        days
    from order_touches
    where is_first
        and campaign_id in (select campaign_id from tested)

)

select
    firsts.campaign_id,
    campaign_orders.customer_key,
    cast(campaign_orders.ordered_on - cast(firsts.days as integer) as date) as touched_on,
    firsts.days,
    campaign_orders.counted_on,
    campaign_orders.revenue,
    campaign_orders.revenue_costed,
    campaign_orders.cost
from firsts
inner join campaign_orders
    on campaign_orders.order_number = firsts.order_number
order by touched_on, campaign_orders.customer_key
