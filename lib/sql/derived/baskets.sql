-- What each order brought, so that its lines need not be read again: one row per order, customer,
-- day, channel, place and salesperson, for some months.
--
-- is_trade   holds a trade line; is_apart: another row of the order may too. All other orders are
--            counted by their rows, these by their ids
-- order_id   of those, and of orders with more products than the row tells; else NULL
-- revenue, cost, units  as in sales_lines; uncosted: revenue of the lines whose cost is not known
-- products   trade lines that name one; least, most: the lowest and the highest key of these
--            products; middle: the one between, where there are three lines
with

gathered as (

    select
        order_id,
        customer_key,
        ordered_on,
        month,
        channel,
        place,
        salesperson,
        max(is_trade) as is_trade,
        sum(revenue) as revenue,
        sum(case when cost is null then revenue else 0 end) as uncosted,
        sum(cost) as cost,
        sum(units) as units,
        count(case when is_trade then product_key end) as products,
        sum(case when is_trade then product_key end) as product_keys,
        min(case when is_trade then product_key end) as least,
        max(case when is_trade then product_key end) as most
    from sales_lines
    where ordered_on >= cast($since as date)
        and ordered_on <= cast($until as date)
        and list_contains($months, month)
    group by order_id, customer_key, ordered_on, month, channel, place, salesperson

),

-- What was known of orders before: their rows in other months stay as they are.
apart as (

    select order_id
    from gathered
    where is_trade
    group by order_id
    having count(*) > 1
    union
    select order_id
    from baskets
    where is_apart
    union
    select order_id
    from apart_orders

)

select
    case when apart.order_id is not null or gathered.products > 3 then gathered.order_id end
        as order_id,
    gathered.customer_key,
    gathered.ordered_on,
    gathered.month,
    gathered.channel,
    gathered.place,
    gathered.salesperson,
    gathered.is_trade,
    apart.order_id is not null as is_apart,
    cast(gathered.revenue as decimal(18, 4)) as revenue,
    cast(gathered.uncosted as decimal(18, 4)) as uncosted,
    cast(gathered.cost as decimal(18, 4)) as cost,
    gathered.units,
    cast(gathered.products as integer) as products,
    gathered.least,
    case
        when gathered.products = 3
            then cast(gathered.product_keys - gathered.least - gathered.most as integer)
    end as middle,
    gathered.most
from gathered
left join apart
    on apart.order_id = gathered.order_id
order by gathered.month
