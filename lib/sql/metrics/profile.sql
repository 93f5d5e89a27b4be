-- Who the customers are: one row per value of a column or an attribute, NULL for who tells none.
--
-- customers  who stand at the latest month start
-- in_tier    of those, in one of the tiers $tier
with

labelled as (

    select
        customer_labels.label,
        list_contains($tier, current_standing.tier) as is_in_tier
    from current_standing
    inner join scope
        on scope.customer_key = current_standing.customer_key
    left join customer_labels
        on customer_labels.customer_key = current_standing.customer_key

)

select
    label as value,
    count(*) as customers,
    count(case when is_in_tier then 1 end) as in_tier
from labelled
group by label
order by customers desc, value
