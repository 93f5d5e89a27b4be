-- Who kept trading as much as before: one row per group, $by, and number of orders in both spans.
--
-- orders     of one customer in both spans together; those with more than 400 count as 400
-- customers  with trade in the earlier span; loyal: of those, who kept orders and revenue
with

judged as (

    select
        kept_in_scope.customer_key,
        least(kept_in_scope.orders_before + kept_in_scope.orders_since, 400) as orders,
        kept_in_scope.is_loyal,
        coalesce(current_standing.tier, 'none') as tier
    from kept_in_scope
    left join current_standing
        on current_standing.customer_key = kept_in_scope.customer_key

),

grouped as (

    select
        case
            when $by = 'all' then 'all'
            when $by = 'tier' then judged.tier
            else customer_labels.label
        end as label,
        judged.orders,
        judged.is_loyal
    from judged
    left join customer_labels
        on customer_labels.customer_key = judged.customer_key
    where array_length($tier) = 0
        or list_contains($tier, judged.tier)

)

select
    label as "group",
    cast(orders as integer) as orders,
    count(*) as customers,
    count(case when is_loyal then 1 end) as loyal
from grouped
group by label, orders
order by label nulls last, orders
