-- What each customer did in each month: one row per customer and month with any fact dated up to
-- the as-of day, for the months in touched_months.
--
-- lines                order lines of any kind
-- orders, trade_days   orders with a trade line, and days with one
-- units                quantity traded; NULL where no line says it
-- revenue              after refunds
-- spend                revenue of the trade lines: before refunds
-- marginal             revenue less cost of goods; NULL where a line's cost is not known
-- contribution         marginal less cost to serve; NULL in months nobody's cost to serve is known
-- net                  contribution less the share of campaign cost allotted
-- first_trade_day, last_trade_day  within the month; NULL without trade
with

sold as (

    select
        customer_key,
        month,
        count(*) as lines,
        count(distinct case when is_trade then order_id end) as orders,
        -- One bit a day of the month: much cheaper than counting distinct days.
        bit_count(bit_or(case when is_trade then 1 << (day(ordered_on) - 1) else 0 end))
            as trade_days,
        sum(units) as units,
        sum(revenue) as revenue,
        sum(case when is_trade then revenue else 0 end) as spend,
        case when count(cost) = count(*) then sum(revenue) - sum(cost) end as marginal,
        min(case when is_trade then ordered_on end) as first_trade_day,
        max(case when is_trade then ordered_on end) as last_trade_day
    from sales_lines
    where customer_key is not null
        and ordered_on <= cast($as_of as date)
        -- Says nothing that the months do not, but spares reading what lies outside them.
        and ordered_on >= cast($since as date)
        and ordered_on < cast($before as date)
        and month in (select month from touched_months)
    group by customer_key, month

),

dated_costs as (

    select
        customer_key,
        cast(date_trunc('month', spent_on) as date) as month,
        amount
    from costs_to_serve
    where spent_on <= cast($as_of as date)

),

served as (

    select
        customer_key,
        month,
        sum(amount) as amount
    from dated_costs
    where month in (select month from touched_months)
    group by customer_key, month

),

months_served as (

    select distinct month
    from served

),

campaigned as (

    select
        customer_key,
        month,
        amount
    from allotted
    where month in (select month from touched_months)

),

anything as (

    select customer_key, month
    from sold
    union
    select customer_key, month
    from served
    union
    select customer_key, month
    from campaigned

),

gathered as (

    select
        anything.customer_key,
        anything.month,
        coalesce(sold.lines, 0) as lines,
        coalesce(sold.orders, 0) as orders,
        cast(coalesce(sold.trade_days, 0) as bigint) as trade_days,
        case when sold.customer_key is null then 0 else sold.units end as units,
        coalesce(sold.revenue, 0) as revenue,
        coalesce(sold.spend, 0) as spend,
        case when sold.customer_key is null then 0 else sold.marginal end as marginal,
        case
            when months_served.month is null then null
            else coalesce(served.amount, 0)
        end as cost_to_serve,
        case
            when campaigned.customer_key is null then 0
            else campaigned.amount
        end as campaign_cost,
        sold.first_trade_day,
        sold.last_trade_day
    from anything
    left join sold
        on sold.customer_key = anything.customer_key
        and sold.month = anything.month
    left join served
        on served.customer_key = anything.customer_key
        and served.month = anything.month
    left join campaigned
        on campaigned.customer_key = anything.customer_key
        and campaigned.month = anything.month
    left join months_served
        on months_served.month = anything.month

)

select
    customer_key,
    month,
    lines,
    orders,
    trade_days,
    units,
    cast(revenue as decimal(18, 4)) as revenue,
    cast(spend as decimal(18, 4)) as spend,
    cast(marginal as decimal(18, 4)) as marginal,
    cast(marginal - cost_to_serve as decimal(18, 4)) as contribution,
    cast(marginal - cost_to_serve - campaign_cost as decimal(18, 4)) as net,
    first_trade_day,
    last_trade_day
from gathered
order by month, customer_key
