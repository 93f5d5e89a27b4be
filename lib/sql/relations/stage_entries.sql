-- Which stages each opportunity has been in as of the day: one row per opportunity and stage, a
-- stage it skipped included.
--
-- result  advanced (to a later stage, or won), lost there, or open; by the first entry
-- days    from entering the stage to leaving it, or to the as-of day while open; NULL where the
--         stage was skipped, or a day is not known or lies before the one it follows
--
-- Needs what opportunities_as_of needs, whose opportunities these are.
with

judged as (

    select
        deal_stages_in_scope.*,
        outcome is not null and not coalesce(closed_on > $as_of, false) as is_closed,
        passed_from is not null and not coalesce(passed_from > $as_of, false) as is_passed
    from deal_stages_in_scope
    where not coalesce(begins_on > $as_of, false)
        and not coalesce(counts_from > $as_of, false)

),

stood as (

    select
        opportunity_id,
        created_on,
        amount,
        last_on,
        stage,
        place,
        case when is_closed then outcome else 'open' end as outcome,
        case
            when is_passed or (is_closed and outcome = 'won') then 'advanced'
            when is_closed then outcome
            else 'open'
        end as result,
        case when not coalesce(entered_on > $as_of, false) then entered_on end as entered_on,
        case
            when is_passed
                then case when not coalesce(later_on > $as_of, false) then later_on end
            when is_closed then closed_on
            else cast($as_of as date)
        end as left_on
    from judged
    where array_length($tier) = 0
        or case
            when percentile is null or ranked < $tiers_from then list_contains($tier, 'none')
            when percentile < $tier_a then list_contains($tier, 'A')
            when percentile < $tier_b then list_contains($tier, 'B')
            when percentile < $tier_c then list_contains($tier, 'C')
            else list_contains($tier, 'D')
        end

)

select
    opportunity_id,
    created_on,
    outcome,
    amount,
    last_on is not null as has_history,
    stage,
    place,
    result,
    case when left_on >= entered_on then date_diff('day', entered_on, left_on) end as days
from stood
