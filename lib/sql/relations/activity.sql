-- Who is active, and still is a month later: one row per customer and month start of `tiered`.
--
-- is_active         traded within the $silent_days days before the month start and not left, or
--                   bound by a contract, however silent
-- is_active_by_end  the same at the next month's start; NULL while the month is not over
-- Needs $silent_days, and what tiered needs.
select
    tiered.month,
    tiered.customer_key,
    tiered.tier,
    tiered.revenue,
    tiered.value,
    tiered.value_rank,
    tiered.ranked,
    tiered.badge,
    tiered.last_trade_day,
    tiered.last_trade_day_by_end,
    coalesce(tiered.silence <= $silent_days, false) as is_active,
    case
        when months.next_month <= company.as_of + 1
            then coalesce(tiered.silence_by_end <= $silent_days, false)
    end as is_active_by_end
from tiered
inner join months
    on months.month = tiered.month
cross join company
