-- How one customer differs from those like them: one row a measure.
--
-- Like them are who stand in the same tier at that month start and are of the same kind.
-- typical  the median of those; below the share of them that has less
with

complained as (

    select
        complaints.customer_key,
        count(*) as complaints
    from complaints
    inner join customers_alike
        on customers_alike.customer_key = complaints.customer_key
    where complaints.opened_at < customers_alike.month
        and complaints.opened_at >= cast(customers_alike.month as timestamp) - interval 12 month
    group by complaints.customer_key

),

measured as (

    select
        customers_alike.is_theirs,
        1 as place,
        'revenue' as measure,
        cast(customers_alike.revenue as double) as amount
    from customers_alike
    union all
    select
        customers_alike.is_theirs,
        2 as place,
        'value' as measure,
        cast(customers_alike.value as double) as amount
    from customers_alike
    union all
    select
        customers_alike.is_theirs,
        3 as place,
        'orders' as measure,
        cast(customers_alike.orders as double) as amount
    from customers_alike
    union all
    select
        customers_alike.is_theirs,
        4 as place,
        'mean_order' as measure,
        cast(customers_alike.revenue as double) / nullif(customers_alike.orders, 0) as amount
    from customers_alike
    union all
    select
        customers_alike.is_theirs,
        5 as place,
        'silent_for' as measure,
        cast(customers_alike.silent_for as double) as amount
    from customers_alike
    union all
    select
        customers_alike.is_theirs,
        6 as place,
        'complaints' as measure,
        cast(coalesce(complained.complaints, 0) as double) as amount
    from customers_alike
    left join complained
        on complained.customer_key = customers_alike.customer_key
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
