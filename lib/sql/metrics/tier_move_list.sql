-- The customers behind a cell of tier_moves: one row a customer, the most valuable first.
--
-- tier, badge  at the second month start; at the first where the customer no longer stands
with

moved as (

    select
        customer_key,
        tier_from,
        tier_to,
        value_from,
        value_to
    from tier_movements
    where ($tier_from is null or tier_from = $tier_from)
        and ($tier_to is null or tier_to = $tier_to)

),

labelled as (

    select
        moved.*,
        tiered.tier,
        tiered.badge,
        tiered.last_trade_day
    from moved
    inner join tiered
        on tiered.customer_key = moved.customer_key
        and tiered.month = case
            when moved.tier_to = 'left' then cast($from_month as date)
            else cast($to_month as date)
        end

),

listed as (

    select
        labelled.*,
        customers.customer_id,
        greatest(labelled.value_from, labelled.value_to) as larger,
        count(*) over () as total
    from labelled
    inner join customers
        on customers.customer_key = labelled.customer_key
    order by larger desc nulls last, customers.customer_id
    limit $limit

)

select
    listed.customer_id,
    customers.name,
    listed.tier,
    customers.region,
    customers.kind,
    listed.badge,
    listed.tier_from,
    listed.tier_to,
    listed.value_to - listed.value_from as change,
    listed.value_from as value_before,
    listed.value_to as value,
    listed.last_trade_day,
    listed.total
from listed
inner join customers
    on customers.customer_key = listed.customer_key
order by listed.larger desc nulls last, listed.customer_id
