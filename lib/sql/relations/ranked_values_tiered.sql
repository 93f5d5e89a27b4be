-- The customers meant who stand in the tiers $tier, by their value of the 12 months before a month
-- start: one row per customer whose value is known, at the month start asked about and a year
-- before.
--
-- place, ranked  among the customers meant, best first, equals in the order of their ids
-- Needs what compared_months and tiered need.
select
    month,
    customer_key,
    value,
    row_number() over (partition by month order by value_rank) as place,
    count(*) over (partition by month) as ranked
from tiered
where value_rank is not null
    and list_contains($tier, tier)
    and month in (select month from compared_months)
