-- The share won of the opportunities closed in each month of the period: one row a month with any.
-- The overview adds up months of it: of now, of before and of a year before. What else it tells by
-- month is asked of overview.sql and the measures' own metrics.
with

closed as (

    select
        cast(date_trunc('month', closed_on) as date) as month,
        outcome
    from opportunities_as_of
    where outcome <> 'open'
        and closed_on between cast($since as date) and cast($until as date)

),

counted as (

    select
        month,
        count(case when outcome = 'won' then 1 end) as won,
        count(case when outcome = 'lost' then 1 end) as lost
    from closed
    group by month

)

select
    month,
    won,
    lost,
    won / nullif(won + lost, 0) as win_rate
from counted
order by month
