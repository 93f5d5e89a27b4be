-- In which stages opportunities stood before their last stage change: one row per opportunity and
-- span of days. On any other day an opportunity stands in its present stage.
--
-- from_on, before_on  the first day, and the first day after; before its first change it stood in
--                     the stage of that change
with

entries as (

    select
        deals.deal,
        stage_order.stage,
        cast(stage_changes.entered_at as date) as entered_on,
        row_number() over (
            partition by deals.deal
            order by stage_changes.entered_at, stage_order.place
        ) as sequence,
        cast(
            min(stage_changes.entered_at) over (
                partition by deals.deal
                order by stage_changes.entered_at, stage_order.place
                rows between 1 following and 1 following
            )
            as date
        ) as next_on
    from stage_changes
    inner join deals
        on deals.opportunity_id = stage_changes.opportunity_id
    inner join stage_order
        on stage_order.stage = stage_changes.stage

),

spans as (

    select
        deal,
        stage,
        case when sequence = 1 then date '0001-01-01' else entered_on end as from_on,
        case when sequence = 1 then coalesce(next_on, entered_on) else next_on end as before_on
    from entries

)

select
    deal,
    stage,
    from_on,
    before_on
from spans
where from_on < before_on
