-- Open opportunities that are large: one row.
--
-- threshold  the amount from which one is large: $large_deal, else the 90th percentile of all
--            amounts won up to the as-of day, whoever was asked about, by nearest rank, so that it
--            is the amount of a deal; NULL without any
-- open       open opportunities of that amount or more, and
-- amount     their money
-- open_all, amount_all  the same of all open ones that tell an amount
with

won as (

    select
        amount,
        row_number() over (order by amount) as place,
        count(*) over () as deals
    from opportunities
    where outcome = 'won'
        and not coalesce(closed_on > cast($as_of as date), false)
        and amount is not null

),

threshold as (

    select coalesce(cast($large_deal as double), min(amount)) as amount
    from won
    where place * 10 >= deals * 9

),

standing_open as (

    select
        opportunities_as_of.amount,
        coalesce(opportunities_as_of.amount >= threshold.amount, false) as is_large
    from opportunities_as_of
    cross join threshold
    where opportunities_as_of.outcome = 'open'
        and opportunities_as_of.amount is not null

),

counted as (

    select
        count(case when is_large then 1 end) as open,
        sum(case when is_large then amount end) as amount,
        count(*) as open_all,
        sum(amount) as amount_all
    from standing_open

)

select
    threshold.amount as threshold,
    counted.open,
    counted.amount,
    counted.open_all,
    counted.amount_all
from counted
cross join threshold
where exists (select 1 from opportunities)
