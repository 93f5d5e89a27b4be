-- The customers of a cohort: one row a customer, those who bought most lately first. With
-- $month_number those with trade so many months after the cohort's month.
with

stood as (

    select tiered.*
    from tiered
    where tiered.month in (select month from standing_month)

),

active_months as (

    select trade_months.customer_key
    from trade_months
    inner join trade_histories
        on trade_histories.customer_key = trade_months.customer_key
    where date_diff('month', trade_histories.first_on, trade_months.first_on) = $month_number

),

meant as (

    select
        trade_histories.customer_key,
        trade_histories.first_on,
        trade_histories.last_on,
        trade_histories.repeats + 1 as trade_days,
        customer_labels.label,
        coalesce(stood.tier, 'none') as tier,
        stood.badge,
        stood.value
    from trade_histories
    inner join scope
        on scope.customer_key = trade_histories.customer_key
    left join stood
        on stood.customer_key = trade_histories.customer_key
    left join customer_labels
        on customer_labels.customer_key = trade_histories.customer_key
    where trade_histories.first_on >= cast($first_from as date)
        and trade_histories.first_on < cast($first_until as date)
        and ($group is null or coalesce(customer_labels.label, '') = $group)
        and (
            $month_number is null
            or trade_histories.customer_key in (select customer_key from active_months)
        )
        and (array_length($tier) = 0 or list_contains($tier, coalesce(stood.tier, 'none')))

),

listed as (

    select
        meant.*,
        customers.customer_id,
        count(*) over () as total
    from meant
    inner join customers
        on customers.customer_key = meant.customer_key
    order by meant.value desc nulls last, customers.customer_id
    limit $limit

)

select
    listed.customer_id,
    customers.name,
    listed.tier,
    customers.region,
    customers.kind,
    listed.badge,
    listed.value,
    listed.first_on as first_trade_day,
    listed.last_on as last_trade_day,
    listed.trade_days,
    listed.total
from listed
inner join customers
    on customers.customer_key = listed.customer_key
order by listed.value desc nulls last, listed.customer_id
