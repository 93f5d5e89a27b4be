-- What was bought: one row an order line, and one more for a refund of its first line.
insert into orders by name
with

split as (
    select
        *,
        unnest(range(1, lines + 1)) as line
    from (
        select
            *,
            case
                when worth < 30 then 1
                else 1
                    + (uniform('two lines', order_number) < 0.55)::integer
                    + (uniform('three lines', order_number) < 0.22)::integer
                    + (uniform('four lines', order_number) < 0.08)::integer
            end as lines
        from baskets
    )
),

wished as (
    select
        *,
        order_number * 10 + line as line_number,
        worth / lines * (0.6 + 0.8 * uniform('share', order_number * 10 + line)) as line_worth,
        uniform('category', order_number * 10 + line) as wish
    from split
),

sorted as (
    select
        *,
        case
            when wish < 0.66 or (line_worth < 25 and wish < 0.9) then if(likes_tea, 'tea', 'coffee')
            when wish < 0.74 then if(likes_tea, 'coffee', 'tea')
            when wish < 0.90 then 'supplies'
            when not is_person and line_worth > 130 and wish < 0.95 then 'service'
            when line_worth > 75 then 'equipment'
            else 'supplies'
        end as category
    from wished
),

-- One of the products of the category that the line can pay for, dearer ones a little rather.
chosen as (
    select
        sorted.*,
        1 + floor(
            greatest(1, len(list_filter(prices, lambda price: price <= 1.4 * line_worth)))
            * pow(uniform('product', line_number), 0.8)
        )::integer as position
    from sorted
    inner join (
        select
            category,
            list(price order by position) as prices
        from sample_products
        group by category
    ) as categories using (category)
),

priced as (
    select
        chosen.*,
        products.product_id,
        products.product_key,
        greatest(1, round(line_worth / products.price)) as units,
        products.price * (1 - discount) as price,
        products.price * products.cost_share as unit_cost,
        ordered_on + 9 + floor(20 * uniform('refund day', order_number))::integer as refunded_on
    from chosen
    inner join sample_products as products using (category, position)
),

-- A refund takes back half of the first line's units, at least one.
entries as (
    select
        *,
        false as is_refund
    from priced

    union all

    select
        * replace (-ceil(units / 2) as units),
        true as is_refund
    from priced
    where line = 1
        and not is_cancelled
        and uniform('refund', order_number) < 0.012
        and refunded_on <= $last_day
)

select
    format('O{:010d}', order_number) as order_id,
    if(is_refund, 'R', '') || line as line,
    format('C{:07d}', number) as customer_id,
    number as customer_key,
    if(is_refund, refunded_on, ordered_on) as ordered_on,
    case when not is_refund then promised_on end as promised_on,
    case
        when not is_refund and not is_cancelled and arrives_on <= $last_day then arrives_on
    end as delivered_on,
    product_id,
    product_key,
    units as quantity,
    round(units * price, 2)::decimal(18, 4) as revenue,
    -- What equipment cost is known of each sale; the rest is valued at the product's unit cost.
    case
        when category = 'equipment' then round(
            units * unit_cost * (0.96 + 0.08 * uniform('cost', line_number)), 2
        )::decimal(18, 4)
    end as cost,
    channel,
    place,
    salesperson,
    campaign_id,
    case
        when is_cancelled then 'cancelled'
        when not is_refund and uniform('returned', line_number) < 0.018 then 'returned'
        else 'completed'
    end as status
from entries;
