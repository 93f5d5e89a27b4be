-- Which stages each opportunity has been in or skipped: one row per opportunity and stage.
--
-- counts_from  the day from which it is known to have come so far; long ago where it always was
-- passed_from  the same of a later stage; NULL without one
-- entered_on   day of its first entry; NULL where it skipped the stage, or the day is not known
-- later_on     the first known day in a later stage
-- all else     as in deals
--
-- An opportunity without a history stands in its present stage since the day it was created; one
-- with a history that does not name its present stage, from its last change on.
with

entries as (

    select
        deals.deal,
        stage_order.place,
        cast(min(stage_changes.entered_at) as date) as entered_on,
        rank() over (
            partition by deals.deal
            order by min(stage_changes.entered_at), stage_order.place
        ) as sequence
    from stage_changes
    inner join deals
        on deals.opportunity_id = stage_changes.opportunity_id
    inner join stage_order
        on stage_order.stage = stage_changes.stage
    group by deals.deal, stage_order.place

),

known as (

    select
        deal,
        place,
        entered_on,
        case when sequence = 1 then date '0001-01-01' else entered_on end as counts_from
    from entries
    union all
    select
        deals.deal,
        stage_order.place,
        case when deals.last_on is null then deals.created_on end as entered_on,
        coalesce(deals.last_on, date '0001-01-01') as counts_from
    from deals
    inner join stage_order
        on stage_order.stage = deals.stage
    left join entries
        on entries.deal = deals.deal
        and entries.place = stage_order.place
    where entries.deal is null

),

sequenced as (

    select
        deal,
        place,
        entered_on,
        counts_from,
        coalesce(
            max(place) over (
                partition by deal
                order by place
                rows between 1 preceding and 1 preceding
            ),
            0
        ) as place_before,
        min(counts_from) over (
            partition by deal
            order by place
            rows between 1 following and unbounded following
        ) as passed_from,
        min(entered_on) over (
            partition by deal
            order by place
            rows between 1 following and unbounded following
        ) as later_on
    from known

),

passed as (

    select
        sequenced.deal,
        stage_order.stage,
        stage_order.place,
        case when sequenced.place = stage_order.place then sequenced.entered_on end as entered_on,
        least(sequenced.counts_from, sequenced.passed_from) as counts_from,
        case
            when sequenced.place = stage_order.place then sequenced.passed_from
            else least(sequenced.counts_from, sequenced.passed_from)
        end as passed_from,
        case
            when sequenced.place = stage_order.place then sequenced.later_on
            else least(sequenced.entered_on, sequenced.later_on)
        end as later_on
    from sequenced
    inner join stage_order
        on stage_order.place > sequenced.place_before
        and stage_order.place <= sequenced.place

)

select
    passed.deal,
    deals.opportunity_id,
    deals.customer_key,
    deals.created_on,
    deals.begins_on,
    deals.last_on,
    deals.closed_on,
    deals.outcome,
    deals.amount,
    passed.stage,
    passed.place,
    passed.counts_from,
    passed.passed_from,
    passed.entered_on,
    passed.later_on,
    deals.percentile,
    deals.ranked
from passed
inner join deals
    on deals.deal = passed.deal
order by passed.place, deals.created_on
