-- Won and lost opportunities closed in the period (the 12 months to the as-of day where none is
-- asked for): one row, none where there are no opportunities.
--
-- rate_by_value  of amounts; NULL where the closed ones of an outcome tell no amount
-- median_days    from creation to winning
-- velocity       open x rate x mean amount won / mean days to win: money a day
with

summed as (

    select
        count(case when outcome = 'won' then 1 end) as won,
        count(case when outcome = 'lost' then 1 end) as lost,
        sum(case when outcome = 'won' then amount end) as won_amount,
        sum(case when outcome = 'lost' then amount end) as lost_amount,
        avg(case when outcome = 'won' then amount end) as mean_amount,
        median(case when outcome = 'won' then days end) as median_days,
        avg(case when outcome = 'won' then days end) as mean_days
    from closed_opportunities
    where in_period

),

others as (

    select
        count(case when outcome = 'open' then 1 end) as open,
        count(case when outcome <> 'open' and closed_on is null then 1 end) as undated
    from opportunities_as_of

)

select
    summed.won,
    summed.lost,
    summed.won / nullif(summed.won + summed.lost, 0) as rate,
    case
        when summed.won > 0 and summed.won_amount is null then null
        when summed.lost > 0 and summed.lost_amount is null then null
        else coalesce(summed.won_amount, 0)
            / nullif(coalesce(summed.won_amount, 0) + coalesce(summed.lost_amount, 0), 0)
    end as rate_by_value,
    summed.median_days,
    others.open * summed.won / nullif(summed.won + summed.lost, 0)
    * summed.mean_amount / nullif(summed.mean_days, 0) as velocity,
    others.open,
    summed.won_amount,
    summed.lost_amount,
    others.undated
from summed
cross join others
where exists (select 1 from opportunities)
