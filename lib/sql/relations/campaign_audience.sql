-- Whom campaigns touched up to the as-of day, control aside: one row per campaign and customer.
--
-- first_on, last_on  days of its first and last touch
-- reached            it was touched in the period
-- responded          it responded in the period
-- is_meant           it is one of the customers and tiers meant (its tier when first touched)
--
-- Needs $as_of, $since, $until, $everyone (no customer was asked for) and $tier.
with

tiers as (

    select
        customer_key,
        month,
        tier
    from tiered
    where array_length($tier) > 0

),

touched as (

    select
        campaign_id,
        customer_key,
        min(touched_on) as first_on,
        max(touched_on) as last_on,
        max(
            touched_on between coalesce($since, touched_on) and coalesce($until, touched_on)
        ) as reached,
        max(
            kind = 'responded'
            and touched_on between coalesce($since, touched_on) and coalesce($until, touched_on)
        ) as responded
    from touches
    where not coalesce(in_control, false)
        and not coalesce(touched_on > $as_of, false)
    group by campaign_id, customer_key

)

select
    touched.*,
    ($everyone or touched.customer_key in (select customer_key from scope))
    and (array_length($tier) = 0 or list_contains($tier, coalesce(tiers.tier, 'none'))) as is_meant
from touched
left join tiers
    on tiers.customer_key = touched.customer_key
    and tiers.month = cast(date_trunc('month', touched.first_on) as date)
