-- Who the customers are at the month start that $day names: one row per customer who stands then.
-- Needs what standing_month and tiered need.
select
    tiered.customer_key,
    tiered.tier,
    tiered.value
from tiered
where tiered.month in (select month from standing_month)
