-- What customers spent on their repeat trade days, up to the as-of day: one row per number of such
-- days and amount, those who spent nothing left out.
select
    repeats,
    cast(spend as double) as spend,
    count(*) as customers
from repeat_spend
where spend > 0
group by repeats, spend
order by repeats, spend
