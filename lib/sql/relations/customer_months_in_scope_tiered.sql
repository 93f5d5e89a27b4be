-- What the customers meant did in the months at whose start they stood in the tiers $tier: as in
-- customer_month. Needs what tiered needs.
with

standing_then as (

    select
        month,
        customer_key,
        tier
    from tiered
    where tier <> 'none'

)

select customer_month.*
from customer_month
inner join scope
    on scope.customer_key = customer_month.customer_key
left join standing_then
    on standing_then.customer_key = customer_month.customer_key
    and standing_then.month = customer_month.month
where list_contains($tier, coalesce(standing_then.tier, 'none'))
