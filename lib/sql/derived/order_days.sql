-- What the orders brought that a campaign may be due: those that name one, and those that traded
-- 0 to 90 days after a touch. One row per order and day on which it changed, from its first trade
-- day on: added up to a day, the rows tell how the orders stood on that day.
--
-- order_number   of the order, which is one of one customer: a number for its id
-- ordered_on     its first trade day; what was before counts on that day
-- counted_on     the day from which the row counts
-- campaign_id    the campaign the order names by then, the first by id where lines name several.
--                Where a later line changes it, two rows take the order from one to the other
-- orders         1 where the order comes to count under that campaign, -1 where it ceases to
-- revenue        of all its lines, refund lines included
-- revenue_costed  revenue of the lines whose cost of goods is known
-- cost           cost of goods of those lines
with

concerned as (

    select
        orders.order_id,
        orders.customer_key
    from orders
    inner join touch_days
        on touch_days.customer_key = orders.customer_key
    where date_diff('day', touch_days.touched_on, orders.ordered_on) between 0 and 90
    union
    select
        order_id,
        customer_key
    from orders
    where campaign_id is not null

),

numbered as (

    select
        order_id,
        customer_key,
        cast(row_number() over (order by order_id, customer_key) as integer) as order_number
    from concerned

),

daily as (

    select
        numbered.order_number,
        numbered.customer_key,
        sales_lines.ordered_on,
        max(sales_lines.is_trade) as is_trade,
        min(sales_lines.campaign_id) as campaign_id,
        sum(sales_lines.revenue) as revenue,
        sum(case when sales_lines.cost is not null then sales_lines.revenue else 0 end)
            as revenue_costed,
        coalesce(sum(sales_lines.cost), 0) as cost
    from sales_lines
    inner join numbered
        on numbered.order_id = sales_lines.order_id
        and numbered.customer_key is not distinct from sales_lines.customer_key
    group by numbered.order_number, numbered.customer_key, sales_lines.ordered_on

),

traded as (

    select
        order_number,
        min(ordered_on) as ordered_on
    from daily
    where is_trade
    group by order_number

),

counted as (

    select
        daily.order_number,
        daily.customer_key,
        traded.ordered_on,
        greatest(daily.ordered_on, traded.ordered_on) as counted_on,
        daily.campaign_id,
        daily.revenue,
        daily.revenue_costed,
        daily.cost
    from daily
    inner join traded
        on traded.order_number = daily.order_number

),

by_day as (

    select
        order_number,
        customer_key,
        ordered_on,
        counted_on,
        min(campaign_id) as campaign_id,
        sum(revenue) as revenue,
        sum(revenue_costed) as revenue_costed,
        sum(cost) as cost
    from counted
    group by order_number, customer_key, ordered_on, counted_on

),

cumulated as (

    select
        order_number,
        customer_key,
        ordered_on,
        counted_on,
        revenue,
        revenue_costed,
        cost,
        min(campaign_id) over (
            partition by order_number
            order by counted_on
            rows between unbounded preceding and current row
        ) as campaign_id,
        min(campaign_id) over (
            partition by order_number
            order by counted_on
            rows between unbounded preceding and 1 preceding
        ) as campaign_before,
        sum(revenue) over (
            partition by order_number
            order by counted_on
            rows between unbounded preceding and 1 preceding
        ) as revenue_before,
        sum(revenue_costed) over (
            partition by order_number
            order by counted_on
            rows between unbounded preceding and 1 preceding
        ) as revenue_costed_before,
        sum(cost) over (
            partition by order_number
            order by counted_on
            rows between unbounded preceding and 1 preceding
        ) as cost_before
    from by_day

),

renamed as (

    select *
    from cumulated
    where counted_on > ordered_on
        and not campaign_id is not distinct from campaign_before

),

entries as (

    select
        order_number,
        customer_key,
        ordered_on,
        counted_on,
        campaign_id,
        case when counted_on = ordered_on then 1 else 0 end as orders,
        revenue,
        revenue_costed,
        cost
    from cumulated
    union all
    select
        order_number,
        customer_key,
        ordered_on,
        counted_on,
        campaign_before as campaign_id,
        -1 as orders,
        -revenue_before as revenue,
        -revenue_costed_before as revenue_costed,
        -cost_before as cost
    from renamed
    union all
    select
        order_number,
        customer_key,
        ordered_on,
        counted_on,
        campaign_id,
        1 as orders,
        revenue_before as revenue,
        revenue_costed_before as revenue_costed,
        cost_before as cost
    from renamed

)

select
    order_number,
    customer_key,
    ordered_on,
    counted_on,
    campaign_id,
    cast(orders as smallint) as orders,
    cast(revenue as decimal(18, 4)) as revenue,
    cast(revenue_costed as decimal(18, 4)) as revenue_costed,
    cast(cost as decimal(18, 4)) as cost
from entries
