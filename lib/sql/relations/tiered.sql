-- Standing with its value tier and badge: one row per customer and month start.
--
-- tier   A to D, or none
-- badge  destroys_profit where the value is below 0, else top_20 (tier A) or other_80; NULL for
--        those without a tier, as what they are worth is not known or there are too few to rank
-- Needs $tiers_from, $tier_a, $tier_b and $tier_c.
with

cut as (

    select
        standing_in_scope.*,
        case
            when percentile is null or ranked < $tiers_from then 'none'
            when percentile < $tier_a then 'A'
            when percentile < $tier_b then 'B'
            when percentile < $tier_c then 'C'
            else 'D'
        end as tier
    from standing_in_scope

)

select
    cut.*,
    case
        when value < 0 then 'destroys_profit'
        when tier = 'A' then 'top_20'
        when tier <> 'none' then 'other_80'
    end as badge
from cut
