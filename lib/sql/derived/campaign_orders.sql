-- order_days with what it takes to give an order to its last touch at a glance: its rows.
--
-- last_campaign_id    the campaign of the last touch before the order, on the same day responded
--                     before clicked, opened and sent, then the lower id; NULL without one, and
-- last_days           days from that touch to the order
-- percentile, ranked  of standing, at the start of the month of the order
with

sequenced as (

    select
        order_number,
        campaign_id,
        days,
        row_number() over (
            partition by order_number
            order by days, weakness, campaign_id
        ) as place
    from order_touches
    where weakness is not null

),

last_touches as (

    select
        order_number,
        campaign_id,
        days
    from sequenced
    where place = 1

)

select
    order_days.order_number,
    order_days.customer_key,
    order_days.ordered_on,
    order_days.counted_on,
    order_days.campaign_id,
    last_touches.campaign_id as last_campaign_id,
    last_touches.days as last_days,
    order_days.orders,
    order_days.revenue,
    order_days.revenue_costed,
    order_days.cost,
    standing.percentile,
    standing.ranked
from order_days
left join last_touches
    on last_touches.order_number = order_days.order_number
left join standing
    on standing.customer_key = order_days.customer_key
    and standing.month = cast(date_trunc('month', order_days.ordered_on) as date)
order by order_days.ordered_on, order_days.order_number
