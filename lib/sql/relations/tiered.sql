-- Standing with its value tier: one row per customer and month start, tier A to D or none.
select
    standing.*,
    case
        when standing.value_rank is null or standing.ranked < $tiers_from then 'none'
        when (standing.value_rank - 1) * 100 < $tier_a * standing.ranked then 'A'
        when (standing.value_rank - 1) * 100 < $tier_b * standing.ranked then 'B'
        when (standing.value_rank - 1) * 100 < $tier_c * standing.ranked then 'C'
        else 'D'
    end as tier
from standing
inner join scope
    on scope.customer_key = standing.customer_key
