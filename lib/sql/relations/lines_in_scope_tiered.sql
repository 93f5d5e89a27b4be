-- Order lines of the customers and tiers meant: the tier of the month of the line, 'none' for a
-- customer without one. Needs $tier and what tiered needs.
select sales_lines.*
from sales_lines
inner join scope
    on scope.customer_key = sales_lines.customer_key
left join tiered
    on tiered.customer_key = sales_lines.customer_key
    and tiered.month = sales_lines.month
where list_contains($tier, coalesce(tiered.tier, 'none'))
