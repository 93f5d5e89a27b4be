-- The sales stages in order: one row a stage. Won and lost are outcomes, never stages.
--
-- position  as `stages` gives it; stages it does not list follow those it does
-- place     1, 2, 3 …, no two alike: by position, equals by name
--
-- Stages not listed follow each other by the median place of their first entry among the stages of
-- the same opportunity; those without any history by the share won of the opportunities that stand
-- in them or closed from them; then the more frequent first, then by name. The order is taken from
-- all there is, so that neither a filter nor an as-of day changes it.
with

listed as (

    select
        stage,
        position
    from stages
    where lower(stage) not in ('won', 'lost')

),

placed as (

    select
        stage,
        rank() over (partition by opportunity_id order by min(entered_at)) as place
    from stage_changes
    where lower(stage) not in ('won', 'lost')
    group by opportunity_id, stage

),

by_history as (

    select
        stage,
        count(*) as entries,
        median(place) as median_place,
        avg(place) as mean_place
    from placed
    group by stage

),

by_outcome as (

    select
        stage,
        count(*) as opportunities,
        avg(case when outcome = 'won' then 1 else 0 end) as share_won
    from opportunities
    group by stage

),

unlisted as (

    select stage
    from by_history
    where stage not in (select stage from listed)
    union
    select stage
    from by_outcome
    where stage not in (select stage from listed)

),

positioned as (

    select
        stage,
        position
    from listed
    union all
    select
        unlisted.stage,
        (select coalesce(max(position), 0) from listed) + row_number() over (
            order by
                by_history.median_place nulls last,
                by_history.mean_place nulls last,
                by_outcome.share_won nulls last,
                coalesce(by_history.entries, 0) + coalesce(by_outcome.opportunities, 0) desc,
                unlisted.stage
        ) as position
    from unlisted
    left join by_history
        on by_history.stage = unlisted.stage
    left join by_outcome
        on by_outcome.stage = unlisted.stage

)

select
    stage,
    position,
    row_number() over (order by position, stage) as place
from positioned
