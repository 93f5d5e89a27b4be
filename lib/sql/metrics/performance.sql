-- What was sold in the period and in the same days a year before: one row per product, category,
-- channel, place or salesperson.
--
-- last_year  NULL where the data does not reach back that far
-- target     what of the targets for revenue falls to the days of the period; of salespeople only
with

sold as (

    select
        label,
        sum(revenue) as revenue,
        sum(revenue_costed) as revenue_costed,
        sum(cost) as cost,
        sum(units) as units,
        sum(orders) + count(distinct apart_id) as orders,
        count(distinct case when is_trade then customer_key end) as customers
    from labelled_sales
    where ordered_on >= cast($since as date)
        and ordered_on <= cast($until as date)
    group by label

),

sold_before as (

    select
        label,
        sum(revenue) as revenue
    from labelled_sales
    where ordered_on >= cast(cast($since as date) - interval 12 month as date)
        and ordered_on <= cast(cast($until as date) - interval 12 month as date)
        and ordered_on < cast($since as date)
    group by label

),

labels as (

    select label
    from sold
    union
    select label
    from sold_before

),

summed as (

    select
        labels.label,
        coalesce(sold.revenue, 0) as revenue,
        sold.revenue_costed,
        sold.cost,
        sold.units,
        cast(coalesce(sold.orders, 0) as bigint) as orders,
        coalesce(sold.customers, 0) as customers,
        coalesce(sold_before.revenue, 0) as last_year,
        case when sold.orders is null then 0 else 1 end as lines
    from labels
    left join sold
        on sold.label is not distinct from labels.label
    left join sold_before
        on sold_before.label is not distinct from labels.label

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
