-- How one customer differs from those like them: one row a measure.
--
-- Like them are who stand in the same tier at that month start and are of the same kind.
-- typical  the median of those; below the share of them that has less
with

standing_then as (

    select
        tiered.customer_key,
        tiered.month,
        tiered.tier,
        tiered.orders,
        tiered.revenue,
        tiered.value,
        date_diff('day', tiered.last_trade_day, tiered.month) as silent_for,
        customers.customer_id,
        coalesce(customers.kind, '') as kind
    from tiered
    inner join customers
        on customers.customer_key = tiered.customer_key
    where tiered.month in (select month from standing_month)

),

one as (

    select *
    from standing_then
    where customer_id = $customer_id

),

alike as (

    select standing_then.*
    from standing_then
    inner join one
        on one.tier = standing_then.tier
        and one.kind = standing_then.kind
    where standing_then.customer_id <> $customer_id

),

complained as (

    select
        complaints.customer_key,
        count(*) as complaints
    from complaints
    inner join one
        on complaints.opened_at < one.month
        and complaints.opened_at >= cast(one.month as timestamp) - interval 12 month
    where complaints.customer_key in (select customer_key from alike)
        or complaints.customer_key in (select customer_key from one)
    group by complaints.customer_key

),

both_sides as (

    select
        one.customer_key,
        true as is_theirs,
        one.orders,
        one.revenue,
        one.value,
        one.silent_for
    from one
    union all
    select
        alike.customer_key,
        false as is_theirs,
        alike.orders,
        alike.revenue,
        alike.value,
        alike.silent_for
    from alike

),

measured as (

    select
        both_sides.is_theirs,
        1 as place,
        'revenue' as measure,
        cast(both_sides.revenue as double) as amount
    from both_sides
    union all
    select
        both_sides.is_theirs,
        2 as place,
        'value' as measure,
        cast(both_sides.value as double) as amount
    from both_sides
    union all
    select
        both_sides.is_theirs,
        3 as place,
        'orders' as measure,
        cast(both_sides.orders as double) as amount
    from both_sides
    union all
    select
        both_sides.is_theirs,
        4 as place,
        'mean_order' as measure,
        cast(both_sides.revenue as double) / nullif(both_sides.orders, 0) as amount
    from both_sides
    union all
    select
        both_sides.is_theirs,
        5 as place,
        'silent_for' as measure,
        cast(both_sides.silent_for as double) as amount
    from both_sides
    union all
    select
        both_sides.is_theirs,
        6 as place,
        'complaints' as measure,
        cast(coalesce(complained.complaints, 0) as double) as amount
    from both_sides
    left join complained
        on complained.customer_key = both_sides.customer_key
    where (select count(*) from complaints) > 0

),

theirs as (

    select
        measure,
        place,
        amount
    from measured
    where is_theirs

)

select
    theirs.measure,
    theirs.amount as theirs,
    median(measured.amount) as typical,
    cast(count(case when measured.amount < theirs.amount then 1 end) as double)
    / nullif(count(measured.amount), 0) as below,
    count(measured.amount) as peers
from theirs
left join measured
    on measured.measure = theirs.measure
    and not measured.is_theirs
where theirs.amount is not null
group by theirs.measure, theirs.place, theirs.amount
order by theirs.place
