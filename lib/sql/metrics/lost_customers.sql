-- Customers lost in the period: one row per reason and size, the most valuable first.
--
-- customers, value_lost  losses, and the value of the 12 months before each
-- back, value_back       of those, back by the as-of day
select
    reason,
    size,
    count(*) as customers,
    sum(value) as value_lost,
    count(back_on) as back,
    coalesce(sum(case when back_on is not null then value end), 0) as value_back
from losses
group by reason, size
order by sum(value) desc nulls last, reason, size
