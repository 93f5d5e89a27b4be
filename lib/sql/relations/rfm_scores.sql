-- Recency, frequency and money of the customers who traded from $since to $until, scored 1 to 5
-- each: one row a customer, 5 the best.
--
-- last_on, orders, revenue  last trade day, trade orders, and revenue after refunds in those days
-- score  ceil(5 times the average rank / n), so that equal values share one
with

traded as (

    select
        customer_key,
        max(case when is_trade then ordered_on end) as last_on,
        count(case when is_trade and not is_apart then 1 end) as orders,
        sum(revenue) as revenue
    from baskets_in_scope
    where ordered_on >= cast($since as date)
        and ordered_on <= cast($until as date)
        and customer_key is not null
    group by customer_key

),

-- Of few orders more than one row may tell, so their ids are counted aside.
apart as (

    select
        customer_key,
        count(distinct order_id) as orders
    from baskets_in_scope
    where is_trade
        and is_apart
        and ordered_on >= cast($since as date)
        and ordered_on <= cast($until as date)
    group by customer_key

),

counted as (

    select
        traded.customer_key,
        traded.last_on,
        traded.orders + coalesce(apart.orders, 0) as orders,
        traded.revenue
    from traded
    left join apart
        on apart.customer_key = traded.customer_key

),

meant as (

    select counted.*
    from counted
    left join current_standing
        on current_standing.customer_key = counted.customer_key
    where counted.orders > 0
        and (
            array_length($tier) = 0
            or list_contains($tier, coalesce(current_standing.tier, 'none'))
        )

),

-- Twice the average rank, of equals. Days and numbers of orders are few: they are ranked once each,
-- not once a customer.
recencies as (

    select
        last_on,
        2 * sum(count(*)) over (order by last_on) - count(*) + 1 as recency
    from meant
    group by last_on

),

frequencies as (

    select
        orders,
        2 * sum(count(*)) over (order by orders) - count(*) + 1 as frequency
    from meant
    group by orders

),

ranked as (

    select
        meant.customer_key,
        meant.last_on,
        meant.orders,
        meant.revenue,
        count(*) over () as n,
        recencies.recency,
        frequencies.frequency,
        -- Of equals the first rank and the last.
        rank() over (order by meant.revenue) + count(*) over (order by meant.revenue) as money
    from meant
    inner join recencies
        on recencies.last_on = meant.last_on
    inner join frequencies
        on frequencies.orders = meant.orders

)

select
    customer_key,
    last_on,
    orders,
    revenue,
    cast(floor((5 * recency + 2 * n - 1) / nullif(2 * n, 0)) as integer) as recency_score,
    cast(floor((5 * frequency + 2 * n - 1) / nullif(2 * n, 0)) as integer) as frequency_score,
    cast(floor((5 * money + 2 * n - 1) / nullif(2 * n, 0)) as integer) as money_score
from ranked
