-- Whom campaigns touched up to the as-of day, control aside: one row per campaign.
--
-- customers          all of them, and
-- meant              those of the customers and tiers meant (their tier when first touched)
-- reached            of these, those touched in the period
-- responded          of these, those who responded in the period
-- first_on, last_on  days of the first and the last touch of all
--
-- Needs $as_of, $since, $until, $everyone and $tier, as opportunities_as_of does.
with

touched as (

    select
        campaign_id,
        touched_on,
        weakness,
        touched_on = first_on as is_first,
        touched_on between coalesce($since, touched_on) and coalesce($until, touched_on)
            as in_period,
        coalesce(previous_on < $since, previous_on is null) as is_first_in_period,
        coalesce(responded_before < $since, responded_before is null) as has_not_responded,
        ($everyone or customer_key in (select customer_key from scope where not $everyone))
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
        ) as is_meant
    from touch_days
    where weakness is not null
        and not coalesce(touched_on > $as_of, false)

)

select
    campaign_id,
    count(case when is_first then 1 end) as customers,
    count(case when is_first and is_meant then 1 end) as meant,
    count(case when is_meant and in_period and is_first_in_period then 1 end) as reached,
    count(
        case when is_meant and in_period and weakness = 0 and has_not_responded then 1 end
    ) as responded,
    min(touched_on) as first_on,
    max(touched_on) as last_on
from touched
group by campaign_id
