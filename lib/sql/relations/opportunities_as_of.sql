-- Opportunities as they stood on the as-of day, of the customers and tiers meant: one row each.
--
-- outcome      open, won or lost; what closed later was still open
-- closed_on    NULL while it was open
-- stage        the one it stood in, or closed from; what it entered later it had not reached yet
-- has_history  `stage_changes` names it
--
-- Needs $as_of (NULL: no end), $everyone (no customer was asked for, so those without one count
-- too) and $tier (the tier of the month it was opened in, 'none' without one; empty: all).
with

entries as (

    select
        stage_changes.opportunity_id,
        stage_changes.stage,
        stage_changes.entered_at,
        stage_order.place,
        coalesce(cast(stage_changes.entered_at as date) > $as_of, false) as is_later
    from stage_changes
    inner join stage_order
        on stage_order.stage = stage_changes.stage

),

histories as (

    select
        opportunity_id,
        cast(min(entered_at) as date) as began_on,
        max(is_later) as goes_on
    from entries
    group by opportunity_id

),

-- Only a history that goes on after the day needs to be read for where it stood then.
sequenced as (

    select
        opportunity_id,
        stage,
        is_later,
        row_number() over (
            partition by opportunity_id, is_later
            order by entered_at, place
        ) as from_first,
        row_number() over (
            partition by opportunity_id, is_later
            order by entered_at desc, place desc
        ) as from_last
    from entries
    where opportunity_id in (select opportunity_id from histories where goes_on)

),

cut as (

    select
        opportunity_id,
        coalesce(
            max(case when not is_later and from_last = 1 then stage end),
            max(case when is_later and from_first = 1 then stage end)
        ) as stage
    from sequenced
    group by opportunity_id

),

tiers as (

    select
        customer_key,
        month,
        tier
    from tiered
    where array_length($tier) > 0

),

closed as (

    select
        opportunity_id,
        outcome,
        closed_on
    from opportunities
    where outcome in ('won', 'lost')
        and not coalesce(closed_on > $as_of, false)

)

select
    opportunities.opportunity_id,
    opportunities.customer_key,
    opportunities.created_on,
    closed.closed_on,
    coalesce(closed.outcome, 'open') as outcome,
    opportunities.amount,
    coalesce(cut.stage, opportunities.stage) as stage,
    histories.opportunity_id is not null as has_history
from opportunities
left join closed
    on closed.opportunity_id = opportunities.opportunity_id
left join histories
    on histories.opportunity_id = opportunities.opportunity_id
left join cut
    on cut.opportunity_id = opportunities.opportunity_id
left join tiers
    on tiers.customer_key = opportunities.customer_key
    and tiers.month = cast(date_trunc('month', opportunities.created_on) as date)
where not coalesce(coalesce(opportunities.created_on, histories.began_on) > $as_of, false)
    and ($everyone or opportunities.customer_key in (select customer_key from scope))
    and (array_length($tier) = 0 or list_contains($tier, coalesce(tiers.tier, 'none')))
