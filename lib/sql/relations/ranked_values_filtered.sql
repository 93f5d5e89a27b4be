-- The customers meant, those in `scope`, by their value of the 12 months before a month start: one
-- row per customer whose value is known, at the month start asked about and a year before.
--
-- place, ranked  among the customers meant, best first, equals in the order of their ids
-- Needs what compared_months needs.
select
    standing.month,
    standing.customer_key,
    standing.value,
    row_number() over (partition by standing.month order by standing.value_rank) as place,
    count(*) over (partition by standing.month) as ranked
from standing
inner join scope
    on scope.customer_key = standing.customer_key
where standing.value_rank is not null
    and standing.month in (select month from compared_months)
