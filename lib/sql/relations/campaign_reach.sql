-- Whom campaigns touched up to the as-of day, control aside: one row per campaign.
--
-- customers          all of them, and
-- meant              those of the customers and tiers meant (their tier when first touched)
-- reached            of these, those touched in the period
-- responded          of these, those who responded in the period
-- first_on, last_on  days of the first and the last touch of all
--
-- Needs $as_of, $since, $until and $tier with what tiered needs.
with

touched as (

    select
        campaign_id,
        sum(customers) as customers,
        min(touched_on) as first_on,
        max(touched_on) as last_on
    from reach_counts
    where not coalesce(touched_on > $as_of, false)
    group by campaign_id

),

meant as (

    select
        campaign_id,
        touched_on = first_on as is_first,
        touched_on between coalesce($since, touched_on) and coalesce($until, touched_on)
            as in_period,
        weakness = 0 as is_response,
        coalesce(previous_on < $since, previous_on is null) as is_first_in_period,
        coalesce(responded_before < $since, responded_before is null) as has_not_responded
    from touches_in_scope
    where weakness is not null
        and not coalesce(touched_on > $as_of, false)
        and (
            array_length($tier) = 0
            or list_contains(
                $tier,
                case
                    when percentile is null or ranked < $tiers_from then 'none'
                    when percentile < $tier_a then 'A'
                    when percentile < $tier_b then 'B'
                    when percentile < $tier_c then 'C'
                    else 'D'
                end
            )
        )

),

counted as (

    select
        campaign_id,
        count(case when is_first then 1 end) as meant,
        count(case when in_period and is_first_in_period then 1 end) as reached,
        count(case when in_period and is_response and has_not_responded then 1 end) as responded
    from meant
    group by campaign_id

)

select
    touched.campaign_id,
    touched.customers,
    coalesce(counted.meant, 0) as meant,
    coalesce(counted.reached, 0) as reached,
    coalesce(counted.responded, 0) as responded,
    touched.first_on,
    touched.last_on
from touched
left join counted
    on counted.campaign_id = touched.campaign_id
