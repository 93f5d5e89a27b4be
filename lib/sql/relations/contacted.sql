-- The customers meant who stand at the latest month start, and when somebody last spoke to them:
-- one row each.
--
-- days  since the last contact, in or out, up to the as-of day; NULL where there never was any
-- band  to_30, to_90, to_180 or over_180 days, or never
-- Needs $as_of, $day and what tiered needs.
with

spoken as (

    select
        customer_key,
        max(cast(happened_at as date)) as contacted_on
    from interactions
    where not coalesce(cast(happened_at as date) > cast($as_of as date), false)
    group by customer_key

),

counted as (

    select
        current_standing.customer_key,
        current_standing.tier,
        current_standing.value,
        spoken.contacted_on,
        date_diff('day', spoken.contacted_on, cast($as_of as date)) as days
    from current_standing
    left join spoken
        on spoken.customer_key = current_standing.customer_key

)

select
    counted.*,
    case
        when days is null then 'never'
        when days <= 30 then 'to_30'
        when days <= 90 then 'to_90'
        when days <= 180 then 'to_180'
        else 'over_180'
    end as band
from counted
