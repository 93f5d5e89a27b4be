-- Opportunities as they stood on the as-of day, of the customers and tiers meant: one row each.
--
-- outcome      open, won or lost; what closed later was still open
-- closed_on    NULL while it was open
-- stage        the one it stood in, or closed from; what it entered later it had not reached yet
-- has_history  `stage_changes` names it
--
-- Needs $as_of (NULL: no end) and $tier (the tier of the month it was opened in, 'none' without
-- one; empty: all).
with

stood as (

    select
        deal,
        stage
    from deal_pasts
    where from_on <= $as_of
        and before_on > $as_of

),

judged as (

    select
        deals_in_scope.*,
        outcome is not null and not coalesce(closed_on > $as_of, false) as is_closed
    from deals_in_scope
    where not coalesce(begins_on > $as_of, false)

)

select
    judged.opportunity_id,
    judged.customer_key,
    judged.created_on,
    case when judged.is_closed then judged.closed_on end as closed_on,
    case when judged.is_closed then judged.outcome else 'open' end as outcome,
    judged.amount,
    coalesce(stood.stage, judged.stage) as stage,
    judged.last_on is not null as has_history
from judged
left join stood
    on stood.deal = judged.deal
where array_length($tier) = 0
    or case
        when judged.percentile is null or judged.ranked < $tiers_from
            then list_contains($tier, 'none')
        when judged.percentile < $tier_a then list_contains($tier, 'A')
        when judged.percentile < $tier_b then list_contains($tier, 'B')
        when judged.percentile < $tier_c then list_contains($tier, 'C')
        else list_contains($tier, 'D')
    end
