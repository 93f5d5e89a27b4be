-- New customers by month: one row per complete month and group, $by, that ever had any.
--
-- customers       first traded in the month
-- trend           their mean over the 12 months to this one; NULL in the first eleven of the data
-- may_hold_older  the month begins less than 90 days after the first trade day in the data
with

came as (

    select
        cast(date_trunc('month', first_days.first_on) as date) as month,
        case when $by = 'all' then 'all' else customer_labels.label end as label
    from first_days
    inner join scope
        on scope.customer_key = first_days.customer_key
    left join current_standing
        on current_standing.customer_key = first_days.customer_key
    left join customer_labels
        on customer_labels.customer_key = first_days.customer_key
    where first_days.first_on <= cast($as_of as date)
        and (
            array_length($tier) = 0
            or list_contains($tier, coalesce(current_standing.tier, 'none'))
        )

),

labels as (

    select distinct label
    from came

),

counted as (

    select
        month,
        label,
        count(*) as customers
    from came
    group by month, label

),

filled as (

    select
        months.month,
        months.next_month,
        labels.label,
        coalesce(counted.customers, 0) as customers,
        date_diff('day', company.first_trade_day, months.month) < 90 as may_hold_older
    from months
    cross join company
    cross join labels
    left join counted
        on counted.month = months.month
        and counted.label is not distinct from labels.label
    where months.next_month <= cast($as_of as date) + 1
        and months.month >= date_trunc('month', company.first_trade_day)

),

smoothed as (

    select
        month,
        next_month,
        label,
        customers,
        avg(customers) over (
            partition by label
            order by month
            rows between 11 preceding and current row
        ) as mean,
        count(*) over (
            partition by label
            order by month
            rows between 11 preceding and current row
        ) as known,
        may_hold_older
    from filled

)

select
    month,
    label as "group",
    customers,
    case when known = 12 then mean end as trend,
    may_hold_older
from smoothed
where coalesce(month >= cast($since as date), true)
    and coalesce(next_month <= cast($until as date) + 1, true)
order by month, label nulls last
