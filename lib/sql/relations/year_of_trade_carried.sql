-- The same of the one judged month, $month, where standing at the start of the month before is known:
-- its sums less the month that is no longer looked back on, with the one that is now. Twelve months
-- are added up only of whom there is nothing to carry.
with

before as (

    select
        customer_key,
        orders,
        revenue,
        value,
        last_trade_day,
        value is not null and last_trade_day is not null as is_carried
    from standing
    where month = cast(cast($month as date) - interval 1 month as date)

),

moved as (

    select
        customer_key,
        sum(case when month < cast($month as date) - interval 2 month then -orders else orders end)
            as orders,
        sum(
            case when month < cast($month as date) - interval 2 month then -revenue else revenue end
        ) as revenue,
        sum(case when month < cast($month as date) - interval 2 month then -value else value end)
            as value,
        count(
            case when month >= cast($month as date) - interval 2 month then is_unknown end
        ) as months_unknown,
        max(
            case when month >= cast($month as date) - interval 2 month then last_trade_day end
        ) as last_trade_day
    from valued_months
    where month = cast(cast($month as date) - interval 1 month as date)
        or month = cast(cast($month as date) - interval 13 month as date)
    group by customer_key

),

-- Who stood without trade, or for an amount not known; who did not stand, and may now.
uncarried as (

    select customer_key
    from before
    where not is_carried
    union
    select moved.customer_key
    from moved
    left join before
        on before.customer_key = moved.customer_key
    where before.customer_key is null
        and moved.last_trade_day is not null
    union
    select contracts.customer_key
    from contracts
    left join before
        on before.customer_key = contracts.customer_key
    where before.customer_key is null

),

carried as (

    select
        before.customer_key,
        before.orders + coalesce(moved.orders, 0) as orders,
        before.revenue + coalesce(moved.revenue, 0) as revenue,
        before.value + coalesce(moved.value, 0) as value,
        coalesce(moved.months_unknown, 0) as months_unknown,
        coalesce(
            moved.last_trade_day,
            case
                when before.last_trade_day >= cast(cast($month as date) - interval 12 month as date)
                    then before.last_trade_day
            end
        ) as last_trade_day,
        traded_within.last_trade_day as last_trade_day_within
    from before
    left join moved
        on moved.customer_key = before.customer_key
    left join traded_within
        on traded_within.customer_key = before.customer_key
    where before.is_carried

)

select
    cast($month as date) as month,
    customer_key,
    orders,
    revenue,
    value,
    months_unknown,
    last_trade_day,
    coalesce(last_trade_day_within, last_trade_day) as last_trade_day_by_end
from carried
union all
select
    cast($month as date) as month,
    valued_months.customer_key,
    sum(case when month < cast($month as date) then orders else 0 end) as orders,
    sum(case when month < cast($month as date) then revenue else 0 end) as revenue,
    sum(case when month < cast($month as date) then value else 0 end) as value,
    count(case when month < cast($month as date) then is_unknown end) as months_unknown,
    max(case when month < cast($month as date) then last_trade_day end) as last_trade_day,
    max(last_trade_day) as last_trade_day_by_end
from valued_months
inner join uncarried
    on uncarried.customer_key = valued_months.customer_key
where month >= cast(cast($month as date) - interval 12 month as date)
    and month <= cast($month as date)
group by valued_months.customer_key
