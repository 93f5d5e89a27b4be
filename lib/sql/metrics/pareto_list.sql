-- The customers behind the curve of pareto: one row a customer, the most valuable first; of those
-- beyond the peak, who takes away most first.
--
-- place, share_of_value  among all whose value is known, and of their value together
with

placed as (

    select
        ranked_values.customer_key,
        ranked_values.value,
        ranked_values.place,
        cast(floor((ranked_values.place - 1) * 100 / nullif(ranked_values.ranked, 0)) as integer)
            + 1 as percentile,
        sum(ranked_values.value) over () as worth
    from ranked_values
    where ranked_values.month in (select month from standing_month)

),

meant as (

    select *
    from placed
    where ($percentile is null or percentile = $percentile)
        and (value < 0 or not $beyond_peak)

),

listed as (

    select
        meant.*,
        count(*) over () as total,
        case when $beyond_peak then -meant.place else meant.place end as turn
    from meant
    order by turn
    limit $limit

),

stood as (

    select
        tiered.customer_key,
        tiered.tier,
        tiered.badge,
        tiered.last_trade_day,
        tiered.revenue
    from tiered
    where tiered.month in (select month from standing_month)

)

select
    customers.customer_id,
    customers.name,
    stood.tier,
    customers.region,
    customers.kind,
    stood.badge,
    listed.value,
    case when listed.worth > 0 then listed.value / nullif(listed.worth, 0) end as share_of_value,
    stood.revenue,
    listed.place,
    listed.percentile,
    stood.last_trade_day,
    listed.total
from listed
inner join customers
    on customers.customer_key = listed.customer_key
inner join stood
    on stood.customer_key = listed.customer_key
order by listed.turn
