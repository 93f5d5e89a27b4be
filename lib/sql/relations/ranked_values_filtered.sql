-- The customers meant, those in `scope`, by their value of the 12 months before a month start: one
-- row per month start and customer whose value is known.
--
-- place, ranked  among the customers meant, best first, equals in the order of their ids
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
