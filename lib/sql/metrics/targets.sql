-- What was to be reached and what was: one row per month, or per person or region over the period.
--
-- actual      NULL where a month of it is not known
-- share_gone  of the month, or of the months' targets, what falls to the days up to the as-of day
with

happened as (

    select
        sales_lines.month,
        case $by when 'region' then customers.region when 'person' then sales_lines.salesperson end
            as label,
        sales_lines.order_id,
        sales_lines.is_trade,
        sales_lines.revenue,
        sales_lines.cost
    from sales_lines
    left join customers
        on customers.customer_key = sales_lines.customer_key
    where $measure in ('revenue', 'contribution', 'orders')
        and sales_lines.ordered_on <= cast($as_of as date)
        and sales_lines.ordered_on >= cast($since as date)
        -- Says nothing that what was planned does not, but without any target no line is read.
        and sales_lines.month in (select month from targets_by_label)

),

sold as (

    select
        month,
        label,
        sum(revenue) as revenue,
        sum(case when cost is not null then revenue else 0 end) as revenue_costed,
        coalesce(sum(cost), 0) as cost,
        count(distinct case when is_trade and $measure = 'orders' then order_id end) as orders
    from happened
    group by month, label

),

served_lines as (

    select
        cast(date_trunc('month', costs_to_serve.spent_on) as date) as month,
        case when $by = 'region' then customers.region end as label,
        costs_to_serve.amount
    from costs_to_serve
    inner join customers
        on customers.customer_key = costs_to_serve.customer_key
    where $measure = 'contribution'
        and costs_to_serve.spent_on <= cast($as_of as date)
        and costs_to_serve.spent_on >= cast($since as date)

),

served as (

    select
        month,
        label,
        sum(amount) as amount
    from served_lines
    group by month, label

),

first_days as (

    select
        customer_key,
        min(first_trade_day) as day
    from customer_month
    where $measure = 'new_customers'
    group by customer_key

),

arrived as (

    select
        cast(date_trunc('month', first_days.day) as date) as month,
        case when $by = 'region' then customers.region end as label
    from first_days
    inner join customers
        on customers.customer_key = first_days.customer_key
    where first_days.day <= cast($as_of as date)
        and first_days.day >= cast($since as date)

),

won as (

    select
        cast(date_trunc('month', opportunities.closed_on) as date) as month,
        case $by when 'region' then customers.region when 'person' then opportunities.owner end
            as label,
        opportunities.amount
    from opportunities
    left join customers
        on customers.customer_key = opportunities.customer_key
    where $measure = 'won_amount'
        and opportunities.outcome = 'won'
        and opportunities.closed_on <= cast($as_of as date)
        and opportunities.closed_on >= cast($since as date)

),

reached as (

    select
        month,
        label,
        case $measure when 'revenue' then cast(revenue as double) else orders end as actual,
        true as is_known
    from sold
    where $measure in ('revenue', 'orders')
    union all
    select
        sold.month,
        sold.label,
        cast(sold.revenue_costed - sold.cost - coalesce(served.amount, 0) as double) as actual,
        sold.revenue_costed * 100 >= sold.revenue * 95
        and sold.month in (select month from served) as is_known
    from sold
    left join served
        on served.month = sold.month
        and served.label is not distinct from sold.label
    where $measure = 'contribution'
    union all
    select
        month,
        label,
        count(*) as actual,
        true as is_known
    from arrived
    group by month, label
    union all
    select
        month,
        label,
        cast(sum(amount) as double) as actual,
        count(amount) = count(*) as is_known
    from won
    group by month, label

),

planned as (

    select
        case when $by = 'month' then targets_by_label.month end as of_month,
        targets_by_label.label,
        targets_by_label.target,
        targets_by_label.target
        * least(
            date_diff('day', targets_by_label.month, cast($as_of as date) + 1),
            date_diff('day', targets_by_label.month, targets_by_label.next_month)
        )
        / nullif(date_diff('day', targets_by_label.month, targets_by_label.next_month), 0)
            as target_by_now,
        -- Cost to serve and first orders are nobody's in person.
        case
            when $by = 'person' and $measure in ('contribution', 'new_customers') then null
            when coalesce(reached.is_known, $measure <> 'contribution')
                then coalesce(reached.actual, 0)
        end as actual
    from targets_by_label
    left join reached
        on reached.month = targets_by_label.month
        and reached.label is not distinct from targets_by_label.label
    where targets_by_label.month >= cast($since as date)
        and targets_by_label.month <= cast($until as date)
        and targets_by_label.month <= cast($as_of as date)

),

summed as (

    select
        of_month,
        label,
        count(*) as months,
        case when count(actual) = count(*) then sum(actual) end as actual,
        sum(target) as target,
        sum(target_by_now) as target_by_now
    from planned
    group by of_month, label

)

select
    of_month as month,
    label as "group",
    actual,
    target,
    actual / nullif(target, 0) as ratio,
    target_by_now / nullif(target, 0) as share_gone,
    actual / nullif(target_by_now, 0) as pace,
    months
from summed
order by of_month, label
