-- Which stages each opportunity has been in as of the day: one row per opportunity and stage, a
-- stage it skipped included.
--
-- result  advanced (to a later stage, or won), lost there, or open; by the first entry
-- days    from entering the stage to leaving it, or to the as-of day while open; NULL where the
--         stage was skipped, or a day is not known or lies before the one it follows
--
-- An opportunity without a history stands in its present stage since the day it was created.
-- Needs what opportunities_as_of needs.
with

first_entries as (

    select
        opportunity_id,
        stage,
        min(cast(entered_at as date)) as entered_on
    from stage_changes
    where not coalesce(cast(entered_at as date) > $as_of, false)
    group by opportunity_id, stage

),

known as (

    select
        opportunities_as_of.opportunity_id,
        first_entries.stage,
        first_entries.entered_on
    from opportunities_as_of
    inner join first_entries
        on first_entries.opportunity_id = opportunities_as_of.opportunity_id
    union all
    select
        opportunities_as_of.opportunity_id,
        opportunities_as_of.stage,
        case
            when not opportunities_as_of.has_history then opportunities_as_of.created_on
        end as entered_on
    from opportunities_as_of
    left join first_entries
        on first_entries.opportunity_id = opportunities_as_of.opportunity_id
        and first_entries.stage = opportunities_as_of.stage
    where first_entries.stage is null

),

entered as (

    select
        known.opportunity_id,
        known.entered_on,
        stage_order.place,
        min(known.entered_on) over (
            partition by known.opportunity_id
            order by stage_order.place
            rows between 1 following and unbounded following
        ) as later_on
    from known
    inner join stage_order
        on stage_order.stage = known.stage

),

reached as (

    select
        opportunity_id,
        max(place) as furthest
    from entered
    group by opportunity_id

),

passed as (

    select
        opportunities_as_of.opportunity_id,
        opportunities_as_of.created_on,
        opportunities_as_of.outcome,
        opportunities_as_of.amount,
        opportunities_as_of.has_history,
        stage_order.stage,
        stage_order.place,
        case
            when stage_order.place < reached.furthest then 'advanced'
            when opportunities_as_of.outcome = 'won' then 'advanced'
            else opportunities_as_of.outcome
        end as result,
        entered.entered_on,
        case
            when stage_order.place < reached.furthest then entered.later_on
            when opportunities_as_of.outcome = 'open' then cast($as_of as date)
            else opportunities_as_of.closed_on
        end as left_on
    from opportunities_as_of
    inner join reached
        on reached.opportunity_id = opportunities_as_of.opportunity_id
    inner join stage_order
        on stage_order.place <= reached.furthest
    left join entered
        on entered.opportunity_id = opportunities_as_of.opportunity_id
        and entered.place = stage_order.place

)

select
    opportunity_id,
    created_on,
    outcome,
    amount,
    has_history,
    stage,
    place,
    result,
    case when left_on >= entered_on then date_diff('day', entered_on, left_on) end as days
from passed
