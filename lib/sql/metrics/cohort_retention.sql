-- Who of those who first traded in one month traded in each month after: one row per cohort and
-- month up to the as-of day's.
--
-- month_number      months after the cohort's own, 0
-- customers         first traded in the cohort's month
-- active            of those, with trade in this month; NULL where it is not complete
-- may_hold_older    the cohort begins less than 90 days after the first trade day in the data
with

meant as (

    select
        first_days.customer_key,
        cast(date_trunc('month', first_days.first_on) as date) as cohort
    from first_days
    inner join scope
        on scope.customer_key = first_days.customer_key
    left join current_standing
        on current_standing.customer_key = first_days.customer_key
    where first_days.first_on <= cast($as_of as date)
        and (
            array_length($tier) = 0
            or list_contains($tier, coalesce(current_standing.tier, 'none'))
        )

),

cohorts as (

    select
        cohort,
        count(*) as customers
    from meant
    group by cohort

),

traded as (

    select
        meant.cohort,
        customer_month.month,
        count(*) as active
    from customer_month
    inner join meant
        on meant.customer_key = customer_month.customer_key
    where customer_month.trade_days > 0
        and customer_month.month < date_trunc('month', cast($as_of as date) + 1)
    group by meant.cohort, customer_month.month

),

observed as (

    select
        cohorts.cohort,
        months.month,
        cohorts.customers,
        case
            when months.next_month <= cast($as_of as date) + 1 then coalesce(traded.active, 0)
        end as active,
        date_diff('day', company.first_trade_day, cohorts.cohort) < 90 as may_hold_older
    from cohorts
    cross join company
    inner join months
        on months.month >= cohorts.cohort
        and months.month <= cast($as_of as date)
    left join traded
        on traded.cohort = cohorts.cohort
        and traded.month = months.month

)

select
    cohort,
    cast(date_diff('month', cohort, month) as integer) as month_number,
    customers,
    active,
    active / nullif(customers, 0) as share,
    may_hold_older
from observed
order by cohort, month_number
