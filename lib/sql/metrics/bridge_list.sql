-- The customers behind a part of profit_bridge: one row a customer, the largest change first.
--
-- tier, badge  of the latest month start the customer stands at, of the two compared
with

stood as (

    select
        tiered.customer_key,
        tiered.tier,
        tiered.badge,
        compared_months.side
    from tiered
    inner join compared_months
        on compared_months.month = tiered.month

),

labelled as (

    select
        bridge_parts.customer_key,
        bridge_parts.part,
        bridge_parts.value_before,
        bridge_parts.value_after,
        coalesce(now_there.tier, then_there.tier) as tier,
        case when now_there.customer_key is null then then_there.badge else now_there.badge end
            as badge
    from bridge_parts
    left join stood as now_there
        on now_there.customer_key = bridge_parts.customer_key
        and now_there.side = 'now'
    left join stood as then_there
        on then_there.customer_key = bridge_parts.customer_key
        and then_there.side = 'a_year_ago'
    where $part is null
        or bridge_parts.part = $part

),

listed as (

    select
        labelled.*,
        customers.customer_id,
        abs(labelled.value_after - labelled.value_before) as size_of_change,
        count(*) over () as total
    from labelled
    inner join customers
        on customers.customer_key = labelled.customer_key
    order by size_of_change desc nulls last, customers.customer_id
    limit $limit

)

select
    listed.customer_id,
    customers.name,
    listed.tier,
    customers.region,
    customers.kind,
    listed.badge,
    listed.part,
    listed.value_after - listed.value_before as change,
    listed.value_before,
    listed.value_after as value,
    listed.total
from listed
inner join customers
    on customers.customer_key = listed.customer_key
order by listed.size_of_change desc nulls last, listed.customer_id
