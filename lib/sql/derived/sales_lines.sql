-- Order lines as they count: one row per row of orders, and one per return whose money no order
-- line gives back. Kept as a view.
--
-- is_trade  neither cancelled nor returned, revenue and quantity not negative: its day is a
--           trade day, its order a trade order
-- units     quantity of a trade line; 0 on any other
-- revenue   0 on a cancelled or returned line, unless it takes money back; a refund line
--           (negative revenue or quantity) always reduces revenue
-- cost      cost of goods: the line's own, else quantity times the product's unit cost, else
--           NULL; 0 on a line that counts 0. Whole quantities, nearly all of them, are multiplied
--           as integers: the exact product with six decimals takes ten times as long.
with

sorted as (

    select
        orders.order_id,
        orders.line,
        orders.customer_key,
        orders.product_key,
        orders.ordered_on,
        cast(date_trunc('month', orders.ordered_on) as date) as month,
        orders.channel,
        orders.place,
        orders.salesperson,
        orders.campaign_id,
        orders.quantity,
        orders.revenue,
        case
            when orders.cost is not null then orders.cost
            when orders.quantity = round(orders.quantity, 0) and abs(orders.quantity) < 1000000000
                then try_cast(
                    cast(orders.quantity as integer) * products.unit_cost as decimal(18, 4)
                )
            else try_cast(
                try_cast(orders.quantity as decimal(19, 6)) * products.unit_cost
                as decimal(18, 4)
            )
        end as cost,
        case
            when orders.status in ('cancelled', 'returned') and orders.revenue >= 0 then 'void'
            when orders.revenue < 0 or orders.quantity < 0 then 'refund'
            else 'trade'
        end as kind
    from orders
    left join products
        on products.product_key = orders.product_key

)

select
    order_id,
    line,
    customer_key,
    product_key,
    ordered_on,
    month,
    channel,
    place,
    salesperson,
    campaign_id,
    kind = 'trade' as is_trade,
    case when kind = 'trade' then quantity else 0 end as units,
    case
        when kind = 'void' then 0
        when kind = 'refund' then -abs(revenue)
        else revenue
    end as revenue,
    case when kind = 'void' then 0 else cost end as cost
from sorted
union all
select
    order_id,
    return_id as line,
    customer_key,
    product_key,
    returned_on as ordered_on,
    month,
    cast(null as varchar) as channel,
    cast(null as varchar) as place,
    cast(null as varchar) as salesperson,
    cast(null as varchar) as campaign_id,
    false as is_trade,
    0 as units,
    -amount as revenue,
    0 as cost
from deductions
