-- How many customers are active, and still are a month later: some rows per month start and tier,
-- to be added up. What `activity` says of each customer, for questions that name none.
--
-- customers        who stood alike
-- active, lasting  of those, active at the month start, and at both its start and the next month's
-- silence          as in standing_counts: nobody silent for longer than asked about is active
-- Needs $silent_days, and what tiered needs.
select
    month,
    percentile,
    ranked,
    silence,
    case
        when percentile is null or ranked < $tiers_from then 'none'
        when percentile < $tier_a then 'A'
        when percentile < $tier_b then 'B'
        when percentile < $tier_c then 'C'
        else 'D'
    end as tier,
    customers,
    case when silence <= $silent_days then customers else 0 end as active,
    case
        when silence <= $silent_days and silence_by_end <= $silent_days then customers
        else 0
    end as lasting,
    revenue,
    value
from counts_in_scope
