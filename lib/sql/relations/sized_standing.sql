-- Standing with how large the customer is: one row per customer and month start of `tiered`, of
-- those active on it.
--
-- size     the customer's own, else large in tier A, medium in B, small in C and D; NULL for the rest
-- is_lost  no longer active at the next month's start; it tells nothing of a month that is not over
-- Needs $silent_days, and what tiered needs.
select
    tiered.month,
    tiered.customer_key,
    tiered.tier,
    tiered.badge,
    tiered.revenue,
    tiered.value,
    tiered.last_trade_day_by_end,
    tiered.is_left_by_end,
    coalesce(
        customers.size,
        case
            when tiered.tier = 'A' then 'large'
            when tiered.tier = 'B' then 'medium'
            when tiered.tier in ('C', 'D') then 'small'
        end
    ) as size,
    not coalesce(tiered.silence_by_end <= $silent_days, false) as is_lost
from tiered
inner join customers
    on customers.customer_key = tiered.customer_key
where tiered.silence <= $silent_days
    and (array_length($tier) = 0 or list_contains($tier, tiered.tier))
