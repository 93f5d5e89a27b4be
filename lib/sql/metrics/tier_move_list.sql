-- The customers behind a cell of tier_moves: one row a customer, the most valuable first.
--
-- tier, badge  at the second month start; at the first where the customer no longer stands
with

meant as (

    select
        customer_key,
        tier_from,
        tier_to,
        value_from,
        value_to,
        greatest(value_from, value_to) as larger
    from tier_movements
    where ($tier_from is null or tier_from = $tier_from)
        and ($tier_to is null or tier_to = $tier_to)

),

listed as (

    select
        meant.*,
        customers.customer_id,
        count(*) over () as total
    from meant
    inner join customers
        on customers.customer_key = meant.customer_key
    order by meant.larger desc nulls last, customers.customer_id
    limit $limit

)

select
    listed.customer_id,
    customers.name,
    tiered.tier,
    customers.region,
    customers.kind,
    tiered.badge,
    listed.tier_from,
    listed.tier_to,
    listed.value_to - listed.value_from as change,
    listed.value_from as value_before,
    listed.value_to as value,
    tiered.last_trade_day,
    listed.total
from listed
inner join customers
    on customers.customer_key = listed.customer_key
inner join tiered
    on tiered.customer_key = listed.customer_key
    and tiered.month = case
        when listed.tier_to = 'left' then cast($from_month as date)
        else cast($to_month as date)
    end
where tiered.month in (cast($from_month as date), cast($to_month as date))
order by listed.larger desc nulls last, listed.customer_id
