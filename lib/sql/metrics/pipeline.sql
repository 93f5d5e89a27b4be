-- Open opportunities by the stage they stand in: one row a stage that holds one.
--
-- win_rate  won / (won + lost) of those that have ever been in the stage or passed over it
-- weighted  amount x win_rate
with

standing_open as (

    select
        stage,
        count(*) as opportunities,
        sum(amount) as amount,
        count(amount) as amounts_known
    from opportunities_as_of
    where outcome = 'open'
    group by stage

),

closed as (

    select
        stage,
        count(case when outcome = 'won' then 1 end) as won,
        count(case when outcome = 'lost' then 1 end) as lost
    from stage_entries
    group by stage

)

select
    standing_open.stage,
    standing_open.opportunities as count,
    standing_open.amount,
    closed.won / nullif(closed.won + closed.lost, 0) as win_rate,
    standing_open.amount * closed.won / nullif(closed.won + closed.lost, 0) as weighted,
    closed.won,
    closed.lost,
    standing_open.amounts_known,
    stage_order.position
from standing_open
inner join stage_order
    on stage_order.stage = standing_open.stage
inner join closed
    on closed.stage = standing_open.stage
order by stage_order.place
