-- The customers meant, all of them, by their value of the 12 months before a month start: one row
-- per month start and customer whose value is known.
--
-- place, ranked  among the customers meant, best first, equals in the order of their ids
select
    month,
    customer_key,
    value,
    value_rank as place,
    ranked
from standing
where value_rank is not null
