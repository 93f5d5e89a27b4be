-- Opportunities with what decides how they stood on any day: one row each.
--
-- deal                its number
-- begins_on           the day from which it is known: of creation, else of its first stage
-- began_on, last_on   days of its first and last stage change; NULL without any
-- outcome             won, lost, or NULL while open
-- percentile, ranked  of standing, at the start of the month of creation
with

histories as (

    select
        stage_changes.opportunity_id,
        cast(min(stage_changes.entered_at) as date) as began_on,
        cast(max(stage_changes.entered_at) as date) as last_on
    from stage_changes
    inner join stage_order
        on stage_order.stage = stage_changes.stage
    group by stage_changes.opportunity_id

),

dated as (

    select
        opportunities.*,
        cast(date_trunc('month', opportunities.created_on) as date) as month
    from opportunities

)

select
    cast(row_number() over (order by dated.opportunity_id) as integer) as deal,
    dated.opportunity_id,
    dated.customer_key,
    dated.created_on,
    coalesce(dated.created_on, histories.began_on) as begins_on,
    histories.began_on,
    histories.last_on,
    dated.closed_on,
    case when dated.outcome in ('won', 'lost') then dated.outcome end as outcome,
    dated.stage,
    dated.amount,
    standing.percentile,
    standing.ranked
from dated
left join histories
    on histories.opportunity_id = dated.opportunity_id
left join standing
    on standing.customer_key = dated.customer_key
    and standing.month = dated.month
