-- The tier each customer held at the first month start after they came: one row per customer meant,
-- none where neither $by nor $tier asks for it.
--
-- tier  A to D, or none
-- Needs $by, $tier, $tiers_from, $tier_a, $tier_b and $tier_c.
select
    customer_key,
    case
        when percentile is null or ranked < $tiers_from then 'none'
        when percentile < $tier_a then 'A'
        when percentile < $tier_b then 'B'
        when percentile < $tier_c then 'C'
        else 'D'
    end as tier
from first_comings
where $by = 'tier' or array_length($tier) > 0
