-- What the orders of the customers and tiers meant brought: the tier of the month, 'none' for a
-- customer without one. Needs $tier and what tiered needs.
select baskets.*
from baskets
inner join scope
    on scope.customer_key = baskets.customer_key
left join tiered
    on tiered.customer_key = baskets.customer_key
    and tiered.month = baskets.month
where list_contains($tier, coalesce(tiered.tier, 'none'))
