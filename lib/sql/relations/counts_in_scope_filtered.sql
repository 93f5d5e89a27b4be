-- The customers meant, those in `scope`, with the columns of standing_counts: each one row.
select
    standing.month,
    standing.percentile,
    standing.ranked,
    standing.silence,
    standing.silence_by_end,
    1 as customers,
    standing.revenue,
    standing.value
from standing
inner join scope
    on scope.customer_key = standing.customer_key
