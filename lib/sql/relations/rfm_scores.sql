-- Recency, frequency and money of the customers who traded from $since to $until, scored 1 to 5
-- each: one row a customer, 5 the best.
--
-- last_on, orders, revenue  last trade day, trade orders, and revenue after refunds in those days
-- score  ceil(5 times the average rank / n), so that equal values share one
with

traded as (

    select
        sales_lines.customer_key,
        max(case when sales_lines.is_trade then sales_lines.ordered_on end) as last_on,
        count(distinct case when sales_lines.is_trade then sales_lines.order_id end) as orders,
        sum(sales_lines.revenue) as revenue
    from sales_lines
    inner join scope
        on scope.customer_key = sales_lines.customer_key
    where sales_lines.ordered_on >= cast($since as date)
        and sales_lines.ordered_on <= cast($until as date)
    group by sales_lines.customer_key

),

meant as (

    select traded.*
    from traded
    left join current_standing
        on current_standing.customer_key = traded.customer_key
    where traded.orders > 0
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
