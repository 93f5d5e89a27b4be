-- The customers behind a part of profit_bridge: one row a customer, the largest change first.
--
-- tier, badge  at the later of the two month starts compared at which the customer stands
with

meant as (

    select
        customer_key,
        part,
        value_before,
        value_after,
        abs(value_after - value_before) as size_of_change
    from bridge_parts
    where $part is null
        or part = $part

),

listed as (

    select
        meant.*,
        customers.customer_id,
        count(*) over () as total
    from meant
    inner join customers
        on customers.customer_key = meant.customer_key
    order by meant.size_of_change desc nulls last, customers.customer_id
    limit $limit

),

-- Of those listed, the later of the two month starts they stand at.
stood as (

    select
        customer_key,
        max(month) as month
    from standing
    where month in (cast($from_month as date), cast($to_month as date))
        and customer_key in (select customer_key from listed)
    group by customer_key

)

select
    listed.customer_id,
    customers.name,
    tiered.tier,
    customers.region,
    customers.kind,
    tiered.badge,
    listed.part,
    listed.value_after - listed.value_before as change,
    listed.value_before,
    listed.value_after as value,
    listed.total
from listed
inner join customers
    on customers.customer_key = listed.customer_key
inner join stood
    on stood.customer_key = listed.customer_key
inner join tiered
    on tiered.customer_key = stood.customer_key
    and tiered.month = stood.month
where tiered.month in (cast($from_month as date), cast($to_month as date))
order by listed.size_of_change desc nulls last, listed.customer_id
