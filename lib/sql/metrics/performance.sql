-- What was sold in the period and in the same days a year before: one row per product, category,
-- channel, place or salesperson.
--
-- last_year  NULL where the data does not reach back that far
-- target     what of the targets for revenue falls to the days of the period; of salespeople only
with

sold as (

    select
        label,
        ordered_on >= cast($since as date) as is_now,
        is_trade,
        order_id,
        customer_key,
        units,
        revenue,
        cost
    from labelled_lines
    where (
        ordered_on >= cast($since as date)
        and ordered_on <= cast($until as date)
    )
    or (
        ordered_on >= cast(cast($since as date) - interval 12 month as date)
        and ordered_on <= cast(cast($until as date) - interval 12 month as date)
        and ordered_on < cast($since as date)
    )

),

summed as (

    select
        label,
        sum(case when is_now then revenue else 0 end) as revenue,
        sum(case when is_now and cost is not null then revenue end) as revenue_costed,
        sum(case when is_now then cost end) as cost,
        sum(case when is_now then units end) as units,
        count(distinct case when is_now and is_trade then order_id end) as orders,
        count(distinct case when is_now and is_trade then customer_key end) as customers,
        sum(case when not is_now then revenue else 0 end) as last_year,
        count(case when is_now then 1 end) as lines
    from sold
    group by label

),

targeted as (

    select
        label,
        sum(
            target
            * (
                date_diff(
                    'day',
                    greatest(month, cast($since as date)),
                    least(next_month, cast($until as date) + 1)
                )
            )
            / nullif(date_diff('day', month, next_month), 0)
        ) as target
    from targets_by_label
    where $by = 'salesperson'
        and next_month > cast($since as date)
        and month <= cast($until as date)
    group by label

),

reached as (

    select coalesce(
        min(oldest_on) <= cast(cast($since as date) - interval 12 month as date), false
    ) as a_year_before
    from newest_days
    where table_name = 'orders'

)

select
    summed.label as "group",
    summed.revenue,
    summed.revenue / nullif(sum(summed.revenue) over (), 0) as share,
    summed.revenue_costed - summed.cost as marginal,
    summed.revenue_costed,
    summed.orders,
    summed.customers,
    summed.units,
    case when reached.a_year_before then summed.last_year end as last_year,
    case
        when reached.a_year_before and summed.last_year > 0
            then summed.revenue / nullif(summed.last_year, 0) - 1
    end as change,
    targeted.target
from summed
cross join reached
left join targeted
    on targeted.label = summed.label
where summed.lines > 0 or reached.a_year_before
order by summed.revenue desc, summed.label
