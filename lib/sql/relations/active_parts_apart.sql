-- active_parts for questions that tell customers apart by what customer_labels or customer_ages
-- says: one row per month start and active customer.
select
    activity.month,
    coalesce(customer_ages.age, customer_labels.label) as part,
    1 as active
from activity
left join customer_ages
    on customer_ages.customer_key = activity.customer_key
left join customer_labels
    on customer_labels.customer_key = activity.customer_key
where activity.is_active
    and (array_length($tier) = 0 or list_contains($tier, activity.tier))
