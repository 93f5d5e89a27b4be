-- Complaints up to the as-of day, of the customers and tiers meant, as they stood at its end: one
-- row a complaint. One of nobody known is told where nobody is singled out.
--
-- is_valid                     not proved unfounded
-- first_reply_at, resolved_at  NULL where that came later
-- tier                         of the month it was made in
-- Needs $as_of, $everyone, and what the cuts of tiers and scope need.
with

placed as (

    select
        complaints.*,
        cast(complaints.opened_at as date) as opened_on,
        cast(date_trunc('month', complaints.opened_at) as date) as month,
        case
            when standing.percentile is null or standing.ranked < $tiers_from then 'none'
            when standing.percentile < $tier_a then 'A'
            when standing.percentile < $tier_b then 'B'
            when standing.percentile < $tier_c then 'C'
            else 'D'
        end as tier
    from complaints
    left join standing
        on standing.customer_key = complaints.customer_key
        and standing.month = cast(date_trunc('month', complaints.opened_at) as date)
    where cast(complaints.opened_at as date) <= cast($as_of as date)

)

select
    complaint_id,
    customer_key,
    product_key,
    opened_at,
    opened_on,
    month,
    kind,
    cause,
    channel,
    severity,
    owner,
    handovers,
    remedy,
    rating_after,
    coalesce(valid, true) as is_valid,
    case when cast(first_reply_at as date) <= cast($as_of as date) then first_reply_at end
        as first_reply_at,
    case when cast(resolved_at as date) <= cast($as_of as date) then resolved_at end
        as resolved_at,
    tier
from placed
where (
    $everyone
    or customer_key in (select customer_key from scope where not $everyone)
)
    and (array_length($tier) = 0 or list_contains($tier, tier))
